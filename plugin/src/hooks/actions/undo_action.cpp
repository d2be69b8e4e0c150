#include "hooks/actions/undo_action.hpp"

#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/in_english.hpp"
#include "hooks/page/runs/undo_form.hpp"
#include "host_sdk/value_rules.hpp"
#include "model/clean_text.hpp"
#include "sync/names.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

using host_sdk::tr;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

std::optional<Run> run_of_request(const HookContext& context, const ActionRequest& request) {
  std::string text = value_of(request, kRunField);
  if (text.empty()) text = value_of(request, "value");
  const std::int64_t id = host_sdk::to_integer(text).value_or(0);
  if (id <= 0) return std::nullopt;
  auto run = context.store.load_run(id);
  return run && run->company_id == request.company.id ? run : std::nullopt;
}

bool any_run_is_active(const HookContext& context, const std::string& company_id) {
  if (context.runs.live_run(company_id)) return true;
  for (const char* job : {kSyncJob, kPreviewJob, kDismissalJob, kUndoJob, kUnlinkJob})
    if (job_runs(context, company_id, job)) return true;
  return false;
}

/// The field of the form that the page shows.
const char* shown_count_field(const HookContext& context, const ActionRequest& request) {
  if (!request.path.empty()) return kCountField;
  const PageFacts facts = read_facts(context, request.company);
  return undo_count_field(facts.removals, state_of(facts));
}

}  // namespace

ActionAnswer undo_run(const HookContext& context, HookJobs& jobs, const ActionRequest& request) {
  const std::string& company_id = request.company.id;
  const auto run = run_of_request(context, request);
  if (!run) {
    const std::string typed = value_of(request, kRunField);
    return invalid_field(kRunField, typed.empty() ? tr("Type the number of a run. Nothing was undone.")
                                                  : tr("The history has no run “{run}”. Nothing was undone.",
                                                       {{"run", printable(typed)}}));
  }
  if (any_run_is_active(context, company_id))
    return refused(
        Refusal::busy,
        tr("A sync or another run is active. Nothing was undone. Undo the run when it has ended."));
  if (const std::string reason =
          why_not_undone(*run, read_undo_facts(context.store, *run, context.host.clock().now()));
      !reason.empty())
    return refused(Refusal::not_possible, reason);
  // Deleting users must not depend on the host, so the number is checked here.
  const std::int64_t changes = count_changes(run->report);
  if (const std::string typed = typed_text(request, {kUndoCountField, kCountField});
      typed != std::to_string(changes)) {
    std::string sentences = tr("Type {number} to undo the {run}, which changed {changes}.",
                               {{"number", std::to_string(changes)},
                                {"run", run_text(*run)},
                                {"changes", changes_text(run->report)}});
    if (!typed.empty()) sentences += " " + tr("You typed “{typed}”.", {{"typed", printable(typed)}});
    return invalid_field(shown_count_field(context, request), sentences + " " + tr("Nothing was undone."));
  }
  jobs.undo.runs.put(company_id, {std::to_string(run->id)});
  start_job(context, request, kUndoJob, jobs.undo, {{"undo_started", in_english([&] {
                                                       return "Undo of the " + run_text(*run) + " (run " +
                                                              std::to_string(run->id) + "), which changed " +
                                                              changes_text(run->report) + ".";
                                                     })}});
  ActionAnswer answer = rendered(
      Tone::info, tr("Undoing the {run} has started. The daily sync is paused. You can leave this page.",
                     {{"run", run_text(*run)}}));
  answer.started_job = kUndoJob;
  return answer;
}

}  // namespace gup
