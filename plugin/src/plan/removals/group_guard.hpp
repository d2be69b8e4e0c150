// Target groups that a run would delete or empty: they count in the removal limit, as people do.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "plan/plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Groups to hold, by group id, with the reason for the administrator.
using HeldGroups = std::unordered_map<std::int64_t, const char*>;

inline constexpr const char* kGroupWouldBeDeleted = "The target group would be deleted";
inline constexpr const char* kGroupWouldBeEmptied = "The target group would lose all its members";

/// The groups that `plan` deletes, and those of which it removes every member. Without the approved ones and
/// those that it releases to the host.
[[nodiscard]] HeldGroups lost_groups(const PlanInput& input, const Plan& plan);

/// Moves from `lost` to the result the groups whose removal an administrator dismissed.
[[nodiscard]] HeldGroups take_dismissed(const PlanInput& input, HeldGroups& lost);

/// Moves from `lost` to the result the groups that wait for an administrator even within the limit: those
/// that were held before, and those that `plan` deletes because removals of people were approved without
/// them.
[[nodiscard]] HeldGroups take_waiting(const PlanInput& input, const Plan& plan, HeldGroups& lost);

/// Moves from `lost` to the result the groups whose links are lost. Their removal may have been dismissed, so
/// it is held even within the limit, unless an administrator turned the limit off.
[[nodiscard]] HeldGroups take_recovered(const PlanInput& input, HeldGroups& lost);

/// Adds the groups that stay only because of the people in them: to `held` those that are deleted once the
/// held people are gone, and to `dismissed` those whose removal is dismissed.
void add_groups_of_kept_people(const PlanInput& input, const Plan& plan, HeldGroups& held,
                               HeldGroups& dismissed);

/// Adds the groups that this run does not decide about: to `held` those that were held before, and to
/// `dismissed` those whose removal is dismissed.
void keep_undecided(const PlanInput& input, const Plan& plan, HeldGroups& held, HeldGroups& dismissed);

/// Ends the dismissals of groups that are no longer lost: the limit decides about a later loss.
void end_dismissals(const PlanInput& input, const HeldGroups& dismissed, Plan& plan);

/// The limit that the plan's removals exceed if these groups also count.
[[nodiscard]] std::optional<BrokenLimit> broken_limit_with_groups(const PlanInput& input,
                                                                  const Classification& classification,
                                                                  const HeldGroups& lost);

/// Holds everyone who would leave without approval.
[[nodiscard]] Classification with_removals_held(const Classification& classification);

/// Adds the held removals of these groups to the plan and its report.
void report_held_groups(const PlanInput& input, const HeldGroups& groups, Plan& plan);

}  // namespace gup::plan
