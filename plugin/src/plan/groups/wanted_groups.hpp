// The target groups that the settings ask for, before names are assigned.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/settings/target_group_choice.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/selection.hpp"

namespace gup::plan {

/// The target group of a unit or group.
struct MatchingGroup {
  std::string_view source_id;
  /// Google's name, cleaned.
  std::string source_name;
  /// Distinguishes groups with the same name: the parent's path or the group's address.
  std::string suffix;
  /// Names are assigned in this order: the path or the address.
  std::string order;
};

/// One for each selected unit or group that is visible now, in the order in which names are assigned. Empty
/// unless the method is `matching_groups`.
[[nodiscard]] std::vector<MatchingGroup> matching_groups(const PlanInput& input);

/// Whether the settings ask for the target group of a unit, group or value, if Google has that.
[[nodiscard]] bool asks_for_group_of(const SyncSettings& settings, std::string_view source_id);

/// The names of the target groups that a sync deletes because of the change of settings. Those with members
/// that were added by hand are released instead.
[[nodiscard]] std::vector<std::string> groups_deleted_by(const SyncSettings& before,
                                                         const SyncSettings& after,
                                                         const std::vector<GroupLink>& links);

/// The setting `target_group`, with a cleaned name of a new group. Errors: `Failure` (`administrator_action`)
/// if the setting is neither an id nor `new:` with a name of 1 to 256 characters.
[[nodiscard]] TargetGroupChoice valid_target_group(const std::string& setting);

}  // namespace gup::plan
