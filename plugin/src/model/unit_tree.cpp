#include "model/unit_tree.hpp"

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup {

UnitTree::UnitTree(const std::vector<OrganizationalUnit>& units) : units_(units) {
  for (std::uint32_t i = 0; i < size(); ++i) {
    by_id_.emplace(units_[i].id, i);
    if (!units_[i].parent_id.empty()) children_[units_[i].parent_id].push_back(i);
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

std::vector<std::uint32_t> UnitTree::children(std::string_view id) const {
  const auto found = children_.find(id);
  return found == children_.end() ? std::vector<std::uint32_t>() : found->second;
}

std::vector<std::uint32_t> UnitTree::roots() const {
  std::vector<std::uint32_t> roots;
  for (std::uint32_t unit = 0; unit < size(); ++unit)
    if (units_[unit].parent_id.empty() || !with_id(units_[unit].parent_id)) roots.push_back(unit);
  return roots;
}

std::vector<std::string> UnitTree::missing_parents() const {
  std::vector<std::string> missing;
  for (const OrganizationalUnit& unit : units_)
    if (!unit.parent_id.empty() && !with_id(unit.parent_id)) missing.push_back(unit.parent_id);
  return missing;
}

}  // namespace gup
