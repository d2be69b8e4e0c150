#include "hooks/page/runs/change_filter.hpp"

#include <algorithm>

namespace gup {

using plan::ChangeKind;

const std::vector<ChangeFilter>& change_filters() {
  static const std::vector<ChangeFilter> kFilters{
      {kEverything, "All changes", "All changes", {}},
      {"added", "Added", "Would be added", {ChangeKind::added}},
      {"updated",
       "Updated and reactivated",
       "Would be updated or reactivated",
       {ChangeKind::updated, ChangeKind::reactivated}},
      {"memberships", "Memberships changed", "Memberships would change", {ChangeKind::memberships}},
      {"removed",
       "Removed, deactivated and released",
       "Would be removed, deactivated or released",
       {ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released}},
      {"held", "Held", "Would be held", {ChangeKind::held}},
      {"frozen", "Kept unchanged", "Would stay unchanged", {ChangeKind::frozen}},
      {"skipped", "Skipped", "Would be skipped", {ChangeKind::skipped}},
      {"failed", "Failed", "Would fail", {ChangeKind::failed}},
      {"groups",
       "Target groups",
       "Target groups",
       {ChangeKind::group_added, ChangeKind::group_renamed, ChangeKind::group_removed,
        ChangeKind::group_released}}};
  return kFilters;
}

const ChangeFilter* find_change_filter(std::string_view id) {
  if (id == kEverything) return nullptr;
  const auto& filters = change_filters();
  const auto found = std::ranges::find(filters, id, &ChangeFilter::id);
  return found == filters.end() ? nullptr : &*found;
}

}  // namespace gup
