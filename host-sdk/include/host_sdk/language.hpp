// Texts, numbers, days and lists in the language of the person who reads them.
//
// The source texts are English and the keys of the catalogues: `tr("Sync now")`. A translation of a language
// is a gettext catalogue (`tr.po`) that `host_sdk_add_catalogues` compiles into the library or program. A
// text without a translation is shown in English. docs/decisions/0007-languages.md has the reasons.
#pragma once

#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// The language of the source texts, and of everything that no person asked for: logs, tasks, the command
/// line, the audit trail.
inline constexpr std::string_view kEnglish = "en";

/// A compiled catalogue (`.mo`, UTF-8, little-endian), as `host_sdk_add_catalogues` embeds it. Both views are
/// valid until the end of the program.
struct Catalogue {
  /// BCP 47: "tr", "pt-BR".
  std::string_view language;
  std::string_view messages;
};

/// Makes the catalogues known to this program or plugin: each library has catalogues of its own. [lifecycle]
/// Call it before threads translate. Where two catalogues of a language have the same text, the one that was
/// added first counts. Adding one again changes nothing. Throws std::invalid_argument if one is malformed.
void add_catalogues(std::span<const Catalogue> catalogues);

/// The languages of this program or plugin: English, then those of the catalogues, in order of addition.
/// [any]
[[nodiscard]] std::vector<std::string> known_languages();

/// The language of texts on the current thread, while the object exists: a tag of `known_languages`. An
/// unknown tag means the language that it begins with ("tr-CY": "tr"), or else English. [any] A plugin
/// creates one at the start of a hook, from `PageRequest::language`. Use it as a local variable only.
class LanguageScope {
 public:
  explicit LanguageScope(std::string_view tag);
  ~LanguageScope();
  LanguageScope(const LanguageScope&) = delete;
  LanguageScope& operator=(const LanguageScope&) = delete;

 private:
  std::size_t before_;
};

/// The tag of the language of the current thread; "en" outside of every scope. Valid until the end of the
/// program. [any]
[[nodiscard]] std::string_view current_language();

/// What stands in a text for `{name}`. Numbers are written as `number_text` does. Keeps a view of a text, so
/// it is valid as long as that.
class Placeholder {
 public:
  Placeholder(std::string_view name, std::string_view text) : name_(name), text_(text) {}
  template <std::integral Number>
  Placeholder(std::string_view name, Number number)
      : name_(name), number_(static_cast<std::int64_t>(number)), is_number_(true) {}

  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] std::string text() const;

 private:
  std::string_view name_;
  std::string_view text_;
  std::int64_t number_ = 0;
  bool is_number_ = false;
};
using Placeholders = std::initializer_list<Placeholder>;

/// The text in the current language: `tr("Delete “{group}”?", {{"group", name}})`. `text` is a literal, or
/// was marked by `tr_later`. Write whole sentences, because the order of words differs between languages; a
/// name in braces without a placeholder stays as it is. [any]
[[nodiscard]] std::string tr(std::string_view text, Placeholders placeholders = {});

/// The same for a text that means different things in different places. `context` says which one, for the
/// translator: `tr_in("date", "{day} {month}")`. [any]
[[nodiscard]] std::string tr_in(std::string_view context, std::string_view text,
                                Placeholders placeholders = {});

/// The text for a number of things, in the plural form that the language has for it:
/// `tr_count("{count} group", "{count} groups", 1311)` is "1,311 groups". English uses `one` for 1 only.
/// [any]
[[nodiscard]] std::string tr_count(std::string_view one, std::string_view many, std::int64_t count,
                                   Placeholders placeholders = {});

/// Marks a text for the catalogues that is translated later, by `tr(variable)`. [any]
[[nodiscard]] consteval const char* tr_later(const char* text) {
  return text;
}

/// The number with the language's separator between thousands: "1,311", in Turkish "1.311". [any]
[[nodiscard]] std::string number_text(std::int64_t number);

/// The day in UTC: "29 Nov 2026", in Turkish "29 Kas 2026". [any]
[[nodiscard]] std::string day_text(Timestamp at);

/// The items as a part of a sentence: "a, b and c", in Turkish "a, b ve c"; "" without items. [any]
[[nodiscard]] std::string list_text(const std::vector<std::string>& items);

}  // namespace host_sdk
