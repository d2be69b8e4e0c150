#include "plan/selection/unit_tree.hpp"

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup::plan {

UnitTree::UnitTree(const std::vector<OrganizationalUnit>& units) : units_(units) {
  for (std::uint32_t i = 0; i < size(); ++i) {
    by_id_.emplace(units_[i].id, i);
    if (!host_sdk::is_clean_utf8(units_[i].path)) continue;
    const auto [at, is_new] = by_path_.emplace(unit_path_key(units_[i].path), i);
    // Google ignores case in paths, so equal keys mean that the tree changed during the listing. The smaller
    // id wins.
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

std::vector<std::optional<std::uint32_t>> UnitTree::nearest_selected(
    const std::unordered_set<std::string_view>& selected_ids, bool include_sub_units) const {
  std::vector<std::optional<std::uint32_t>> nearest(size());
  std::vector<bool> known(size(), false);
  for (std::uint32_t start = 0; start < size(); ++start) {
    // Climbs to a selected unit, a unit with a known answer, or the top; then sets the answer for all units
    // on the path. Marking them first ends the loop even if the parents form a cycle.
    std::vector<std::uint32_t> path;
    std::optional<std::uint32_t> answer;
    for (std::optional<std::uint32_t> unit = start; unit;) {
      if (known[*unit]) {
        answer = nearest[*unit];
        break;
      }
      known[*unit] = true;
      path.push_back(*unit);
      if (selected_ids.contains(units_[*unit].id)) {
        answer = unit;
        break;
      }
      if (!include_sub_units) break;
      unit = units_[*unit].parent_id.empty() ? std::nullopt : with_id(units_[*unit].parent_id);
    }
    for (const auto unit : path) nearest[unit] = answer;
  }
  return nearest;
}

}  // namespace gup::plan
