// Decides what happens to each person: rows and links to write, and the report's line.
#pragma once

#include "plan/make_plan.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Fills the plan's changes of people and its report.
[[nodiscard]] FinalMemberships plan_people(const PlanInput& input, const Classification& classification,
                                           const TargetUserRows& rows, const ReservedIds& ids, Plan& plan);

}  // namespace gup::plan
