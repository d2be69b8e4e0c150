#include "sync/undo/undo_run.hpp"

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/short_list.hpp"
#include "plan/undo/undo_plan.hpp"
#include "sync/names.hpp"
#include "sync/outcome/report.hpp"
#include "sync/refused_rows.hpp"
#include "sync/requirements.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/replanning.hpp"
#include "sync/run/run_execution.hpp"
#include "sync/undo/left_memberships.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

using host_sdk::counted;
using host_sdk::Result;
using host_sdk::ResultCode;

Run run_to_undo(Store& store, const std::string& company_id, std::int64_t run_id, host_sdk::Timestamp now) {
  auto run = store.load_run(run_id);
  if (!run || run->company_id != company_id)
    throw Failure(ResultCode::refused, "This run is no longer in the history. Nothing was undone.");
  if (const std::string reason = why_not_undone(*run, read_undo_facts(store, *run, now)); !reason.empty())
    throw Failure(ResultCode::refused, reason);
  return *std::move(run);
}

/// Pauses the daily sync, which would make the same changes again. Before the undo, so that a process that is
/// killed never leaves an undone run with a schedule. Resumes it if the undo fails.
class PausedSchedule {
 public:
  PausedSchedule(host_sdk::HostServices& host, const std::string& company_id)
      : host_(host), company_id_(company_id), next_(host.schedule().next(kDailySyncTask, company_id)) {
    throw_unless_done(host_.secrets().get(company_id_, kDailySyncWanted, wanted_));
  }
  ~PausedSchedule() {
    if (!paused_) return;
    report(wanted_ ? host_.secrets().put(company_id_, kDailySyncWanted, *wanted_) : Result::ok());
    report(next_ ? host_.schedule().resume(kDailySyncTask, company_id_, *next_) : Result::ok());
  }
  PausedSchedule(const PausedSchedule&) = delete;
  PausedSchedule& operator=(const PausedSchedule&) = delete;

  void pause(const std::string& by) {
    paused_ = true;
    throw_unless_done(host_.schedule().pause(kDailySyncTask, company_id_, by));
    throw_unless_done(host_.secrets().erase(company_id_, kDailySyncWanted));
  }
  void keep() { paused_ = false; }

 private:
  void report(const Result& result) {
    if (!result.done())
      host_.logger().error(company_id_,
                           host_sdk::LogLine("schedule_not_resumed").with("reason", result.sentence));
  }

  host_sdk::HostServices& host_;
  const std::string& company_id_;
  const std::optional<host_sdk::Timestamp> next_;
  std::optional<std::string> wanted_;
  bool paused_ = false;
};

std::int64_t number(std::size_t size) {
  return static_cast<std::int64_t>(size);
}

/// "10 users restored, 2 target groups deleted"; leaves out zeros.
std::string what_changed(const plan::UndoPlan& plan) {
  std::string text;
  const auto mention = [&text](std::size_t count, const char* one, const char* many, const char* what) {
    if (count > 0)
      text += (text.empty() ? "" : ", ") + counted(number(count), one, many) + " " + std::string(what);
  };
  mention(plan.inserts.size(), "user", "users", "restored");
  mention(plan.updates.size(), "user", "users", "changed back");
  mention(plan.deletes.size(), "user", "users", "deleted");
  mention(plan.group_inserts.size(), "target group", "target groups", "restored");
  mention(plan.group_updates.size(), "target group", "target groups", "changed back");
  mention(plan.group_deletes.size(), "target group", "target groups", "deleted");
  mention(plan.lost_memberships.size(), "membership", "memberships", "restored");
  mention(plan.new_memberships.size(), "membership", "memberships", "removed");
  return text;
}

/// "a@acme.com (changed by hand since) and 3 more"; empty if nothing was left alone.
std::string what_was_left_alone(const plan::UndoPlan& plan) {
  plan::ShortList list;
  for (const auto& [name, reason] : plan.left_alone) list.add(printable(name) + " (" + reason + ")");
  return list.text();
}

void fill_undo_report(Run& run, const plan::UndoPlan& plan, const Run& undone) {
  host_sdk::SyncReport& report = run.report;
  report.added = number(plan.inserts.size());
  report.updated = number(plan.updates.size());
  report.removed = number(plan.deletes.size());
  report.groups_added = number(plan.group_inserts.size());
  report.groups_updated = number(plan.group_updates.size());
  report.groups_removed = number(plan.group_deletes.size());
  report.memberships_added = number(plan.lost_memberships.size());
  report.memberships_removed = number(plan.new_memberships.size());
  report.skipped = number(plan.left_alone.size());
  std::string sentence = "The " + run_text(undone) + " was undone: " + what_changed(plan) + ".";
  if (const std::string left = what_was_left_alone(plan); !left.empty())
    sentence += " Left alone: " + left + ".";
  sentence +=
      undone.kind == RunKind::unlink
          ? " The daily sync is paused. Check the settings, then start the sync."
          : " The daily sync is paused, because the next sync would make the same changes again. Change "
            "the selection, the settings or Google first, then start the sync.";
  run.state = RunState::done;
  report.finished_at = *run.finished_at;
  run.result = {ResultCode::ok, std::move(sentence), {}};
}

Failure nothing_to_restore(const plan::UndoPlan& plan) {
  const std::string left = what_was_left_alone(plan);
  return {ResultCode::refused,
          left.empty()
              ? "Everything that this run changed already has its former values. Nothing was undone."
              : "Nothing was undone, because everything that this run changed has to be left alone: " + left +
                    "."};
}

void carry_out_undo(const RunContext& context, RunExecution& execution, const Run& undone) {
  Run& run = execution.run();
  RunMonitor& monitor = execution.monitor();
  const Interruption interruption = cancel_by(monitor);
  plan::UndoRefusals refusals;
  repeat_until_applied({context.host, run, &execution}, [&](int attempt) {
    monitor.report(progress_of(RunStep::planning));
    const plan::UndoState state = context.store.load_undo(undone, interruption);
    plan::UndoPlan plan = plan::plan_undo(state, undone.id, refusals);
    name_left_memberships(context.store, undone.company_id, plan, interruption);
    if (plan.writes_nothing()) throw nothing_to_restore(plan);
    interruption();
    run.finished_at = context.host.clock().now();
    fill_undo_report(run, plan, undone);
    execution.begin_writing();
    const auto refused = apply_or_find_refused(
        context, run, attempt,
        [&] {
          context.store.apply_undo(run, undone, state, plan, execution.holder(), kLeaseLifetime,
                                   apply_checkpoint(monitor, run.report));
        },
        [&] { return context.store.refused_undo_rows(run, undone, state, plan); });
    add_refusals(refused, refusals);
    return refused.empty();
  });
}

}  // namespace

Result undo_run(const RunContext& context, const host_sdk::Company& company, const RunRequest& request,
                std::int64_t run_id, host_sdk::TaskMonitor& monitor) {
  const auto execution =
      begin_when_free(context, {company, request.actor, RunKind::undo, request.trigger}, monitor);
  const Run& run = execution->run();
  PausedSchedule schedule(context.host, company.id);
  try {
    const Run undone = run_to_undo(context.store, company.id, run_id, context.host.clock().now());
    execution->open();
    schedule.pause(request.actor.name);
    carry_out_undo(context, *execution, undone);
  } catch (const Failure& failure) {
    const Result result = execution->result_of(failure);
    if (!execution->opened()) return result;
    execution->close_failed(result);
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
  // Also for an undo that was committed although its answer was lost.
  if (run.state == RunState::done) schedule.keep();
  context.host.logger().info(company.id, host_sdk::LogLine("undo_ended")
                                             .with("run", run.id)
                                             .with("undone", run_id)
                                             .with("result", run.result.sentence));
  if (run.state == RunState::done)
    context.host.audit_trail().record(company.id, request.actor, "run_undone", run.result.sentence);
  return run.result;
}

}  // namespace gup
