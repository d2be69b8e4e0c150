// Removing an integration with what it brought. Each step can be repeated, so that an interrupted unlink
// finishes when somebody presses the button again.
#include "failure.hpp"
#include "sync/progress.hpp"
#include "sync/run_execution.hpp"
#include "sync/sync_engine.hpp"

namespace gup {
namespace {

using google::Revocation;
using host_sdk::ResultCode;

constexpr std::chrono::milliseconds kLookAgainAfter{200};

void check(const host_sdk::Result& result) {
  if (!result.done()) throw Failure(result.code, result.sentence, result.retry_after);
}

void check_linked(const std::optional<Connection>& connection) {
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(ResultCode::refused,
                  "This company is not connected to Google: there is nothing to unlink.");
}

std::string counted(std::int64_t number, const char* one, const char* many) {
  return std::to_string(number) + " " + (number == 1 ? one : many);
}

/// What the administrator should know about the grant at Google.
enum class GrantFate { revoked, kept_for_others, unreachable, none };

std::string receipt(const Store::Holdings& taken, GrantFate fate) {
  std::string text = counted(taken.created_users, "user", "users") + " and " +
                     counted(taken.groups, "target group", "target groups") + " deleted";
  if (taken.adopted_users > 0)
    text += ", " + counted(taken.adopted_users, "user who was here before", "users who were here before") +
            " released";
  text += ".";
  switch (fate) {
    case GrantFate::revoked:
      text += " The access to Google was revoked.";
      break;
    case GrantFate::kept_for_others:
      text +=
          " The access at Google was not revoked, because another company is connected by the same Google "
          "account.";
      break;
    case GrantFate::unreachable:
      text +=
          " Google could not be reached to revoke the access: remove it under the connecting account's "
          "third-party access.";
      break;
    case GrantFate::none:
      break;
  }
  return text;
}

}  // namespace

host_sdk::Result SyncEngine::unlink(const host_sdk::Company& company, const host_sdk::Actor& actor,
                                    RunTrigger trigger, host_sdk::TaskMonitor& monitor) {
  check_linked(store_.load_connection(company.id));
  std::unique_ptr<RunExecution> execution;
  const RunExecution::Request request{company, actor, RunKind::unlink, trigger};
  while (!(execution = RunExecution::begin(host_, store_, *active_, request, monitor))) {
    request_stop(company.id);
    if (!monitor.wait(kLookAgainAfter)) throw Cancelled();
  }
  try {
    return carry_out_unlink(*execution, actor);
  } catch (const Failure& failure) {
    if (execution->opened()) execution->close_failed(failure.result());
    throw;
  }
}

host_sdk::Result SyncEngine::carry_out_unlink(RunExecution& execution, const host_sdk::Actor& actor) {
  const std::string company_id = execution.company().id;
  auto connection = store_.load_connection(company_id);
  check_linked(connection);
  store_.tidy_runs(company_id, host_.clock().now(), host_sdk::Timestamp{});
  execution.open();
  connection->state = ConnectionState::unlinking;
  store_.save_connection(*connection);
  check(host_.schedule().pause(kDailySyncTask, company_id));

  GrantFate fate = GrantFate::none;
  std::optional<std::string> token;
  check(host_.secrets().get(company_id, kRefreshTokenSecret, token));
  if (token) {
    if (!store_.companies_of_account(connection->account_id, company_id).empty())
      fate = GrantFate::kept_for_others;
    else
      fate = google_.revoke(*token, execution.monitor()) == Revocation::unreachable ? GrantFate::unreachable
                                                                                    : GrantFate::revoked;
    check(host_.secrets().erase(company_id, kRefreshTokenSecret));
  }
  check(host_.secrets().erase(company_id, kDailySyncWanted));

  Run& run = execution.run();
  const Store::Holdings expected = store_.holdings(company_id);
  run.state = RunState::done;
  run.finished_at = host_.clock().now();
  run.report.finished_at = *run.finished_at;
  run.report.removed = expected.created_users + expected.adopted_users;
  run.report.groups_removed = expected.groups;
  run.managed_before = run.report.removed;
  run.result = {ResultCode::ok, receipt(expected, fate), {}};
  execution.rest();
  auto progress = progress_of(RunStep::applying);
  progress.activity = "deleting what the integration brought";
  RunMonitor& run_monitor = execution.monitor();
  const auto taken =
      store_.unlink(run, execution.holder(), kLeaseLifetime, [&](std::int64_t done, std::int64_t total) {
        if (run_monitor.cancel_requested()) throw Cancelled();
        progress.done = done;
        progress.total = total;
        run_monitor.report(progress);
      });
  for (const char* topic : {kAccessNotice, kHeldNotice, kFailingNotice})
    host_.notices().clear(company_id, topic);
  cache_.forget(company_id);
  host_.audit_trail().record(company_id, actor, "unlinked", receipt(taken, fate));
  host_.logger().info(company_id, "unlinked: " + receipt(taken, fate));
  return run.result;
}

}  // namespace gup
