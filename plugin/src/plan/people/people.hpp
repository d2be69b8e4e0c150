// What becomes of each person: rows and links to write, and the report's line.
#pragma once

#include "plan/change_reasons.hpp"
#include "plan/people/addresses.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Fills the plan's rows, links, held removals and report. The answer borrows the findings.
[[nodiscard]] FinalMemberships plan_people(const PlanInput& input, const Classification& classification,
                                           const TargetUserRows& rows, const ReservedIds& ids, Plan& plan);

}  // namespace gup::plan
