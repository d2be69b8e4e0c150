// Starting and stopping runs.
#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/actions.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "sync/names.hpp"

namespace gup {
namespace {

using host_sdk::page::Refusal;
using host_sdk::page::Tone;

constexpr const char* kProgressBlock = "progress";

/// Starts the job "sync". Where a run is under way, the job joins it, so that whoever waits for the job waits
/// for that run.
ActionAnswer start_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request,
                       const char* started_text) {
  const std::string& company_id = request.company.id;
  const bool joins = context.runs.live_run(company_id) || job_runs(context, company_id, kSyncJob);
  require(context.host.jobs().start(request.company, request.actor, kSyncJob, jobs.sync));
  context.host.page_events().page_changed(company_id, kPageSlug);
  ActionAnswer answer =
      joins ? rendered(Tone::info,
                       "A sync is already running, with the settings it started with; you see it here.",
                       kProgressBlock)
            : rendered(Tone::success, started_text, kProgressBlock);
  answer.started_job = kSyncJob;
  context.host.audit_trail().record(company_id, request.actor, joins ? "sync_joined" : "sync_started",
                                    joins ? "Joined the sync that was running." : "Started a sync.");
  return answer;
}

/// The first daily sync comes one period after the run that starts now.
void start_daily_sync(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  want_daily_sync(context, company_id, true);
  auto& schedule = context.host.schedule();
  if (schedule.next(kDailySyncTask, company_id)) return;
  require(schedule.resume(kDailySyncTask, company_id, context.host.clock().now() + context.deployment.every));
  context.host.audit_trail().record(company_id, request.actor, "daily_sync_started",
                                    "The daily sync runs from now on.");
}

ActionAnswer stop_daily_sync(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  if (!context.host.schedule().next(kDailySyncTask, company_id))
    return refused(Refusal::not_possible,
                   "There is nothing to stop: no sync is running, and the daily sync is stopped already.");
  want_daily_sync(context, company_id, false);
  require(context.host.schedule().pause(kDailySyncTask, company_id));
  context.host.audit_trail().record(company_id, request.actor, "daily_sync_stopped",
                                    "The daily sync is stopped until somebody starts it.");
  context.host.page_events().page_changed(company_id, kPageSlug);
  return rendered(Tone::success, "The daily sync is stopped. Target users stay as they are.");
}

}  // namespace

ActionAnswer start_sync(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  ActionAnswer answer;
  if (!usable_connection(context, request.company.id, answer)) return answer;
  if (!save_settings(context, request, answer)) return answer;
  start_daily_sync(context, request);
  return start_run(context, jobs, request, "The sync has started.");
}

ActionAnswer sync_now(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  ActionAnswer answer;
  if (!usable_connection(context, request.company.id, answer)) return answer;
  if (!context.store.load_settings(request.company.id))
    return refused(Refusal::not_possible,
                   "The sync is not set up yet: choose a sync source and a sync method, and start the sync.");
  return start_run(context, jobs, request, "The sync has started.");
}

ActionAnswer stop_sync(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  const auto live = context.runs.live_run(company_id);
  if ((live && live->kind == RunKind::unlink) || job_runs(context, company_id, kUnlinkJob))
    return refused(Refusal::busy, "Unlinking is under way; it cannot be stopped from here.");
  // A job whose run has not begun yet holds no lease: it is stopped through the host.
  const bool stopped_run = context.runs.request_stop(company_id);
  const bool stopped_job = context.host.jobs().cancel(company_id, kSyncJob);
  if (!stopped_run && !stopped_job) return stop_daily_sync(context, request);
  context.host.audit_trail().record(company_id, request.actor, "sync_stopped",
                                    "Asked the running sync to stop.");
  return rendered(Tone::info, "The sync is being stopped. Target users stay as they were before it.");
}

}  // namespace gup
