#include "hooks/actions/run_actions.hpp"

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/schedule/schedule_actions.hpp"
#include "hooks/actions/settings/settings_actions.hpp"
#include "hooks/format.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "host_sdk/language.hpp"
#include "model/clean_text.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::tr_count;
using host_sdk::tr_later;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

bool sync_runs(const HookContext& context, const std::string& company_id) {
  const auto live = context.runs.live_run(company_id);
  return (live && live->kind == RunKind::sync) || job_runs(context, company_id, kSyncJob);
}

ActionAnswer start_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  ActionAnswer answer;
  (void)start_run(context, jobs, request, {}, answer);
  return answer;
}

/// The removals that the preview shows as held, if their number was typed. False, with the reason in
/// `answer`, if another number was typed, or there is no valid preview that shows held removals with these
/// settings.
bool read_confirmed_removals(const HookContext& context, const ActionRequest& request, bool settings_change,
                             std::set<std::string>& approved, ActionAnswer& answer) {
  const std::string typed = typed_text(request, {kConfirmedRemovalsField});
  if (typed.empty()) return true;
  const auto fail = [&answer](std::string sentence) {
    answer.outcome = host_sdk::page::Outcome::invalid;
    answer.errors[kConfirmedRemovalsField] = {std::move(sentence)};
    return false;
  };
  const auto preview = valid_preview(context.store, read_facts(context, request.company));
  if (!preview || preview->state != RunState::done || settings_change)
    return fail(tr(
        "There is no valid preview of these settings: none was made, the settings or the target users were "
        "changed since, or it is older than 24 hours. Nothing was saved, and no sync was started. Preview "
        "the changes again."));
  if (preview->report.held == 0)
    return fail(
        tr("The preview shows no held removals. Nothing was saved, and no sync was started. Leave this "
           "field empty."));
  if (typed != std::to_string(preview->report.held))
    return fail(
        tr_count("Type {number} to carry out {count} removal above the limit. You typed “{typed}”. Nothing "
                 "was saved, and no sync was started.",
                 "Type {number} to carry out {count} removals above the limit. You typed “{typed}”. Nothing "
                 "was saved, and no sync was started.",
                 preview->report.held,
                 {{"number", std::to_string(preview->report.held)}, {"typed", printable(typed)}}));
  for (auto& change : context.store.run_changes(preview->id, {plan::ChangeKind::held}, 0,
                                                static_cast<int>(preview->report.held)))
    approved.insert(std::move(change.external_id));
  return true;
}

/// The first scheduled sync comes at its time of day, or one period after the run that starts now. False,
/// and nothing started, if the company was unlinked while its settings were saved.
bool start_daily_sync(const HookContext& context, const ActionRequest& request, ActionAnswer& answer) {
  const std::string& company_id = request.company.id;
  want_daily_sync(context, company_id, true);
  const bool started = resume_daily_sync(context, company_id, std::nullopt);
  if (!usable_connection(context, company_id, answer)) {
    const auto connection = context.store.load_connection(company_id);
    if (!connection || connection->state != ConnectionState::reconnect_needed)
      want_daily_sync(context, company_id, false);
    return false;
  }
  if (started)
    context.host.audit_trail().record(company_id, request.actor, "daily_sync_started",
                                      "Started the daily sync.");
  return true;
}

/// What the audit trail and the page say about stopping a run of this kind.
struct StopTexts {
  const char* audit;
  const char* toast;
};

StopTexts stop_texts(RunKind kind) {
  switch (kind) {
    case RunKind::preview:
      return {"Stopped the running preview.",
              tr_later("The preview is stopping. Target users stay as they were before it.")};
    case RunKind::dismissal:
      return {"Stopped the running dismissal of removals.",
              tr_later("The dismissal of removals is stopping. Target users stay as they were before it.")};
    case RunKind::undo:
      return {"Stopped the running undo.",
              tr_later("The undo is stopping. Target users stay as they were before it.")};
    case RunKind::person:
      return {"Stopped the running sync of one person.",
              tr_later("The sync of one person is stopping. Target users stay as they were before it.")};
    case RunKind::sync:
    case RunKind::unlink:
      break;
  }
  return {"Stopped the running sync.",
          tr_later("The sync is stopping. Target users stay as they were before it.")};
}

}  // namespace

bool start_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request, Approval approval,
               ActionAnswer& answer) {
  const std::string& company_id = request.company.id;
  const bool joins = sync_runs(context, company_id);
  std::vector<AuditText> texts;
  if (!joins && !approval.detail.empty()) texts.push_back({"removals_approved", std::move(approval.detail)});
  texts.push_back(joins ? AuditText{"sync_joined", "Joined the running sync."}
                        : AuditText{"sync_started", "Started a sync."});
  if (!joins) jobs.sync.approved.put(company_id, std::move(approval.removals));
  start_job(context, request, kSyncJob, jobs.sync, texts);
  answer = joins ? rendered(Tone::info,
                            tr("A sync is already running, with the settings it started with. No second sync "
                               "was started."))
                 : rendered(Tone::success, tr("The sync has started. You can leave this page."));
  answer.started_job = kSyncJob;
  return !joins;
}

ActionAnswer preview(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!usable_connection(context, company_id, answer)) return answer;
  if (!save_settings(context, request, answer, kAlwaysSave)) return answer;
  const auto live = context.runs.live_run(company_id);
  const bool joins = (live && live->kind == RunKind::preview) || job_runs(context, company_id, kPreviewJob);
  const bool waits = (live && live->kind == RunKind::sync) || job_runs(context, company_id, kSyncJob);
  std::vector<AuditText> texts;
  if (!joins) texts.push_back({"preview_started", "Started a preview."});
  start_job(context, request, kPreviewJob, jobs.preview, texts);
  answer = joins   ? rendered(Tone::info, tr("A preview is already running. No second preview was started."))
           : waits ? rendered(Tone::info, tr("A sync is running. The preview follows when it has ended."))
                   : rendered(Tone::success, tr("The preview has started. It changes no target user."));
  answer.started_job = kPreviewJob;
  return answer;
}

ActionAnswer start_sync(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  ActionAnswer answer;
  Approval approval;
  if (!usable_connection(context, request.company.id, answer)) return answer;
  const auto may_save = [&](bool changes) {
    return read_confirmed_removals(context, request, changes, approval.removals, answer);
  };
  if (!save_settings(context, request, answer, may_save)) return answer;
  if (!start_daily_sync(context, request, answer)) return answer;
  if (const auto number = static_cast<std::int64_t>(approval.removals.size()); number > 0)
    approval.detail = "Approved " + counted(number, "removal", "removals") + " that the preview showed.";
  (void)start_run(context, jobs, request, std::move(approval), answer);
  return answer;
}

ActionAnswer sync_now(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  ActionAnswer answer;
  if (!usable_connection(context, request.company.id, answer)) return answer;
  if (!context.store.load_settings(request.company.id))
    return refused(Refusal::not_possible, tr(kNotSetUpSentence));
  return start_run(context, jobs, request);
}

ActionAnswer stop_sync(const HookContext& context, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  const auto live = context.runs.live_run(company_id);
  if ((live && live->kind == RunKind::unlink) || job_runs(context, company_id, kUnlinkJob))
    return refused(Refusal::busy, being_unlinked_sentence(tr("Unlinking cannot be stopped.")));
  // A job whose run has not started yet has no lease, so the host cancels it.
  const bool stopped_run = context.runs.request_stop(company_id);
  const bool stopped_sync = context.host.jobs().cancel(company_id, kSyncJob);
  const bool stopped_preview = context.host.jobs().cancel(company_id, kPreviewJob);
  const bool stopped_dismissal = context.host.jobs().cancel(company_id, kDismissalJob);
  const bool stopped_undo = context.host.jobs().cancel(company_id, kUndoJob);
  if (!stopped_run && !stopped_sync && !stopped_preview && !stopped_dismissal && !stopped_undo)
    return pause_schedule(context, request);
  const RunKind kind = live                ? live->kind
                       : stopped_preview   ? RunKind::preview
                       : stopped_dismissal ? RunKind::dismissal
                       : stopped_undo      ? RunKind::undo
                                           : RunKind::sync;
  const StopTexts texts = stop_texts(kind);
  context.host.audit_trail().record(company_id, request.actor, "sync_stopped", texts.audit);
  return rendered(Tone::info, tr(texts.toast));
}

}  // namespace gup
