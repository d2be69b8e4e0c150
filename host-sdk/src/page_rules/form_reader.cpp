#include "host_sdk/page_rules/form_reader.hpp"

#include <algorithm>
#include <utility>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"

namespace host_sdk::page {

bool FormReader::has(std::string_view name) const {
  return values_.contains(std::string(name));
}

const std::string* FormReader::required(std::string_view name) {
  const auto found = values_.find(std::string(name));
  if (found != values_.end()) return &found->second;
  error(name, tr("is missing"));
  return nullptr;
}

bool FormReader::fits(std::string_view name, std::string problem) {
  if (problem.empty()) return true;
  error(name, std::move(problem));
  return false;
}

void FormReader::error(std::string_view name, std::string sentence) {
  errors_[std::string(name)].push_back(std::move(sentence));
}

std::int64_t FormReader::number(std::string_view name, std::int64_t min, std::int64_t max) {
  const auto* value = required(name);
  if (value == nullptr || !fits(name, integer_problem(*value, {min, max}))) return min;
  return *to_integer(*value);
}

std::int64_t FormReader::number(std::string_view name, std::int64_t min, std::int64_t max,
                                std::int64_t fallback) {
  return has(name) ? number(name, min, max) : fallback;
}

bool FormReader::toggle(std::string_view name) {
  const auto* value = required(name);
  return value != nullptr && fits(name, boolean_problem(*value)) && *value == "true";
}

bool FormReader::toggle(std::string_view name, bool fallback) {
  return has(name) ? toggle(name) : fallback;
}

std::string FormReader::text(std::string_view name, std::size_t most) {
  const auto* value = required(name);
  if (value == nullptr) return {};
  if (!is_clean_utf8(*value)) {
    error(name, tr("is not valid UTF-8 text"));
    return {};
  }
  std::string text(trimmed(*value));
  if (count_code_points(text) > most) {
    error(name, tr("must be at most {count} characters long", {{"count", most}}));
    return {};
  }
  return text;
}

std::string FormReader::required_text(std::string_view name, std::size_t most) {
  const bool was_valid = !errors_.contains(std::string(name));
  auto value = text(name, most);
  if (value.empty() && was_valid && !errors_.contains(std::string(name)))
    error(name, tr("must not be empty"));
  return value;
}

std::string FormReader::choice(std::string_view name, std::initializer_list<std::string_view> choices) {
  const auto* value = required(name);
  if (value == nullptr || !fits(name, choice_problem(*value, {choices.begin(), choices.end()}))) return {};
  return *value;
}

std::vector<std::string> FormReader::ids(std::string_view name, std::size_t most) {
  const auto* value = required(name);
  if (value == nullptr) return {};
  if (!is_clean_utf8(*value)) {
    error(name, tr("is not valid UTF-8 text"));
    return {};
  }
  std::vector<std::string> ids;
  for (const auto& id : split(*value, ','))
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  if (ids.size() > most) {
    error(name, tr("must be at most {most} ids, not {count}", {{"most", most}, {"count", ids.size()}}));
    return {};
  }
  return ids;
}

Result FormReader::invalid(ActionAnswer& answer) const {
  answer.outcome = Outcome::invalid;
  answer.errors = errors_;
  return Result::ok();
}

}  // namespace host_sdk::page
