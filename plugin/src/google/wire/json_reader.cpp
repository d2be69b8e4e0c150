#include "google/wire/json_reader.hpp"

#include <string.h>

#include <algorithm>
#include <boost/json/memory_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/system/error_code.hpp>
#include <charconv>
#include <new>
#include <utility>

#include "failure.hpp"

namespace gup::google {

namespace json = boost::json;

namespace {

class TooMuchMemory : public std::bad_alloc {};

class WipedMemory final : public json::memory_resource {
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    return ::operator new (size, std::align_val_t{alignment});
  }
  void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override {
    explicit_bzero(memory, size);
    ::operator delete (memory, std::align_val_t{alignment});
  }
  bool do_is_equal(const json::memory_resource& other) const noexcept override { return this == &other; }
};

/// Fails when more than `bytes` are in use at once.
class BoundedMemory final : public json::memory_resource {
 public:
  BoundedMemory(json::storage_ptr upstream, std::size_t bytes)
      : upstream_(std::move(upstream)), free_(bytes) {}

 private:
  void* do_allocate(std::size_t size, std::size_t alignment) override {
    if (size > free_) throw TooMuchMemory();
    void* memory = upstream_->allocate(size, alignment);
    free_ -= size;
    return memory;
  }
  void do_deallocate(void* memory, std::size_t size, std::size_t alignment) override {
    upstream_->deallocate(memory, size, alignment);
    free_ += size;
  }
  bool do_is_equal(const json::memory_resource& other) const noexcept override { return this == &other; }

  json::storage_ptr upstream_;
  std::size_t free_;
};

/// Google's answers need 2 to 4 bytes for each byte on the wire, a list of zeros more than 16.
constexpr std::size_t kMemoryPerByte = 8;
constexpr std::size_t kLeastMemory = 1024 * 1024;

/// The length of an escape like "\ud83d".
constexpr std::size_t kEscapeLength = 6;

/// The code unit of such an escape at the start of `text`.
std::optional<unsigned> escaped_code_unit(std::string_view text) {
  if (!text.starts_with("\\u") || text.size() < kEscapeLength) return std::nullopt;
  unsigned unit = 0;
  const auto [end, error] = std::from_chars(text.data() + 2, text.data() + kEscapeLength, unit, 16);
  if (error != std::errc() || end != text.data() + kEscapeLength) return std::nullopt;
  return unit;
}

bool is_leading_surrogate(unsigned unit) {
  return unit >= 0xD800 && unit < 0xDC00;
}

bool is_trailing_surrogate(unsigned unit) {
  return unit >= 0xDC00 && unit < 0xE000;
}

/// Appends a surrogate in three bytes, as UTF-8 would if it allowed surrogates.
void append_surrogate(std::string& text, unsigned unit) {
  text += static_cast<char>(0xE0 | unit >> 12);
  text += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
  text += static_cast<char>(0x80 | (unit & 0x3F));
}

/// Replaces escaped surrogates without a partner by bytes that are not valid UTF-8; nullopt if there are
/// none. Boost.JSON rejects a whole document for one of them.
std::optional<SecretText> without_lone_surrogates(std::string_view body) {
  std::string mended;
  // One allocation, so that no copy of a secret is left behind.
  mended.reserve(body.size());
  bool found = false;
  while (true) {
    const std::size_t escape = std::min(body.find('\\'), body.size());
    mended += body.substr(0, escape);
    body.remove_prefix(escape);
    if (body.empty()) break;
    const auto unit = escaped_code_unit(body);
    const auto next = unit ? escaped_code_unit(body.substr(kEscapeLength)) : std::nullopt;
    const bool is_pair = unit && next && is_leading_surrogate(*unit) && is_trailing_surrogate(*next);
    const bool is_lone = unit && !is_pair && (is_leading_surrogate(*unit) || is_trailing_surrogate(*unit));
    std::size_t length = std::min<std::size_t>(2, body.size());
    if (unit) length = is_pair ? 2 * kEscapeLength : kEscapeLength;
    if (is_lone)
      append_surrogate(mended, *unit);
    else
      mended += body.substr(0, length);
    body.remove_prefix(length);
    found = found || is_lone;
  }
  SecretText text(std::move(mended));
  return found ? std::optional(std::move(text)) : std::nullopt;
}

/// nullopt if the body is not JSON. `unfinished` holds partial values while the parser runs.
std::optional<json::value> try_parse(json::string_view body, const json::storage_ptr& memory,
                                     const json::storage_ptr& unfinished) {
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  json::parser parser(unfinished, options);
  parser.reset(memory);
  boost::system::error_code error;
  parser.write(body, error);
  if (error) return std::nullopt;
  return parser.release();
}

json::value parse(std::string_view call, std::string_view body, const json::storage_ptr& memory,
                  const json::storage_ptr& unfinished) {
  try {
    if (auto value = try_parse(json::string_view(body.data(), body.size()), memory, unfinished))
      return *std::move(value);
    if (const auto mended = without_lone_surrogates(body))
      if (auto value = try_parse(mended->reveal(), memory, unfinished)) return *std::move(value);
  } catch (const TooMuchMemory&) {
    throw_wrong_format(call, "it needs far more memory than an answer of its size");
  }
  throw DamagedAnswer("Google's answer to " + std::string(call) + " was not JSON");
}

const json::value* find(const json::object& object, std::string_view key) {
  return object.if_contains(json::string_view(key.data(), key.size()));
}

std::string to_string(const json::string& text) {
  return {text.data(), text.size()};
}

}  // namespace

JsonDocument::JsonDocument(std::string_view call, std::string_view body, json::storage_ptr memory)
    : bounded_(
          std::make_unique<BoundedMemory>(std::move(memory), kMemoryPerByte * body.size() + kLeastMemory)),
      memory_(body.size() * 2 + 4096, json::storage_ptr(bounded_.get())),
      value_(parse(call, body, json::storage_ptr(&memory_), json::storage_ptr(bounded_.get()))) {
  if (!value_.is_object()) throw_wrong_format(call, "it is not an object");
}

json::storage_ptr wiped_memory() {
  static WipedMemory memory;
  return &memory;
}

void throw_wrong_format(std::string_view call, std::string_view what) {
  throw Failure(host_sdk::ResultCode::try_again, "Google's answer to " + std::string(call) +
                                                     " has an unexpected format: " + std::string(what) +
                                                     ". Nothing was changed.");
}

std::optional<std::string> find_text(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return to_string(value->get_string());
}

std::optional<std::string> find_some_text(const json::object& object, std::string_view key) {
  auto text = find_text(object, key);
  if (text && text->empty()) return std::nullopt;
  return text;
}

std::optional<SecretText> find_secret(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr || !value->is_string() || value->get_string().empty()) return std::nullopt;
  return SecretText(std::string_view(value->get_string()));
}

std::optional<bool> find_flag(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr || !value->is_bool()) return std::nullopt;
  return value->get_bool();
}

std::optional<std::int64_t> find_number(const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr) return std::nullopt;
  if (value->is_int64()) return value->get_int64();
  if (!value->is_string()) return std::nullopt;
  const json::string& text = value->get_string();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string need_text(std::string_view call, const json::object& object, std::string_view key) {
  auto text = find_some_text(object, key);
  if (!text) throw_wrong_format(call, "an entry has no text in \"" + std::string(key) + "\"");
  return std::move(*text);
}

std::string need_id(std::string_view call, const json::object& object, std::string_view key) {
  constexpr std::size_t kMaxIdBytes = 255;
  std::string id = need_text(call, object, key);
  if (id.size() > kMaxIdBytes)
    throw_wrong_format(call, "an entry's \"" + std::string(key) + "\" is longer than 255 bytes");
  return id;
}

std::string text_or_empty(std::string_view call, const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr || value->is_null()) return {};
  if (!value->is_string()) throw_wrong_format(call, "\"" + std::string(key) + "\" is not text");
  return to_string(value->get_string());
}

const json::array* find_list(std::string_view call, const json::object& object, std::string_view key) {
  const json::value* value = find(object, key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) throw_wrong_format(call, "\"" + std::string(key) + "\" is not a list");
  return &value->get_array();
}

const json::object& need_object(std::string_view call, const json::value& entry, std::string_view list) {
  if (!entry.is_object())
    throw_wrong_format(call, "an entry of \"" + std::string(list) + "\" is not an object");
  return entry.get_object();
}

std::vector<const json::object*> entries_of(const json::object& object, std::string_view key) {
  std::vector<const json::object*> entries;
  const json::value* value = find(object, key);
  if (value == nullptr) return entries;
  if (value->is_object()) entries.push_back(&value->get_object());
  if (value->is_array()) {
    for (const json::value& entry : value->get_array())
      if (entry.is_object()) entries.push_back(&entry.get_object());
  }
  return entries;
}

}  // namespace gup::google
