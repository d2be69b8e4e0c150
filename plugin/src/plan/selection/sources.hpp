// What the next run has to know of where people came from.
#pragma once

#include <vector>

#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Fills the plan's new and lost link sources and source groups.
void plan_sources(const PlanInput& input, const Classification& classification,
                  const FinalMemberships& people, Plan& plan);

/// Fills the plan's frozen sources, with a remark for each.
void note_frozen_sources(const PlanInput& input, const Classification& classification, Plan& plan);

}  // namespace gup::plan
