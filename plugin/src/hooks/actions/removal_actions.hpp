// Approving and dismissing held removals.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

/// The request, about all removals that are held.
[[nodiscard]] ActionRequest about_all_removals(ActionRequest request);
/// The request, about the removal of the row whose button was pressed.
[[nodiscard]] ActionRequest about_one_removal(ActionRequest request);
/// The request, about all removals that were dismissed.
[[nodiscard]] ActionRequest about_kept_removals(const HookContext& context, ActionRequest request);

/// Starts a sync that carries out the approved removals. The typed number must be the number of removals.
[[nodiscard]] ActionAnswer approve_removals(const HookContext& context, HookJobs& jobs,
                                            const ActionRequest& request);
/// Keeps the users of these removals.
[[nodiscard]] ActionAnswer dismiss_removals(const HookContext& context, HookJobs& jobs,
                                            const ActionRequest& request);

}  // namespace gup
