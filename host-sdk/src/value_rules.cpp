#include "host_sdk/value_rules.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "host_sdk/language.hpp"

namespace host_sdk {
namespace {

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

/// The known name with the smallest edit distance to `name`, if it is close enough to be a typing error.
std::optional<std::string> nearest(std::string_view name, const std::vector<std::string>& known) {
  // Longer names are not typing errors, and slow to compare.
  if (name.size() > 64) return std::nullopt;
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

/// Why a number is outside of the range. Numbers without separators, as people type them.
std::string range_problem(IntegerRange range, std::string_view text) {
  const IntegerRange all;
  const std::string min = std::to_string(range.min);
  const std::string max = std::to_string(range.max);
  if (range.max == all.max) return tr("must be at least {min}, not {value}", {{"min", min}, {"value", text}});
  if (range.min == all.min) return tr("must be at most {max}, not {value}", {{"max", max}, {"value", text}});
  return tr("must be from {min} to {max}, not {value}", {{"min", min}, {"max", max}, {"value", text}});
}

}  // namespace

std::optional<std::int64_t> to_integer(std::string_view text) {
  const std::string_view digits = text.starts_with('-') ? text.substr(1) : text;
  if (digits.empty() || (digits.size() > 1 && digits.front() == '0')) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string integer_problem(std::string_view text, IntegerRange range, Shown shown) {
  const auto value = to_integer(text);
  if (!value) return tr("'{value}' is not a whole number", {{"value", shown.value_or(text)}});
  if (*value < range.min || *value > range.max) return range_problem(range, shown.value_or(text));
  return {};
}

std::string boolean_problem(std::string_view text, Shown shown) {
  if (text == "true" || text == "false") return {};
  return tr("must be true or false, not '{value}'", {{"value", shown.value_or(text)}});
}

std::string choice_problem(std::string_view text, const std::vector<std::string>& choices, Shown shown) {
  std::string known;
  for (const std::string& choice : choices) {
    if (text == choice) return {};
    known += (known.empty() ? "" : ", ") + choice;
  }
  return tr("'{value}' is not one of {choices}", {{"value", shown.value_or(text)}, {"choices", known}});
}

std::string name_problem(std::string_view name, const std::vector<std::string>& known) {
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  const auto meant = nearest(name, known);
  if (!meant) return tr("is not known");
  return tr("is not known; did you mean '{name}'?", {{"name", *meant}});
}

}  // namespace host_sdk
