// What a plan stores and reports about exclusions.
#pragma once

#include "plan/make_plan.hpp"
#include "plan/plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Adds to the plan:
/// - what the next run has to know about excluded groups
/// - the remarks about units and groups that were not read
/// - who leaves because of which rule, and how many people each rule keeps out
void plan_exclusions(const PlanInput& input, const Classification& classification, Plan& plan);

}  // namespace gup::plan
