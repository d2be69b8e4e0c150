// Which target groups there shall be: made, renamed, removed, released.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

struct GroupsAfter {
  /// The one group that everybody joins (method `target_group`).
  std::optional<std::int64_t> target;
  /// By unit or group (method `matching_groups`). Borrows the ids.
  std::unordered_map<std::string_view, std::int64_t> of_source;
  /// Groups that the present settings want members in.
  std::unordered_set<std::int64_t> wanted;
  /// Groups that this plan deletes, and every membership with them.
  std::unordered_set<std::int64_t> deleted;
  /// Groups that this plan gives to the host: our memberships in them end.
  std::unordered_set<std::int64_t> released;
};

/// Fills the plan's group writes and removals. Throws `Failure` (`administrator`) when the chosen target
/// group is gone or the name for a new one cannot be given.
[[nodiscard]] GroupsAfter plan_groups(const PlanInput& input, const Classification& classification,
                                      const FinalMemberships& people, const ReservedIds& ids, Plan& plan);

/// How many groups `plan_groups` may make at most.
[[nodiscard]] std::int64_t new_groups_at_most(const PlanInput& input);

}  // namespace gup::plan
