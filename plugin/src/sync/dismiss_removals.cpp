#include "sync/dismiss_removals.hpp"

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "plan/removals/dismissal.hpp"
#include "sync/names.hpp"
#include "sync/outcome/report.hpp"
#include "sync/requirements.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {
namespace {

using host_sdk::counted;
using host_sdk::Result;
using host_sdk::ResultCode;

void check_connected(ConnectionStore& store, const std::string& company_id) {
  const auto connection = store.load_connection(company_id);
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(ResultCode::refused, not_connected_sentence("No removals are held."));
  if (connection->state == ConnectionState::unlinking)
    throw Failure(ResultCode::refused, being_unlinked_sentence("Nothing was done."));
}

/// Whether the last applied sync also needs a review for another reason than held removals.
bool changes_are_unclear(HistoryStore& store, const Run& dismissal) {
  const auto last = store.last_applied_sync(dismissal.company_id, dismissal.id);
  return last && last->has_unclear_changes();
}

/// "the target users and the target group stay as they are."
std::string what_stays(std::int64_t users, std::int64_t groups) {
  std::string kept;
  if (users > 0) kept = users == 1 ? "the target user" : "the target users";
  if (groups > 0)
    kept +=
        std::string(kept.empty() ? "" : " and ") + (groups == 1 ? "the target group" : "the target groups");
  return kept + (users + groups == 1 ? " stays as it is." : " stay as they are.");
}

void carry_out_dismissal(const RunContext& context, RunExecution& execution,
                         const std::set<std::string>& external_ids) {
  Run& run = execution.run();
  RunMonitor& monitor = execution.monitor();
  const Interruption interruption = cancel_by(monitor);
  plan::PersonIds ids;
  const plan::StoredState stored =
      context.store.load_state(run.company_id, run.started_at, ids, interruption);
  const plan::Plan plan = plan::dismiss_removals(ids, stored, external_ids);
  const auto users = static_cast<std::int64_t>(plan.people.link_updates.size());
  const auto groups = static_cast<std::int64_t>(plan.groups.dismissals.size());
  const std::int64_t kept = users + groups;
  if (kept == 0) throw Failure(ResultCode::refused, "These removals are no longer held. No user was kept.");
  interruption();
  run.state = RunState::done;
  run.finished_at = context.host.clock().now();
  run.report.finished_at = *run.finished_at;
  run.managed_before = plan.report.counts.managed_before;
  run.managed_after = plan.report.counts.managed_after;
  run.result = {
      ResultCode::ok,
      counted(kept, "held removal was", "held removals were") + " dismissed: " + what_stays(users, groups),
      {}};
  execution.begin_writing();
  context.store.apply_plan(run, plan, execution.holder(), kLeaseLifetime,
                           apply_checkpoint(monitor, run.report));
}

}  // namespace

Result dismiss_removals(const RunContext& context, const host_sdk::Company& company,
                        const RunRequest& request, const std::set<std::string>& external_ids,
                        host_sdk::TaskMonitor& monitor) {
  const auto execution =
      begin_when_free(context, {company, request.actor, RunKind::dismissal, request.trigger}, monitor);
  const Run& run = execution->run();
  try {
    check_connected(context.store, company.id);
    execution->open();
    carry_out_dismissal(context, *execution, external_ids);
  } catch (const Failure& failure) {
    const Result result = execution->result_of(failure);
    if (!execution->opened()) return result;
    execution->close_failed(result);
  } catch (const StateMoved& moved) {
    execution->close_failed(Result::again(
        std::string("The held removals changed at the same time. No user was kept. (") + moved.what() + ")"));
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
  if (run.state == RunState::done && context.store.count_removals(company.id).held == 0 &&
      !changes_are_unclear(context.store, run))
    context.host.notices().clear(company.id, kHeldNotice);
  context.host.logger().info(
      company.id,
      host_sdk::LogLine("dismissal_ended").with("run", run.id).with("result", run.result.sentence));
  return run.result;
}

}  // namespace gup
