// Who is in which target group, and what differs from what we made so far.
#pragma once

#include <vector>

#include "plan/groups/target_groups.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Fills the plan's new and lost memberships.
void plan_memberships(const PlanInput& input, const Classification& classification,
                      const FinalMemberships& people, const GroupsAfter& groups, Plan& plan);

}  // namespace gup::plan
