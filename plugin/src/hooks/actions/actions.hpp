// The actions of the page; related ones share a file. Each answers within the 10 seconds that the host allows
// an action: long work becomes a job. All throw `Failure`.
#pragma once

#include <set>
#include <string>

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"

namespace gup {

// Connecting
// ---------------------------------------------------------------------------------------------------
/// Sends the browser to Google. [page]
[[nodiscard]] ActionAnswer connect(const HookContext& context, const ActionRequest& request);
/// The return from Google: saves the connection, or answers with the reason why not. [page]
[[nodiscard]] ActionAnswer finish_connecting(const HookContext& context,
                                             const host_sdk::page::CallbackRequest& request);
/// Connects with a service account's key, or answers with errors beside the fields. [page]
[[nodiscard]] ActionAnswer connect_service_account(const HookContext& context, HookJobs& jobs,
                                                   const ActionRequest& request);

// Settings
// -----------------------------------------------------------------------------------------------------
[[nodiscard]] ActionAnswer save(const HookContext& context, const ActionRequest& request);
/// Saves the fields of `request`. True if they are saved or unchanged; otherwise `answer` has the reason
/// (invalid, stale, refused).
[[nodiscard]] bool save_settings(const HookContext& context, const ActionRequest& request,
                                 ActionAnswer& answer);

// Runs
// ---------------------------------------------------------------------------------------------------------
/// Saves the settings and starts the job "preview", which shows what a sync would do.
[[nodiscard]] ActionAnswer preview(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Saves the settings, starts the daily sync and a first run. Carries out the removals that a valid preview
/// shows as held if their number was typed.
[[nodiscard]] ActionAnswer start_sync(const HookContext& context, HookJobs& jobs,
                                      const ActionRequest& request);
[[nodiscard]] ActionAnswer sync_now(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Stops the running sync; if none is running, the daily sync.
[[nodiscard]] ActionAnswer stop_sync(const HookContext& context, const ActionRequest& request);
/// Starts the job "sync", which carries out the `approved` removals, or joins the running sync without them:
/// waiting for the job then waits for that sync. True if it started a sync.
[[nodiscard]] bool start_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request,
                             std::set<std::string> approved, ActionAnswer& answer);
[[nodiscard]] ActionAnswer unlink(const HookContext& context, HookJobs& jobs, const ActionRequest& request);

// Held removals
// -------------------------------------------------------------------------------------------------
/// Starts a sync that carries out the approved removals. The typed number must be the number of removals.
[[nodiscard]] ActionAnswer approve_removals(const HookContext& context, HookJobs& jobs,
                                            const ActionRequest& request);
/// Keeps the users of these removals.
[[nodiscard]] ActionAnswer dismiss_removals(const HookContext& context, HookJobs& jobs,
                                            const ActionRequest& request);

/// Starts the job "undo", which takes back what a run changed. The typed number must be the number of people
/// and target groups that it changed.
[[nodiscard]] ActionAnswer undo_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Uses the new group in the place of the deleted one with the same address.
[[nodiscard]] ActionAnswer take_over_group(const HookContext& context, const ActionRequest& request);

// Looking at runs
// ---------------------------------------------------------------------------------------------------
/// Puts the chosen run into the page's address; for `kShowProblems` the latest run.
[[nodiscard]] ActionAnswer show_run(const HookContext& context, const ActionRequest& request);

/// Puts the kind and the text to search for into the page's address, with the run.
[[nodiscard]] ActionAnswer filter_run(const HookContext& context, const ActionRequest& request);
/// Puts the person to find into the page's address.
[[nodiscard]] ActionAnswer find_person(const ActionRequest& request);

// One person
// -----------------------------------------------------------------------------------------------------
/// Shows why a person is synced or not, from what is stored.
[[nodiscard]] ActionAnswer explain(const HookContext& context, const ActionRequest& request);
/// Asks Google about one person, and answers with what a sync would do.
[[nodiscard]] ActionAnswer ask_about_person(const HookContext& context, const ActionRequest& request);
/// Syncs one person, unless a run is active.
[[nodiscard]] ActionAnswer sync_person(const HookContext& context, const ActionRequest& request);

}  // namespace gup
