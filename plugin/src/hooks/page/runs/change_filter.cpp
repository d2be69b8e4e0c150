#include "hooks/page/runs/change_filter.hpp"

#include <algorithm>

namespace gup {

using plan::ChangeKind;

const std::vector<ChangeFilter>& change_filters() {
  static const std::vector<ChangeFilter> kFilters{
      {kEverything, "Everyone", {}},
      {"added", "Added", {ChangeKind::added}},
      {"updated", "Updated and reactivated", {ChangeKind::updated, ChangeKind::reactivated}},
      {"memberships", "Memberships changed", {ChangeKind::memberships}},
      {"removed",
       "Removed, deactivated and released",
       {ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released}},
      {"held", "Held", {ChangeKind::held}},
      {"frozen", "Kept unchanged", {ChangeKind::frozen}},
      {"skipped", "Skipped", {ChangeKind::skipped}},
      {"failed", "Failed", {ChangeKind::failed}},
      {"groups",
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
