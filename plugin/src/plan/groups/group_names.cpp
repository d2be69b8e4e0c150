#include "plan/groups/group_names.hpp"

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup::plan {
namespace {

constexpr std::size_t kLongest = 256;
/// Leaves room for a part of the name.
constexpr std::size_t kLongestSuffix = 128;

std::string cut_suffix(std::string_view suffix) {
  return host_sdk::cut_code_points(suffix, kLongestSuffix);
}

std::string composed(std::string_view base, std::string_view bracketed) {
  const std::string ending = bracketed.empty() ? "" : " (" + std::string(bracketed) + ")";
  return host_sdk::cut_code_points(base, kLongest - host_sdk::count_code_points(ending)) + ending;
}

/// The text in the brackets at the end: "7" of "Sales (7)".
std::string_view in_last_brackets(std::string_view name) {
  const auto open = name.rfind(" (");
  if (open == std::string_view::npos || !name.ends_with(')')) return {};
  return name.substr(open + 2, name.size() - open - 3);
}

}  // namespace

GroupName GroupNames::give(std::string_view base, std::string_view suffix) {
  GroupName given;
  if (try_give(base, "", given)) return given;
  given.clashed = true;
  if (!suffix.empty() && try_give(base, cut_suffix(suffix), given)) return given;
  for (int number = 2; !try_give(base, std::to_string(number), given);) ++number;
  return given;
}

bool GroupNames::could_be_given(std::string_view name, std::string_view base, std::string_view suffix) {
  if (name == composed(base, "") || name == composed(base, cut_suffix(suffix))) return true;
  const auto number = in_last_brackets(name);
  return !number.empty() && number.find_first_not_of("0123456789") == std::string_view::npos &&
         name == composed(base, number);
}

bool GroupNames::try_give(std::string_view base, std::string_view bracketed, GroupName& given) {
  given.name = composed(base, bracketed);
  given.key = host_sdk::fold_key(given.name);
  return taken_.insert(given.key).second;
}

std::string usable_name(const std::string& name, const std::string& otherwise) {
  auto cleaned = host_sdk::is_clean_utf8(name) ? clean(name) : printable(name);
  return cleaned.empty() ? printable(otherwise) : cleaned;
}

}  // namespace gup::plan
