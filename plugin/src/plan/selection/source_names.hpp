// The last known names of units and groups, and the groups that were recreated.
#pragma once

#include <string_view>

#include "plan/make_plan.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Fills the plan's changes of the last known names. Names are kept of the selected units and groups, of
/// those that people come from, and of the groups that were read.
void plan_source_names(const PlanInput& input, const Classification& classification, Plan& plan);

/// The group that has the address of a selected group which Google confirmed as deleted; null if there is
/// none.
[[nodiscard]] const DirectoryGroup* successor_of(const PlanInput& input, std::string_view id);

}  // namespace gup::plan
