// Undoing a run.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

/// Starts the job "undo", which takes back what a run changed. The typed number must be the number of people,
/// memberships and target groups that it changed.
[[nodiscard]] ActionAnswer undo_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request);

}  // namespace gup
