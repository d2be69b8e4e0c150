#include "hooks/page/runs/change_filter.hpp"

#include <algorithm>

#include "host_sdk/language.hpp"

namespace gup {

using host_sdk::tr_later;
using plan::ChangeKind;

const std::vector<ChangeFilter>& change_filters() {
  static const std::vector<ChangeFilter> kFilters{
      {kEverything, tr_later("All changes"), tr_later("All changes"), {}},
      {"added", tr_later("Added"), tr_later("Would be added"), {ChangeKind::added}},
      {"updated",
       tr_later("Updated and reactivated"),
       tr_later("Would be updated or reactivated"),
       {ChangeKind::updated, ChangeKind::reactivated}},
      {"memberships",
       tr_later("Memberships changed"),
       tr_later("Memberships would change"),
       {ChangeKind::memberships}},
      {"removed",
       tr_later("Removed, deactivated and released"),
       tr_later("Would be removed, deactivated or released"),
       {ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released}},
      {"held", tr_later("Held"), tr_later("Would be held"), {ChangeKind::held}},
      {"frozen", tr_later("Kept unchanged"), tr_later("Would stay unchanged"), {ChangeKind::frozen}},
      {"skipped", tr_later("Skipped"), tr_later("Would be skipped"), {ChangeKind::skipped}},
      {"failed", tr_later("Failed"), tr_later("Would fail"), {ChangeKind::failed}},
      {"groups",
       tr_later("Target groups"),
       tr_later("Target groups"),
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
