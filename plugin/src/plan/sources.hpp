// What the next run has to know of where people came from.
#pragma once

#include <vector>

#include "plan/examine.hpp"
#include "plan/people_after.hpp"

namespace gup::plan {

/// Fills the plan's new and lost link sources and source groups.
void plan_sources(const PlanInput& input, const Findings& findings, const PeopleAfter& people, Plan& plan);

/// Fills the plan's frozen sources, with a remark for each.
void note_frozen_sources(const PlanInput& input, const Findings& findings, Plan& plan);

}  // namespace gup::plan
