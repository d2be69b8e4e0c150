// What the run's report and history say about target groups and their members.
#pragma once

#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Reports the groups that the plan creates, renames, deletes and releases.
void report_groups(const PlanInput& input, Plan& plan);

/// Reports who joins and leaves target groups, also because a group is deleted. Knows no addresses, and the
/// names of managed groups only.
void report_memberships(const PlanInput& input, const Classification& classification, const ReservedIds& ids,
                        Plan& plan);

}  // namespace gup::plan
