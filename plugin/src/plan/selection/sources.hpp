// The changes of the stored link sources and source groups, which the next run needs.
#pragma once

#include <string>
#include <string_view>

#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"
#include "plan/selection/selection_reasons.hpp"

namespace gup::plan {

/// Fills the plan's new and lost link sources and source groups.
void plan_sources(const PlanInput& input, const Classification& classification,
                  const FinalMemberships& people, Plan& plan);

/// Why this source keeps its people: "The group “Sales” was deleted in Google".
[[nodiscard]] std::string frozen_reason(const PlanInput& input, const SourceLabels& labels,
                                        std::string_view source_id);

/// Fills the report's frozen sources and adds a remark for each.
void report_frozen_sources(const PlanInput& input, const Classification& classification, PlanReport& report);

}  // namespace gup::plan
