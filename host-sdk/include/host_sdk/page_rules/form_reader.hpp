// Typed reading of a posted form.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk::page {

/// Reads the values of a form and collects every mistake, in the sentences of the YAML reader: "must be from
/// 0 to 1000, not 5000".
///
///     FormReader form(request.values);
///     const auto limit = form.number("limit", 0, 1000);
///     const auto email = form.text("email", 320);
///     if (!form.valid()) return form.invalid(answer);
///
/// A getter whose value is missing or invalid notes the sentence and returns the least value: use none of the
/// results unless `valid()`. Borrows the values. One thread. @since 1.7
class FormReader {
 public:
  explicit FormReader(const Values& values) : values_(values) {}

  /// True if the form posted a value of this name, also an empty one.
  [[nodiscard]] bool has(std::string_view name) const;

  /// A whole number from `min` to `max`, both included.
  std::int64_t number(std::string_view name, std::int64_t min, std::int64_t max);
  /// `fallback` if it is not posted.
  std::int64_t number(std::string_view name, std::int64_t min, std::int64_t max, std::int64_t fallback);
  /// `true` or `false`.
  bool toggle(std::string_view name);
  bool toggle(std::string_view name, bool fallback);
  /// A text of at most `most` characters (code points), without white space at its ends, and possibly empty.
  std::string text(std::string_view name, std::size_t most);
  /// The same, but not empty.
  std::string required_text(std::string_view name, std::size_t most);
  /// One of `choices`.
  std::string choice(std::string_view name, std::initializer_list<std::string_view> choices);
  /// The ids of a picker or of a choice of several, each once, in order; at most `most`.
  std::vector<std::string> ids(std::string_view name, std::size_t most);

  /// Notes a mistake by a rule of the caller: `form.error("email", "is not of your domain")`.
  void error(std::string_view name, std::string sentence);

  [[nodiscard]] bool valid() const { return errors_.empty(); }
  [[nodiscard]] const std::map<std::string, std::vector<std::string>>& errors() const { return errors_; }
  /// Makes the answer `invalid`, with the sentences. Returns ok, for `SettingsPage::act` to return.
  Result invalid(ActionAnswer& answer) const;

 private:
  /// The value, or null after noting that it is missing.
  const std::string* required(std::string_view name);
  /// Notes the sentence unless it is empty; returns whether it is.
  bool fits(std::string_view name, std::string problem);

  const Values& values_;
  std::map<std::string, std::vector<std::string>> errors_;
};

}  // namespace host_sdk::page
