#include "sync/outcome/run_followup.hpp"

#include <algorithm>
#include <exception>

#include "sync/names.hpp"
#include "sync/outcome/report.hpp"

namespace gup {
namespace {

using host_sdk::NoticeMail;
using host_sdk::ResultCode;
using host_sdk::page::Tone;

/// How many runs are read to count failures in a row; more would not change the delay.
constexpr int kRunsToCount = 8;
/// How many failures in a row cause a notice if each may pass on its own.
constexpr int kFailuresForNotice = 2;
/// Google ends grants that are unused for six months, which have at least 181 days.
constexpr std::chrono::hours kUnusedAfter{24 * 181};

/// The failed syncs since the last good one.
struct Failures {
  int count = 0;
  /// The administrators got a notice about them.
  bool announced = false;

  void add(ResultCode code) {
    ++count;
    // Only failures that may pass are retried soon. The others need someone to act.
    announced = announced || count >= kFailuresForNotice || code != ResultCode::try_again;
  }
};

/// The failures in a row before `run`.
Failures failures_before(HistoryStore& store, const Run& run) {
  Failures failures;
  for (const Run& earlier : store.list_runs(run.company_id, run.id, kRunsToCount)) {
    if (earlier.kind == RunKind::dismissal || earlier.kind == RunKind::undo ||
        earlier.kind == RunKind::person)
      continue;
    if (earlier.state == RunState::done || earlier.state == RunState::held) break;
    if (earlier.state == RunState::failed && earlier.kind == RunKind::sync) failures.add(earlier.result.code);
  }
  return failures;
}

/// True if the connection is older than six months and no run used it in that time.
bool was_unused(HistoryStore& store, const Connection& connection, const Run& run) {
  const auto since = run.started_at - kUnusedAfter;
  if (connection.connected_at > since) return false;
  const auto earlier = store.list_runs(run.company_id, run.id, kRunsToCount);
  return std::none_of(earlier.begin(), earlier.end(),
                      [since](const Run& one) { return one.started_at > since; });
}

/// The connection that the run used; nullopt if it was changed meanwhile.
std::optional<Connection> connection_of(ConnectionStore& store, const Run& run, const RunFailure& failure) {
  auto connection = store.load_connection(run.company_id);
  if (!connection || connection->revision != failure.connection_revision) return std::nullopt;
  return connection;
}

/// Marks the connection as one to reconnect. False if it was changed meanwhile.
bool mark_reconnect_needed(host_sdk::HostServices& host, ConnectionStore& store, Connection connection,
                           const RunFailure& failure) {
  const std::int64_t revision = connection.revision;
  connection.state = ConnectionState::reconnect_needed;
  connection.problem = failure.loss == AccessLoss::may_return ? ConnectionProblem::access_paused
                                                              : ConnectionProblem::access_revoked;
  connection.problem_text = failure.result.sentence;
  connection.problem_since = host.clock().now();
  return store.save_connection(connection, revision).has_value();
}

/// Resumes the daily sync and ends the access check if someone reconnected meanwhile. Call this afterwards: a
/// reconnect saves the connection first, and then resumes the sync.
void resume_after_reconnect(host_sdk::HostServices& host, ConnectionStore& store,
                            const std::string& company_id, const std::optional<host_sdk::Timestamp>& due) {
  const auto now = store.load_connection(company_id);
  if (!now || now->state != ConnectionState::connected) return;
  auto& schedule = host.schedule();
  host_sdk::ScheduleState state;
  throw_unless_done(schedule.read(kDailySyncTask, company_id, state));
  if (due && !state.next && state.paused_by.empty())
    throw_unless_done(schedule.resume(kDailySyncTask, company_id, *due));
  throw_unless_done(schedule.pause(kAccessCheckTask, company_id));
}

/// Pauses the daily sync, and schedules the access check if access may be restored.
void pause_for_lost_access(host_sdk::HostServices& host, const std::string& company_id, bool may_return) {
  auto& schedule = host.schedule();
  if (auto paused = schedule.pause(kDailySyncTask, company_id); !paused.done())
    host.logger().warning(company_id,
                          host_sdk::LogLine("schedule_not_paused").with("reason", paused.sentence));
  const auto checks = may_return
                          ? schedule.resume(kAccessCheckTask, company_id, host.clock().now() + retry_delay(1))
                          : schedule.pause(kAccessCheckTask, company_id);
  if (!checks.done())
    host.logger().error(company_id,
                        host_sdk::LogLine("access_check_not_scheduled").with("reason", checks.sentence));
}

/// Moves the next scheduled sync forward, unless the schedule is paused or the sync is due sooner anyway.
void schedule_retry(host_sdk::HostServices& host, const std::string& company_id, std::chrono::seconds delay) {
  const auto next = host.schedule().next(kDailySyncTask, company_id);
  const auto wanted = host.clock().now() + delay;
  if (!next || *next <= wanted) return;
  if (auto moved = host.schedule().resume(kDailySyncTask, company_id, wanted); !moved.done())
    host.logger().warning(company_id,
                          host_sdk::LogLine("retry_not_scheduled").with("reason", moved.sentence));
}

void announce_failures(host_sdk::HostServices& host, const Run& run, const Failures& failures,
                       const std::string& sentence) {
  if (!failures.announced) return;
  host.notices().clear(run.company_id, kRecoveredNotice);
  host.notices().show(
      run.company_id,
      {kFailingNotice, Tone::warning,
       failures.count > 1 ? "The sync from Google keeps failing" : "The sync from Google failed",
       sentence + " Target users stay as they are.", NoticeMail::repeated, kPageSlug});
}

/// An error is what the operator has to correct. Everything else is retried, or an administrator has a
/// notice.
host_sdk::LogLevel level_of(ResultCode code) {
  if (code == ResultCode::cancelled) return host_sdk::LogLevel::info;
  return code == ResultCode::operator_action ? host_sdk::LogLevel::error : host_sdk::LogLevel::warning;
}

/// All consequences of a failure, without logging.
host_sdk::Result apply_consequences(host_sdk::HostServices& host, Store& store, const Run& run,
                                    RunFailure failure) {
  host_sdk::Result& result = failure.result;
  if (result.code == ResultCode::access_lost) {
    const auto connection = connection_of(store, run, failure);
    if (connection && failure.loss == AccessLoss::expired_or_revoked && was_unused(store, *connection, run))
      result.sentence =
          "Google ended the connection: it was not used for six months. Connect to Google again.";
    if (connection && mark_reconnect_needed(host, store, *connection, failure)) {
      const bool may_return = failure.loss == AccessLoss::may_return;
      const auto due = host.schedule().next(kDailySyncTask, run.company_id);
      pause_for_lost_access(host, run.company_id, may_return);
      if (announce_lost_access(host, store, run.company_id, result.sentence, may_return)) return result;
      resume_after_reconnect(host, store, run.company_id, due);
    }
    result = host_sdk::Result::again(
        "The connection to Google was changed during this run, so the sync will be retried.");
  }
  Failures failures = failures_before(store, run);
  failures.add(result.code);
  if (result.code == ResultCode::try_again) {
    result.retry_after =
        std::max(result.retry_after.value_or(std::chrono::seconds{0}), retry_delay(failures.count));
    // The host reschedules its own runs by their result. For other runs, do it here.
    if (run.trigger != RunTrigger::schedule) schedule_retry(host, run.company_id, *result.retry_after);
  }
  announce_failures(host, run, failures, result.sentence);
  return result;
}

}  // namespace

std::chrono::seconds retry_delay(int failures) {
  constexpr std::chrono::seconds kFirst = std::chrono::minutes{15};
  constexpr std::chrono::seconds kLongest = std::chrono::hours{6};
  return std::min(kLongest, kFirst * (1 << std::clamp(failures - 1, 0, 8)));
}

bool announce_lost_access(host_sdk::HostServices& host, ConnectionStore& store, const std::string& company_id,
                          const std::string& sentence, bool may_return) {
  host.notices().clear(company_id, kRecoveredNotice);
  // Lost access is why syncs fail, so one notice is enough.
  host.notices().clear(company_id, kFailingNotice);
  host.notices().show(
      company_id,
      {kAccessNotice, Tone::danger, "Google User Provisioning needs to be reconnected",
       sentence + " Target users stay as they are, and the settings are kept." +
           (may_return ? " Access is checked again automatically; the sync resumes when it is restored."
                       : ""),
       NoticeMail::repeated, kPageSlug});
  // Checked afterwards: a reconnect saves the connection first, and an unlink marks it; then they clear the
  // notice.
  const auto now = store.load_connection(company_id);
  if (now && now->state == ConnectionState::reconnect_needed) return true;
  host.notices().clear(company_id, kAccessNotice);
  return false;
}

void follow_up_success(host_sdk::HostServices& host, HistoryStore& store, const Run& run) {
  auto& notices = host.notices();
  notices.clear(run.company_id, kAccessNotice);
  notices.clear(run.company_id, kFailingNotice);
  if (failures_before(store, run).announced)
    notices.show(run.company_id,
                 {kRecoveredNotice, Tone::success, "The sync from Google works again",
                  "The latest sync succeeded: " + summary(run.report) + ".", NoticeMail::once, kPageSlug});
  // The host reschedules its own runs by the task's result. For other runs, do it here.
  if (run.result.retry_after && run.trigger != RunTrigger::schedule)
    schedule_retry(host, run.company_id, *run.result.retry_after);
  if (run.result.code == ResultCode::review_needed)
    notices.show(run.company_id, {kHeldNotice, Tone::warning, "A sync from Google needs your review",
                                  run.result.sentence, NoticeMail::digest, kPageSlug});
  else
    notices.clear(run.company_id, kHeldNotice);
  host.logger().info(
      run.company_id,
      host_sdk::LogLine("run_finished").with("run", run.id).with("summary", summary(run.report)));
}

host_sdk::Result follow_up_failure(host_sdk::HostServices& host, Store& store, const Run& run,
                                   const RunFailure& failure) {
  const host_sdk::Result& result = failure.result;
  const bool cancelled = result.code == ResultCode::cancelled;
  host.logger().write(level_of(result.code), run.company_id,
                      host_sdk::LogLine(cancelled ? "run_cancelled" : "run_failed")
                          .with("run", run.id)
                          .with("result", name_of(result.code))
                          .with("reason", result.sentence)
                          .text());
  if (cancelled) return result;
  try {
    return apply_consequences(host, store, run, failure);
  } catch (const std::exception& error) {
    // Keep the run's own failure. Without a delay in the result, the host's schedule uses its default.
    host.logger().warning(
        run.company_id,
        host_sdk::LogLine("run_followup_failed").with("run", run.id).with("reason", log_text(error)));
    return result;
  }
}

}  // namespace gup
