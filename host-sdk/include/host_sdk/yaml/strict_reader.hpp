// A strict reader of settings in YAML: every mistake is reported in one sentence with file, line and key.
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

#include "host_sdk/secret_text.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::yaml {

namespace detail {
struct View;
}

/// An error in a document. `what()` is "FILE:LINE: key 'a.b': sentence", without the parts that are unknown:
/// a file that cannot be opened has no line. Never contains an expanded variable or a secret.
class YamlError : public std::runtime_error {
 public:
  /// `line` is 1-based, or 0 for none; `key` is the path from the root (`plugins[0].manifest`), or "" for
  /// none.
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

/// Returns the value of a variable, or nullopt if it is not set.
using Environment = std::function<std::optional<std::string>(const std::string& name)>;
/// Reads the environment of this process.
[[nodiscard]] std::optional<std::string> process_environment(const std::string& name);

using host_sdk::IntegerRange;

/// Both ends are included.
struct DurationRange {
  std::chrono::seconds min{0};
  std::chrono::seconds max{std::chrono::days{36'500}};
};

/// A mapping of a document. Cheap to copy: copies share one view, which keeps the document alive. Use a
/// document from one thread at a time.
///
/// Each getter reads one key, and marks it as known. A key without a fallback is required. In values,
/// `${NAME}` is replaced by the environment variable, and `$$` by a dollar sign; any other `$` is kept. All
/// getters throw YamlError for a missing key, a wrong type, a value out of range, an empty value, or an unset
/// variable.
class Mapping {
 public:
  /// True if the mapping contains the key, which is then known.
  [[nodiscard]] bool has(std::string_view key) const;

  /// A text that is not empty.
  [[nodiscard]] std::string string(std::string_view key) const;
  [[nodiscard]] std::string string(std::string_view key, std::string_view fallback) const;

  /// An integer in decimal digits, within `range`.
  [[nodiscard]] std::int64_t integer(std::string_view key, IntegerRange range = {}) const;
  [[nodiscard]] std::int64_t integer(std::string_view key, IntegerRange range, std::int64_t fallback) const;

  /// An integer with one unit, such as `30s`, `15m`, `24h` or `7d`, within `range`.
  [[nodiscard]] std::chrono::seconds duration(std::string_view key, DurationRange range = {}) const;
  [[nodiscard]] std::chrono::seconds duration(std::string_view key, DurationRange range,
                                              std::chrono::seconds fallback) const;

  /// `true` or `false`.
  [[nodiscard]] bool boolean(std::string_view key) const;
  [[nodiscard]] bool boolean(std::string_view key, bool fallback) const;

  /// One of `choices`.
  [[nodiscard]] std::string choice(std::string_view key,
                                   std::initializer_list<std::string_view> choices) const;
  [[nodiscard]] std::string choice(std::string_view key, std::initializer_list<std::string_view> choices,
                                   std::string_view fallback) const;

  /// A path, absolute or relative to the folder of the document. The file may be missing.
  [[nodiscard]] std::filesystem::path path(std::string_view key) const;

  /// A secret: the value of `key`, or the content of the file in `key_file` (a path as for `path`; at most 64
  /// KiB; without one line break at its end). To give both is an error.
  [[nodiscard]] SecretText secret(std::string_view key) const;
  /// Like `secret`, but returns nullopt if neither `key` nor `key_file` is given.
  [[nodiscard]] std::optional<SecretText> optional_secret(std::string_view key) const;

  /// A list of texts that are not empty. A missing key is an empty list.
  [[nodiscard]] std::vector<std::string> strings(std::string_view key) const;

  /// A nested mapping. A missing key, or one without a value, is an empty mapping; its own required keys are
  /// then reported as missing.
  [[nodiscard]] Mapping mapping(std::string_view key) const;

  /// A list of mappings. A missing key is an empty list.
  [[nodiscard]] std::vector<Mapping> mappings(std::string_view key) const;

  /// The keys of this mapping, in the order of the file, for mappings whose keys the user chooses. Does not
  /// mark them as known.
  [[nodiscard]] std::vector<std::string> keys() const;

  /// An error at `key` for a rule of the caller: `throw settings.error("url", "must be https")`.
  [[nodiscard]] YamlError error(std::string_view key, std::string_view sentence) const;

  /// The path of the document, as passed to the reader.
  [[nodiscard]] const std::string& file() const;

  /// Throws YamlError for the first unknown key in this mapping and those read from it, and suggests the most
  /// similar known key. Call it once, on the root, after the last getter.
  void finish() const;

 private:
  friend Mapping read_text(std::string_view, std::string, Environment);
  explicit Mapping(std::shared_ptr<detail::View> view) : view_(std::move(view)) {}

  std::shared_ptr<detail::View> view_;
};

/// Reads a document: one mapping in at most 1 MiB of UTF-8, with at most 32 levels, unique keys, and without
/// anchors and tags. Throws YamlError. [any]
[[nodiscard]] Mapping read_file(const std::filesystem::path& file,
                                Environment environment = process_environment);

/// Reads a document from memory. `file` is its name in errors, and its folder the base of relative paths.
/// [any]
[[nodiscard]] Mapping read_text(std::string_view text, std::string file,
                                Environment environment = process_environment);

}  // namespace host_sdk::yaml
