// Changes of target groups and memberships that the database refused in an earlier plan of the run.
#pragma once

#include "plan/make_plan.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Removes refused memberships from the plan, and reports them and the refused target groups as failed.
void leave_out_refused(const PlanInput& input, const Classification& classification,
                       const FinalMemberships& people, Plan& plan);

}  // namespace gup::plan
