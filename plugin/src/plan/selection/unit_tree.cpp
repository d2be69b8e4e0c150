#include "plan/selection/unit_tree.hpp"

#include "host_sdk/text.hpp"
#include "plan/people/person.hpp"

namespace gup::plan {

UnitTree::UnitTree(const std::vector<OrganizationalUnit>& units) : units_(units) {
  for (std::uint32_t i = 0; i < size(); ++i) {
    by_id_.emplace(units_[i].id, i);
    if (!host_sdk::is_clean_utf8(units_[i].path)) continue;
    const auto [at, is_new] = by_path_.emplace(unit_path_key(units_[i].path), i);
    // Google compares paths without regard to case, so two equal keys are a race; the smaller id stands.
    if (!is_new && units_[i].id < units_[at->second].id) at->second = i;
  }
}

std::optional<std::uint32_t> UnitTree::at_path(const std::string& path_key) const {
  const auto found = by_path_.find(path_key);
  return found == by_path_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> UnitTree::with_id(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::optional<std::uint32_t>> UnitTree::nearest_chosen(
    const std::unordered_set<std::string_view>& chosen_ids, bool include_sub_units) const {
  std::vector<std::optional<std::uint32_t>> nearest(size());
  std::vector<bool> known(size(), false);
  for (std::uint32_t start = 0; start < size(); ++start) {
    // Upwards until a chosen unit, a unit whose answer is known, or the top; then the answer for the whole
    // way. Marking units on the way ends the climb even if the data should hold a circle.
    std::vector<std::uint32_t> way;
    std::optional<std::uint32_t> answer;
    for (std::optional<std::uint32_t> unit = start; unit;) {
      if (known[*unit]) {
        answer = nearest[*unit];
        break;
      }
      known[*unit] = true;
      way.push_back(*unit);
      if (chosen_ids.contains(units_[*unit].id)) {
        answer = unit;
        break;
      }
      if (!include_sub_units) break;
      unit = units_[*unit].parent_id.empty() ? std::nullopt : with_id(units_[*unit].parent_id);
    }
    for (const auto unit : way) nearest[unit] = answer;
  }
  return nearest;
}

}  // namespace gup::plan
