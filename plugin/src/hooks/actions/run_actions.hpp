// Starting and stopping previews and syncs.
#pragma once

#include <set>
#include <string>

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

/// The external ids of the removals that a person approved.
struct Approval {
  std::set<std::string> removals;
  /// The text for the audit trail; empty if there are none.
  std::string detail;
};

/// Saves the settings and starts the job "preview", which shows what a sync would do.
[[nodiscard]] ActionAnswer preview(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Saves the settings, starts the daily sync and a first run. Carries out the removals that a valid preview
/// shows as held if their number was typed.
[[nodiscard]] ActionAnswer start_sync(const HookContext& context, HookJobs& jobs,
                                      const ActionRequest& request);
[[nodiscard]] ActionAnswer sync_now(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Stops the running sync; if none is running, pauses the schedule.
[[nodiscard]] ActionAnswer stop_sync(const HookContext& context, const ActionRequest& request);
/// Starts the job "sync", which carries out the approved removals, or joins the running sync without them:
/// waiting for the job then waits for that sync. True if it started a sync.
[[nodiscard]] bool start_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request,
                             Approval approval, ActionAnswer& answer);

}  // namespace gup
