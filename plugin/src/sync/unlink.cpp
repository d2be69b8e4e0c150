#include "sync/unlink.hpp"

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "plan/short_list.hpp"
#include "sync/access/access.hpp"
#include "sync/names.hpp"
#include "sync/refused_rows.hpp"
#include "sync/requirements.hpp"
#include "sync/run/live_runs.hpp"
#include "sync/run/progress.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {

namespace {

using host_sdk::counted;
using host_sdk::ResultCode;

constexpr std::chrono::milliseconds kAskAgainAfter{200};

void check_linked(const std::optional<Connection>& connection) {
  if (!connection || connection->state == ConnectionState::not_connected)
    throw Failure(ResultCode::refused, not_connected_sentence("There is nothing to unlink."));
}

/// Marks the connection, so that no sync uses it and nothing replaces it or its secret. Returns the marked
/// connection.
Connection mark_unlinking(ConnectionStore& store, const std::string& company_id) {
  constexpr int kAttempts = 5;
  for (int attempt = 1; attempt <= kAttempts; ++attempt) {
    auto connection = store.load_connection(company_id);
    check_linked(connection);
    connection->state = ConnectionState::unlinking;
    if (!store.save_connection(*connection, connection->revision)) continue;
    // Loaded again: until then, a replaced token could get the connection another secret.
    connection = store.load_connection(company_id);
    check_linked(connection);
    return *std::move(connection);
  }
  throw Failure(ResultCode::try_again,
                "The connection to Google changed at the same time. Nothing was unlinked. Unlink again.");
}

std::string receipt(const Store::Holdings& taken, UnlinkedRows rows, const Connection& connection,
                    AccessRemoval removal) {
  std::string text = counted(taken.created_users, "user", "users") + " and " +
                     counted(taken.groups, "target group", "target groups") +
                     (rows == UnlinkedRows::kept ? " kept" : " deleted");
  if (taken.adopted_users > 0)
    text += ", " + counted(taken.adopted_users, "adopted user", "adopted users") + " released";
  text += ".";
  switch (removal) {
    case AccessRemoval::revoked:
      text += " The access to Google was revoked.";
      break;
    case AccessRemoval::kept_for_others:
      text +=
          " The access at Google was not revoked, because another company is connected by the same Google "
          "account.";
      break;
    case AccessRemoval::unreachable:
      text +=
          " Google could not be reached to revoke the access: remove it under the connecting account's "
          "third-party access.";
      break;
    case AccessRemoval::delegation_stays:
      text += " The key of the service account " + connection.service_account +
              " was erased here. Its delegation stays at Google: remove the client id " +
              connection.service_account_id +
              " in the Admin console under Security, Access and data control, API controls, Domain-wide "
              "delegation.";
      break;
    case AccessRemoval::key_lost:
      text +=
          " The access at Google was not revoked, because its token was encrypted with another key file: "
          "remove it under the connecting account's third-party access.";
      break;
    case AccessRemoval::none:
      break;
  }
  if (!taken.refused.empty()) {
    plan::ShortList names;
    for (const RefusedRow& row : taken.refused) names.add(printable(row.email));
    text += " Left in the host, because its database refused the change: " + names.text() + ". (" +
            printable(taken.refused.front().reason) + ")";
  }
  return text;
}

host_sdk::Result end_unlink(const RunContext& context, RunExecution& execution, host_sdk::Result result) {
  // The access to Google may already be revoked, so "nothing was changed" would be wrong.
  if (execution.monitor().lease_lost())
    result.sentence =
        "Another run of this company took over the lease, so unlinking stopped before it finished. Unlink "
        "again to finish.";
  else if (result.code == ResultCode::cancelled)
    result.sentence = "Unlinking was stopped before it finished. Unlink again to finish.";
  execution.close_failed(result);
  if (execution.run().state == RunState::done) return execution.run().result;
  context.host.logger().warning(execution.run().company_id,
                                host_sdk::LogLine("unlink_failed").with("reason", result.sentence));
  return result;
}

host_sdk::Result carry_out_unlink(const RunContext& context, RunExecution& execution,
                                  const host_sdk::Actor& actor, UnlinkedRows rows) {
  const std::string company_id = execution.run().company_id;
  check_linked(context.store.load_connection(company_id));
  execution.open();
  const Connection connection = mark_unlinking(context.store, company_id);
  for (const char* task : {kDailySyncTask, kAccessCheckTask})
    throw_unless_done(context.host.schedule().pause(task, company_id));

  const AccessRemoval removal =
      remove_access({context.host, context.store, context.google}, connection, execution.monitor());
  throw_unless_done(context.host.secrets().erase(company_id, kDailySyncWanted));

  Run& run = execution.run();
  const Store::Holdings expected = context.store.holdings(company_id);
  run.state = RunState::done;
  run.finished_at = context.host.clock().now();
  run.report.finished_at = *run.finished_at;
  run.managed_before = expected.created_users + expected.adopted_users;
  const bool kept = rows == UnlinkedRows::kept;
  const auto describe = [&](Run& ended, const Store::Holdings& taken) {
    (kept ? ended.report.updated : ended.report.removed) = taken.created_users + taken.adopted_users;
    (kept ? ended.report.groups_updated : ended.report.groups_removed) = taken.groups;
    ended.report.failed = static_cast<std::int64_t>(taken.refused.size());
    ended.result = {ResultCode::ok, receipt(taken, rows, connection, removal), {}};
  };
  execution.begin_writing();
  auto progress = progress_of(RunStep::applying);
  progress.activity = kept ? "releasing users and groups" : "deleting users and groups";
  RunMonitor& run_monitor = execution.monitor();
  const auto taken = context.store.unlink(
      run, rows, execution.holder(), kLeaseLifetime,
      [&](std::int64_t done, std::int64_t total) {
        if (run_monitor.cancel_requested()) throw Cancelled();
        progress.done = done;
        progress.total = total;
        run_monitor.report(progress);
      },
      describe);
  describe(run, taken);
  log_refused(context.host.logger(), run, taken.refused);
  for (const char* topic : kNotices) context.host.notices().clear(company_id, topic);
  context.directories.forget(company_id);
  context.host.audit_trail().record(company_id, actor, "unlinked", run.result.sentence);
  context.host.logger().info(company_id, host_sdk::LogLine("unlinked").with("result", run.result.sentence));
  return run.result;
}

}  // namespace

host_sdk::Result unlink(const RunContext& context, const host_sdk::Company& company,
                        const host_sdk::Actor& actor, RunTrigger trigger, UnlinkedRows rows,
                        host_sdk::TaskMonitor& monitor) {
  check_linked(context.store.load_connection(company.id));
  std::unique_ptr<RunExecution> execution;
  const RunExecution::Request request{company, actor, RunKind::unlink, trigger};
  while (!(execution = RunExecution::begin(context, request, monitor))) {
    if (const auto other = live_run(context, company.id); other && other->kind == RunKind::unlink) {
      if (auto joined = wait_for_other_run(context, company.id, monitor);
          joined && joined->kind == RunKind::unlink)
        return joined->result;
      continue;
    }
    request_stop(context, company.id);
    if (!monitor.wait(kAskAgainAfter))
      throw Failure(ResultCode::cancelled, "Unlinking was stopped before it began. Nothing was changed.");
  }
  try {
    return carry_out_unlink(context, *execution, actor, rows);
  } catch (const Failure& failure) {
    return end_unlink(context, *execution, execution->result_of(failure));
  } catch (const StateMoved& moved) {
    return end_unlink(
        context, *execution,
        host_sdk::Result::again(
            std::string("Rows of the host changed at the same time. Unlink again to finish. (") +
            moved.what() + ")"));
  } catch (...) {
    execution->close_after_unexpected_error();
    throw;
  }
}

}  // namespace gup
