// The end of a preview: its report and its changes are kept, and nothing else is written.
#pragma once

#include "plan/plan.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {

/// The people of a preview's plan, then its target groups, as its history keeps them. Borrows the plan.
[[nodiscard]] plan::LazyList<plan::PersonChange> preview_changes(const plan::Plan& plan);

/// Ends a preview: saves its report and its changes.
void keep_preview(const RunContext& context, RunExecution& execution, const plan::Plan& plan);

}  // namespace gup
