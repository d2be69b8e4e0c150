// From what was read to the plan.
#pragma once

#include "plan/make_plan.hpp"
#include "sync/run/run_context.hpp"

namespace gup {

/// Looks up the rows that the plan needs, reserves ids for new ones (a preview does not: that would write),
/// and makes the plan, which borrows `input`.
[[nodiscard]] plan::Plan decide(const RunContext& context, const Run& run, const plan::PlanInput& input,
                                const plan::Classification& classification, const Interruption& interruption);

}  // namespace gup
