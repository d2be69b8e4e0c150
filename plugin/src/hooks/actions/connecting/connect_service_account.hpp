// Connect with a service account: reads the form; the job tests and saves the key.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

/// Connects with a service account's key, or answers with errors at the fields. [page]
[[nodiscard]] ActionAnswer connect_service_account(const HookContext& context, HookJobs& jobs,
                                                   const ActionRequest& request);

}  // namespace gup
