#include "values.hpp"

#include <algorithm>

#include "host_sdk/value_rules.hpp"

namespace host_sdk::yaml::detail {
namespace {

bool is_variable_name(std::string_view name) {
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) return false;
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

std::optional<std::chrono::seconds> unit_of(char letter) {
  switch (letter) {
    case 's':
      return std::chrono::seconds{1};
    case 'm':
      return std::chrono::minutes{1};
    case 'h':
      return std::chrono::hours{1};
    case 'd':
      return std::chrono::days{1};
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<std::string> expand(std::string_view text, const Environment& environment,
                                  std::string& problem) {
  std::string expanded;
  while (true) {
    const auto dollar = text.find('$');
    expanded += text.substr(0, dollar);
    if (dollar == std::string_view::npos) return expanded;
    text.remove_prefix(dollar + 1);
    if (text.starts_with('$')) {
      expanded += '$';
      text.remove_prefix(1);
    } else if (text.starts_with('{')) {
      const auto end = text.find('}');
      const std::string name(text.substr(1, end == std::string_view::npos ? 0 : end - 1));
      if (!is_variable_name(name)) {
        problem = "contains '${' without a variable's name and '}' after it; write '$${' for a literal '${'";
        return std::nullopt;
      }
      const auto value = environment(name);
      if (!value) {
        problem = "the environment variable " + name + " is not set";
        return std::nullopt;
      }
      expanded += *value;
      text.remove_prefix(end + 1);
    } else {
      expanded += '$';
    }
  }
}

std::optional<std::chrono::seconds> to_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto unit = unit_of(text.back());
  const auto count = to_integer(text.substr(0, text.size() - 1));
  // A billion is beyond every range in use, and does not overflow in any unit.
  if (!unit || !count || *count < 0 || *count > 1'000'000'000) return std::nullopt;
  return *unit * *count;
}

std::string write_duration(std::chrono::seconds duration) {
  for (const char letter : {'d', 'h', 'm'}) {
    const auto unit = *unit_of(letter);
    if (duration.count() != 0 && duration % unit == std::chrono::seconds{0})
      return std::to_string(duration / unit) + letter;
  }
  return std::to_string(duration.count()) + 's';
}

}  // namespace host_sdk::yaml::detail
