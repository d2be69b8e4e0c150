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

std::vector<UnitPlace> UnitTree::places(const std::unordered_set<std::string_view>& selected_ids,
                                        bool include_sub_units) const {
  std::vector<UnitPlace> places(size());
  std::vector<bool> visited(size(), false);
  for (std::uint32_t start = 0; start < size(); ++start) {
    // Climbs to a selected unit, a unit that was visited before, or the root; then sets the place of all
    // units on the way. In a circle the climb ends at a unit of its own way, whose place is not known yet.
    std::vector<std::uint32_t> way;
    UnitPlace place;
    for (std::optional<std::uint32_t> unit = start; unit;) {
      if (visited[*unit]) {
        place = places[*unit];
        break;
      }
      visited[*unit] = true;
      way.push_back(*unit);
      const bool is_selected = selected_ids.contains(units_[*unit].id);
      if (is_selected || !include_sub_units || units_[*unit].path == "/") {
        place = {.known = true, .selected = is_selected ? unit : std::nullopt};
        break;
      }
      unit = with_id(units_[*unit].parent_id);
    }
    for (const auto unit : way) places[unit] = place;
  }
  return places;
}

std::vector<std::string> UnitTree::missing_parents() const {
  std::vector<std::string> missing;
  for (const OrganizationalUnit& unit : units_)
    if (!unit.parent_id.empty() && !with_id(unit.parent_id)) missing.push_back(unit.parent_id);
  return missing;
}

}  // namespace gup::plan
