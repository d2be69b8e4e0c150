// Unlink: starts the job after a typed confirmation.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

[[nodiscard]] ActionAnswer unlink(const HookContext& context, HookJobs& jobs, const ActionRequest& request,
                                  UnlinkedRows rows);

}  // namespace gup
