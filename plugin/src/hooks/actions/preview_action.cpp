// Previews from the page.
#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/actions.hpp"
#include "sync/names.hpp"

namespace gup {

ActionAnswer preview(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  using host_sdk::page::Tone;
  const std::string& company_id = request.company.id;
  ActionAnswer answer;
  if (!usable_connection(context, company_id, answer)) return answer;
  if (!save_settings(context, request, answer)) return answer;
  const auto live = context.runs.live_run(company_id);
  const bool joins = (live && live->kind == RunKind::preview) || job_runs(context, company_id, kPreviewJob);
  const bool waits = (live && live->kind == RunKind::sync) || job_runs(context, company_id, kSyncJob);
  throw_unless_done(context.host.jobs().start(request.company, request.actor, kPreviewJob, jobs.preview));
  context.host.page_events().page_changed(company_id, kPageSlug);
  answer =
      joins ? rendered(Tone::info, "A preview is already running. No second preview was started.", "progress")
      : waits ? rendered(Tone::info, "A sync is running. The preview follows when it has ended.", "progress")
              : rendered(Tone::success, "The preview has started. It changes no target user.", "progress");
  answer.started_job = kPreviewJob;
  if (!joins)
    context.host.audit_trail().record(company_id, request.actor, "preview_started", "Started a preview.");
  return answer;
}

}  // namespace gup
