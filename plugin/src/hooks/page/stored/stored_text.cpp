#include "hooks/page/stored/stored_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

#include "hooks/format.hpp"
#include "hooks/page/stored/reason_patterns.hpp"
#include "hooks/page/stored/run_patterns.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"
#include "model/clean_text.hpp"
#include "model/target_fields.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_later;

/// A name in braces and its text.
using Place = std::pair<std::string_view, std::string_view>;
constexpr std::size_t kMostPlaces = 4;

bool is_number(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == ','; });
}

/// The parts between separators that are not in quotes.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool is_quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("“")) is_quoted = true;
    if (rest.starts_with("”")) is_quoted = false;
    if (is_quoted || at < begin || !rest.starts_with(separator)) continue;
    parts.push_back(text.substr(begin, at - begin));
    begin = at + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

/// The label for `tr`; null if there is no such field.
const char* find_label(std::string_view stored) {
  constexpr const char* kStatus = tr_later("Status");
  const std::string wanted = lower_first(std::string(stored));
  for (const TargetField& field : kTargetFields)
    if (lower_first(field.label) == wanted) return field.label;
  return wanted == "status" ? kStatus : nullptr;
}

bool fits(std::string_view name, std::string_view value) {
  if (value.empty()) return false;
  if (name == "count" || name == "total") return is_number(value);
  if (name == "field") return find_label(value) != nullptr;
  if (name == "fields") return std::ranges::all_of(parts_of(value, ", "), find_label);
  if (name == "membership" && parts_of(value, ", ").size() > 1) return false;
  return name == "reason" || parts_of(value, "; ").size() == 1;
}

bool same_letter(char a, char b) {
  return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

/// Whether `text` is `pattern` with its places filled in, which are added to `places`.
bool matches(std::string_view pattern, std::string_view text, std::vector<Place>& places) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, open))) return false;
  text.remove_prefix(open);
  const auto close = pattern.find('}', open);
  const std::string_view name = pattern.substr(open + 1, close - open - 1);
  const std::string_view rest = pattern.substr(close + 1);
  const std::string_view next = rest.substr(0, rest.find('{'));
  const std::size_t before = places.size();
  for (std::size_t end = next.empty() && rest.empty() ? text.size() : text.find(next, 1);
       end != std::string_view::npos && end <= text.size(); end = text.find(next, end + 1)) {
    if (fits(name, text.substr(0, end))) {
      places.emplace_back(name, text.substr(0, end));
      if (matches(rest, text.substr(end), places)) return true;
      places.resize(before);
    }
    if (end == text.size()) break;
  }
  return false;
}

/// The number that is stored as "1,311".
std::optional<std::int64_t> number_in(std::string_view stored) {
  std::string digits;
  std::ranges::copy_if(stored, std::back_inserter(digits), [](char c) { return c != ','; });
  return host_sdk::to_integer(digits);
}

/// "1,311" in the reader's language.
std::string number_in_words(std::string_view stored) {
  const auto number = number_in(stored);
  return number ? host_sdk::number_text(*number) : std::string(stored);
}

/// "phone number, location" in the reader's language.
std::string labels_in_words(std::string_view stored) {
  std::vector<std::string> labels;
  for (const std::string_view label : parts_of(stored, ", ")) labels.push_back(tr(find_label(label)));
  return host_sdk::join(labels, ", ");
}

/// "7 days" in the reader's language.
std::string period_in_words(std::string_view stored) {
  constexpr std::array<std::pair<std::string_view, std::int64_t>, 4> kUnits{
      {{" day", 86'400}, {" hour", 3600}, {" minute", 60}, {" second", 1}}};
  for (const auto& [unit, seconds] : kUnits) {
    const auto end = stored.find(unit);
    if (end != std::string_view::npos && is_number(stored.substr(0, end)))
      return period(std::chrono::seconds{number_in(stored.substr(0, end)).value_or(0) * seconds});
  }
  return std::string(stored);
}

/// "29 Nov 2026" in the reader's language.
std::string date_in_words(std::string_view stored) {
  std::vector<std::string> parts = host_sdk::split(stored, ' ');
  if (parts.size() == 3) parts[1] = tr(parts[1]);
  return host_sdk::join(parts, " ");
}

/// "“Sales”, “Support” and 3 more" in the reader's language.
std::string list_in_words(std::string_view stored) {
  constexpr const char* kShortened = tr_later("{items} and {count} more");
  std::vector<Place> places;
  if (!matches(kShortened, stored, places)) return std::string(stored);
  return tr(kShortened, {{"items", places[0].second}, {"count", number_in_words(places[1].second)}});
}

std::string value_of(const Place& place) {
  const auto& [name, value] = place;
  if (name == "count" || name == "total") return number_in_words(value);
  if (name == "date") return date_in_words(value);
  if (name == "list") return list_in_words(value);
  if (name == "period") return period_in_words(value);
  if (name == "field" || name == "fields") return labels_in_words(value);
  return name == "reason" ? stored_text(value) : std::string(value);
}

/// Returns `text` translated by this pattern, or nothing if it does not match.
std::optional<std::string> translated_by(std::string_view pattern, std::string_view text) {
  if (!(same_letter(pattern.front(), text.front()) || pattern.front() == '{')) return std::nullopt;
  std::string same_case(text);
  if (pattern.front() != '{') same_case.front() = pattern.front();
  std::vector<Place> places;
  // Otherwise the last place would take the period.
  if (pattern.ends_with('.') != text.ends_with('.') || !matches(pattern, same_case, places))
    return std::nullopt;
  std::array<std::string, kMostPlaces> values;
  for (std::size_t i = 0; i < places.size(); ++i) values.at(i) = value_of(places[i]);
  places.resize(kMostPlaces, Place{"-", ""});
  std::string known = tr(pattern, {{places[0].first, values[0]},
                                   {places[1].first, values[1]},
                                   {places[2].first, values[2]},
                                   {places[3].first, values[3]}});
  return std::isupper(static_cast<unsigned char>(text.front())) != 0 ? with_capital(std::move(known)) : known;
}

std::optional<std::string> translated(std::string_view text) {
  if (text.empty()) return std::nullopt;
  for (const auto patterns : {reason_patterns(), run_patterns()})
    for (const std::string_view pattern : patterns)
      if (auto known = translated_by(pattern, text)) return known;
  return std::nullopt;
}

/// The parts between separators, each in the reader's language.
std::string joined_parts(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (const std::string_view part : parts_of(text, separator)) parts.push_back(stored_text(part));
  return host_sdk::join(parts, separator);
}

/// "12 added, 3 updated", if all parts are known.
std::optional<std::string> known_list(std::string_view text) {
  std::vector<std::string> parts;
  for (const std::string_view part : parts_of(text, ", ")) {
    auto known = translated(part);
    if (!known) return std::nullopt;
    parts.push_back(*std::move(known));
  }
  return host_sdk::join(parts, ", ");
}

}  // namespace

std::string stored_text(std::string_view text) {
  if (text.empty() || host_sdk::current_language() == host_sdk::kEnglish) return std::string(text);
  if (auto known = translated(text)) return *std::move(known);
  if (text.ends_with('.')) return stored_text(text.substr(0, text.size() - 1)) + ".";
  for (const std::string_view separator : {". ", "; "})
    if (parts_of(text, separator).size() > 1) return joined_parts(text, separator);
  if (auto list = known_list(text)) return *std::move(list);
  return std::string(text);
}

std::string starter_text(const std::string& name) {
  constexpr std::array kStarters = {tr_later("Schedule"), tr_later("Command line")};
  return std::ranges::find(kStarters, std::string_view(name)) == kStarters.end() ? name : tr(name);
}

}  // namespace gup
