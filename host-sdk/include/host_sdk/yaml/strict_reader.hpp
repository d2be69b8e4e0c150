// Settings in YAML, read strictly: every mistake is one sentence with file, line and key.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/value_rules.hpp"

namespace host_sdk::yaml {

namespace detail {
struct View;
}

/// The one error of this reader. `what()` is "FILE:LINE: key 'a.b': sentence", without the parts that are not
/// known (a file that cannot be opened has no line). Never holds an expanded value nor a secret.
class YamlError : public std::runtime_error {
 public:
  /// `line` is 1-based, 0 for none; `key` is the path from the root (`plugins[0].manifest`), empty for none.
  YamlError(std::string file, int line, std::string key, std::string sentence);

  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] const std::string& key() const { return key_; }
  [[nodiscard]] const std::string& sentence() const { return sentence_; }

 private:
  std::string file_;
  int line_;
  std::string key_;
  std::string sentence_;
};

/// Looks a variable up; nothing when it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
/// The environment of this process.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

using host_sdk::IntegerRange;

struct DurationRange {
  std::chrono::seconds min{0};
  std::chrono::seconds max{std::chrono::days{36'500}};
};

/// One mapping of a document. Cheap to copy (copies are the same view); keeps the document alive. Not for use
/// from two threads at once.
///
/// Each getter takes a key of this mapping and notes that the key is known. Without a fallback the key is
/// required. `${NAME}` in a value is replaced from the environment and `$$` is a dollar sign; any other `$`
/// stands for itself. All getters throw YamlError: for a missing key, a wrong type, a value out of range, an
/// empty value, or a variable that is not set.
class Mapping {
 public:
  [[nodiscard]] bool has(std::string_view key) const;

  /// Text that is not empty.
  [[nodiscard]] std::string string(std::string_view key) const;
  [[nodiscard]] std::string string(std::string_view key, std::string_view fallback) const;

  /// A whole number in decimal digits within `range` (both ends included).
  [[nodiscard]] std::int64_t integer(std::string_view key, IntegerRange range = {}) const;
  [[nodiscard]] std::int64_t integer(std::string_view key, IntegerRange range, std::int64_t fallback) const;

  /// A whole number with one unit, `30s`, `15m`, `24h` or `7d`, within `range` (both ends included).
  [[nodiscard]] std::chrono::seconds duration(std::string_view key, DurationRange range = {}) const;
  [[nodiscard]] std::chrono::seconds duration(std::string_view key, DurationRange range,
                                              std::chrono::seconds fallback) const;

  /// `true` or `false`, and nothing else.
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key, bool fallback) const;

  /// One of the given words.
  [[nodiscard]] std::string choice(std::string_view key, std::initializer_list<std::string_view> words) const;
  [[nodiscard]] std::string choice(std::string_view key, std::initializer_list<std::string_view> words,
                                   std::string_view fallback) const;

  /// A path; a relative one is taken from the folder of the document. The file need not exist.
  [[nodiscard]] std::filesystem::path path(std::string_view key) const;

  /// A secret: the value of `key`, or the content of the file that `key_file` names (relative to the
  /// document's folder; at most 64 KiB; one newline at its end is cut off). Giving both is an error.
  [[nodiscard]] std::string secret(std::string_view key) const;
  /// The same, but nothing when neither `key` nor `key_file` is there.
  [[nodiscard]] std::optional<std::string> optional_secret(std::string_view key) const;

  /// A list of texts that are not empty. An absent key is an empty list.
  [[nodiscard]] std::vector<std::string> strings(std::string_view key) const;

  /// A mapping below this one. An absent key, or one with nothing below it, is an empty mapping, whose own
  /// required keys are then reported as missing.
  [[nodiscard]] Mapping mapping(std::string_view key) const;

  /// A list of mappings. An absent key is an empty list.
  [[nodiscard]] std::vector<Mapping> mappings(std::string_view key) const;

  /// Every key of this mapping, in the order of the file, for mappings whose keys are names of the user's
  /// choosing. Does not count as knowing them.
  [[nodiscard]] std::vector<std::string> keys() const;

  /// An error at `key` for a rule of the caller's own: `throw settings.error("url", "must be https")`.
  [[nodiscard]] YamlError error(std::string_view key, std::string_view sentence) const;

  /// The document's path, as it was given.
  [[nodiscard]] const std::string& file() const;

  /// Refuses every key, here and in all mappings read from here, that no getter asked for, and suggests the
  /// nearest known one. Call it once, on the root, after the last getter.
  void finish() const;

 private:
  friend Mapping read_text(std::string_view, std::string, Environment);
  explicit Mapping(std::shared_ptr<detail::View> view) : view_(std::move(view)) {}

  std::shared_ptr<detail::View> view_;
};

/// Reads a document: one mapping, at most 1 MiB of UTF-8, nested at most 32 deep, no key twice, no anchors,
/// no tags. Throws YamlError. [any]
[[nodiscard]] Mapping read_file(const std::filesystem::path& file,
                                Environment environment = process_environment);

/// The same from memory; `file` names the text in errors, and its folder is where relative paths start. [any]
[[nodiscard]] Mapping read_text(std::string_view text, std::string file,
                                Environment environment = process_environment);

}  // namespace host_sdk::yaml
