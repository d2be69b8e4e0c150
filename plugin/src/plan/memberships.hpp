// Who is in which target group, and what differs from what we made so far.
#pragma once

#include <vector>

#include "plan/examine.hpp"
#include "plan/people_after.hpp"
#include "plan/target_groups.hpp"

namespace gup::plan {

/// Fills the plan's new and lost memberships.
void plan_memberships(const PlanInput& input, const Findings& findings, const PeopleAfter& people,
                      const GroupsAfter& groups, Plan& plan);

}  // namespace gup::plan
