// Which target groups are created, renamed, deleted and released.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "plan/groups/value_groups.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/removals/group_guard.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// The managed target groups after the run.
struct FinalGroups {
  /// The group that all synced users join (method `target_group`).
  std::optional<std::int64_t> target;
  /// Group ids by unit, group or value (methods `matching_groups` and `value_groups`). Borrows the keys.
  std::unordered_map<std::string_view, std::int64_t> of_source;
  /// Groups that have members under the current settings.
  std::unordered_set<std::int64_t> wanted;
  /// Groups that this plan deletes with all memberships.
  std::unordered_set<std::int64_t> deleted;
  /// Groups that this plan releases to the host: our memberships in them are deleted.
  std::unordered_set<std::int64_t> released;
  /// Groups that keep their members until an administrator approves.
  std::unordered_set<std::int64_t> held;
  /// No group changes: everyone who keeps a target user keeps all memberships.
  bool unchanged = false;
};

/// Fills the plan's group writes and removals. `held`: groups that are neither deleted nor emptied.
/// Errors: `Failure` (`administrator_action`) if the selected target group is gone or the name of a new one
/// is taken.
[[nodiscard]] FinalGroups plan_groups(const PlanInput& input, const Classification& classification,
                                      const FinalMemberships& people, const ValueGroups& values,
                                      const ReservedIds& ids, const HeldGroups& held, Plan& plan);

/// The highest number of groups that `plan_groups` may create.
[[nodiscard]] std::int64_t new_groups_at_most(const PlanInput& input, const Classification& classification);

}  // namespace gup::plan
