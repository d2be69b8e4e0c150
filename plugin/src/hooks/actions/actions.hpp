// The actions of the page, a file a family. None of them waits for longer than a page may: long work becomes
// a job. All throw `Failure`.
#pragma once

#include <string>

#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

using host_sdk::page::ActionAnswer;
using host_sdk::page::ActionRequest;

// Connecting
// ---------------------------------------------------------------------------------------------------
/// Sends the browser to Google. [page]
[[nodiscard]] ActionAnswer connect(const HookContext& context, const ActionRequest& request);
/// The return from Google: becomes a connection, or says why not. [page]
[[nodiscard]] ActionAnswer finish_connecting(const HookContext& context,
                                             const host_sdk::page::CallbackRequest& request);
/// Connects by a service account's key, or says at which field why not. [page]
[[nodiscard]] ActionAnswer connect_service_account(const HookContext& context, const ActionRequest& request);

// Settings
// -----------------------------------------------------------------------------------------------------
[[nodiscard]] ActionAnswer save(const HookContext& context, const ActionRequest& request);
/// Saves what `request` carries over what the company has. True when it is saved or there was nothing to
/// save; otherwise `answer` says why not (invalid, stale).
[[nodiscard]] bool save_settings(const HookContext& context, const ActionRequest& request,
                                 ActionAnswer& answer);

// Runs
// ---------------------------------------------------------------------------------------------------------
/// Saves, starts the daily sync and the first run.
[[nodiscard]] ActionAnswer start_sync(const HookContext& context, HookJobs& jobs,
                                      const ActionRequest& request);
[[nodiscard]] ActionAnswer sync_now(const HookContext& context, HookJobs& jobs, const ActionRequest& request);
/// Stops the run under way; without one, the daily sync.
[[nodiscard]] ActionAnswer stop_sync(const HookContext& context, const ActionRequest& request);
[[nodiscard]] ActionAnswer unlink(const HookContext& context, HookJobs& jobs, const ActionRequest& request);

// Looking at runs
// ---------------------------------------------------------------------------------------------------
/// Leads to the page with the chosen run in its address; for `kShowProblems` the latest run.
[[nodiscard]] ActionAnswer show_run(const HookContext& context, const ActionRequest& request);

// Answers
// ------------------------------------------------------------------------------------------------------
[[nodiscard]] ActionAnswer rendered(host_sdk::page::Tone tone, std::string text, std::string focus = {});
[[nodiscard]] ActionAnswer refused(host_sdk::page::Refusal why, std::string sentence,
                                   host_sdk::page::Tone tone = host_sdk::page::Tone::warning);

/// The company's connection if it can be used; otherwise nothing, and `answer` says why.
[[nodiscard]] std::optional<Connection> usable_connection(const HookContext& context,
                                                          const std::string& company_id,
                                                          ActionAnswer& answer);

}  // namespace gup
