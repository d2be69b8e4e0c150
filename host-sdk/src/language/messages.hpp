// The messages of one compiled gettext catalogue.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "plural_rule.hpp"

namespace host_sdk {

/// A catalogue in the format of GNU gettext (manual, "The Format of GNU MO Files"). Immutable; any thread.
/// Keeps views of the file's content, which must outlive it.
class Messages {
 public:
  /// Throws std::invalid_argument if `file` is not a little-endian .mo file in UTF-8.
  explicit Messages(std::string_view file);

  /// The translation of a key: the text, or context and text with `kContextEnd` between them. Nullopt if
  /// there is none.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key) const;
  /// The form for `number` of a key that has plural forms.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view key, std::int64_t number) const;

  static constexpr char kContextEnd = '\4';

 private:
  PluralRule plural_;
  /// By the key without its plural; translations with the forms separated by NUL.
  std::unordered_map<std::string_view, std::string_view> messages_;
};

}  // namespace host_sdk
