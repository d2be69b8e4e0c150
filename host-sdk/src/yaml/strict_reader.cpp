#include "host_sdk/yaml/strict_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <utility>

#include "document.hpp"
#include "values.hpp"
#include "view.hpp"

namespace host_sdk::yaml {

using detail::Entry;
using detail::Node;

namespace {

constexpr std::size_t kLargestSecret = 65'536;
constexpr std::size_t kLargestFile = (std::size_t{1} << 20) + 1;
/// Holds every secret, so that no copy of one is left behind, and nearly every other file.
constexpr std::size_t kFirstBlock = kLargestSecret + 1;

/// Reads at most `limit` bytes, because the file may be a device or very large.
std::optional<std::string> read_bytes(const std::filesystem::path& file, std::size_t limit,
                                      std::string& problem) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored)) {
    problem = "Is a directory";
    return std::nullopt;
  }
  // Opening a pipe waits for its writer.
  if (std::filesystem::is_fifo(file, ignored) || std::filesystem::is_socket(file, ignored)) {
    problem = "it is a pipe or a socket instead of a file";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream stream(file, std::ios::binary);
  std::string bytes;
  std::size_t length = 0;
  do {
    bytes.resize(std::min(limit, std::max(kFirstBlock, 2 * length)));
    stream.read(bytes.data() + length, static_cast<std::streamsize>(bytes.size() - length));
    length += static_cast<std::size_t>(stream.gcount());
  } while (stream && length < limit);
  if (!stream.is_open() || stream.bad()) {
    problem = errno != 0 ? std::strerror(errno) : "the file could not be read";
    return std::nullopt;
  }
  bytes.resize(length);
  return bytes;
}

std::string message(const std::string& file, int line, const std::string& key, const std::string& sentence) {
  std::string text = file;
  if (line > 0) text += ":" + std::to_string(line);
  text += ": ";
  if (!key.empty()) text += "key '" + key + "': ";
  return text + sentence;
}

}  // namespace

YamlError::YamlError(std::string file, int line, std::string key, std::string sentence)
    : std::runtime_error(message(file, line, key, sentence)),
      file_(std::move(file)),
      line_(line),
      key_(std::move(key)),
      sentence_(std::move(sentence)) {}

std::optional<std::string> process_environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

bool Mapping::has(std::string_view key) const {
  return view_->find(key) != nullptr;
}

std::string Mapping::string(std::string_view key) const {
  return view_->text(view_->require(key));
}
std::string Mapping::string(std::string_view key, std::string_view fallback) const {
  return has(key) ? string(key) : std::string(fallback);
}

std::int64_t Mapping::integer(std::string_view key, IntegerRange range) const {
  const Entry& entry = view_->require(key);
  const std::string text = view_->plain(entry, "a whole number");
  if (auto problem = integer_problem(text, range, entry.value.text); !problem.empty())
    throw view_->error(entry, std::move(problem));
  return *to_integer(text);
}
std::int64_t Mapping::integer(std::string_view key, IntegerRange range, std::int64_t fallback) const {
  return has(key) ? integer(key, range) : fallback;
}

std::chrono::seconds Mapping::duration(std::string_view key, DurationRange range) const {
  const Entry& entry = view_->require(key);
  const auto value = detail::to_duration(view_->plain(entry, "a duration"));
  if (!value)
    throw view_->error(entry, "'" + entry.value.text + "' is not a duration such as 30s, 15m, 24h or 7d");
  if (*value < range.min || *value > range.max)
    throw view_->error(entry, "must be from " + detail::write_duration(range.min) + " to " +
                                  detail::write_duration(range.max) + ", not " + entry.value.text);
  return *value;
}
std::chrono::seconds Mapping::duration(std::string_view key, DurationRange range,
                                       std::chrono::seconds fallback) const {
  return has(key) ? duration(key, range) : fallback;
}

bool Mapping::boolean(std::string_view key) const {
  const Entry& entry = view_->require(key);
  const std::string value = view_->plain(entry, "true or false");
  if (auto problem = boolean_problem(value, entry.value.text); !problem.empty())
    throw view_->error(entry, std::move(problem));
  return value == "true";
}
bool Mapping::boolean(std::string_view key, bool fallback) const {
  return has(key) ? boolean(key) : fallback;
}

std::string Mapping::choice(std::string_view key, std::initializer_list<std::string_view> choices) const {
  const Entry& entry = view_->require(key);
  std::string value = view_->text(entry);
  if (auto problem = choice_problem(value, {choices.begin(), choices.end()}, entry.value.text);
      !problem.empty())
    throw view_->error(entry, std::move(problem));
  return value;
}
std::string Mapping::choice(std::string_view key, std::initializer_list<std::string_view> choices,
                            std::string_view fallback) const {
  return has(key) ? choice(key, choices) : std::string(fallback);
}

std::filesystem::path Mapping::path(std::string_view key) const {
  return std::filesystem::path(file()).parent_path() / string(key);
}

std::optional<SecretText> Mapping::optional_secret(std::string_view key) const {
  const std::string key_file = std::string(key) + "_file";
  const Entry* inline_value = view_->find(key);
  const Entry* from_file = view_->find(key_file);
  if (inline_value == nullptr && from_file == nullptr) return std::nullopt;
  if (inline_value != nullptr && from_file != nullptr)
    throw view_->error(*from_file, "and '" + std::string(key) + "' are both given; keep one of them");
  if (inline_value != nullptr) return SecretText(view_->text(*inline_value));

  const std::filesystem::path secret_file = path(key_file);
  std::string problem;
  auto value = read_bytes(secret_file, kLargestSecret + 1, problem);
  if (!value) throw view_->error(*from_file, secret_file.string() + " cannot be read: " + problem);
  if (value->size() > kLargestSecret)
    throw view_->error(*from_file, secret_file.string() + " is larger than 64 KiB");
  if (value->ends_with('\n')) value->pop_back();
  if (value->ends_with('\r')) value->pop_back();
  if (value->empty()) throw view_->error(*from_file, secret_file.string() + " is empty");
  return SecretText(*std::move(value));
}

SecretText Mapping::secret(std::string_view key) const {
  auto value = optional_secret(key);
  if (!value) throw error(key, "is missing; give it or '" + std::string(key) + "_file'");
  return *std::move(value);
}

std::vector<std::string> Mapping::strings(std::string_view key) const {
  std::vector<std::string> values;
  const Entry* entry = view_->find(key);
  if (entry == nullptr || entry->value.kind == Node::Kind::nothing) return values;
  if (entry->value.kind != Node::Kind::list) throw view_->error(*entry, "must be a list");
  for (std::size_t i = 0; i < entry->value.items.size(); ++i) {
    const Node& item = entry->value.items[i];
    values.push_back(view_->text(item, item.line, view_->item_path(*entry, i)));
  }
  return values;
}

Mapping Mapping::mapping(std::string_view key) const {
  static const Node kEmpty;
  const Entry* entry = view_->find(key);
  if (entry == nullptr)
    return Mapping(view_->child(kEmpty, detail::join_path(view_->path, key), view_->line));
  if (entry->value.kind != Node::Kind::nothing && entry->value.kind != Node::Kind::mapping)
    throw view_->error(*entry, "must be a mapping of keys to values");
  return Mapping(view_->child(entry->value, detail::join_path(view_->path, key), entry->line));
}

std::vector<Mapping> Mapping::mappings(std::string_view key) const {
  std::vector<Mapping> values;
  const Entry* entry = view_->find(key);
  if (entry == nullptr || entry->value.kind == Node::Kind::nothing) return values;
  if (entry->value.kind != Node::Kind::list) throw view_->error(*entry, "must be a list");
  for (std::size_t i = 0; i < entry->value.items.size(); ++i) {
    const Node& item = entry->value.items[i];
    const std::string item_path = view_->item_path(*entry, i);
    if (item.kind != Node::Kind::mapping)
      throw YamlError(file(), item.line, item_path, "must be a mapping of keys to values");
    values.push_back(Mapping(view_->child(item, item_path, item.line)));
  }
  return values;
}

std::vector<std::string> Mapping::keys() const {
  std::vector<std::string> names;
  for (const Entry& entry : view_->node.entries) names.push_back(entry.key);
  return names;
}

YamlError Mapping::error(std::string_view key, std::string_view sentence) const {
  const Entry* entry = view_->node.find(key);
  return {file(), entry != nullptr ? entry->line : view_->line, detail::join_path(view_->path, key),
          std::string(sentence)};
}

const std::string& Mapping::file() const {
  return view_->source->file;
}

void Mapping::finish() const {
  view_->finish();
}

Mapping read_text(std::string_view text, std::string file, Environment environment) {
  auto source = std::make_shared<detail::Source>();
  source->root = detail::parse(text, file);
  source->file = std::move(file);
  source->environment = std::move(environment);
  const Node& root = source->root;
  return Mapping(std::make_shared<detail::View>(std::move(source), root, std::string{}, root.line));
}

Mapping read_file(const std::filesystem::path& file, Environment environment) {
  if (file.empty())
    throw YamlError("settings file", 0, {},
                    "none was named (settings: in host.yaml, --settings of hostsdk-check)");
  std::string problem;
  const auto text = read_bytes(file, kLargestFile, problem);
  if (!text) throw YamlError(file.string(), 0, {}, "cannot be read: " + problem);
  return read_text(*text, file.string(), std::move(environment));
}

}  // namespace host_sdk::yaml
