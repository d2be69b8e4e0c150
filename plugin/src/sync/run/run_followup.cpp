#include "sync/run/run_followup.hpp"

#include <algorithm>
#include <exception>

#include "failure.hpp"
#include "sync/names.hpp"
#include "sync/run/report.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Tone;

/// How many runs are read to count failures in a row; more would not change the delay.
constexpr int kRunsToCount = 8;
/// How many failures in a row cause a notice to the administrators.
constexpr int kFailuresForNotice = 2;

/// The number of failed syncs since the last good one, this run included.
int failures_in_a_row(Store& store, const Run& run) {
  int failures = 1;
  for (const Run& earlier : store.list_runs(run.company_id, run.id, kRunsToCount)) {
    if (earlier.kind == RunKind::dismissal || earlier.kind == RunKind::undo) continue;
    if (earlier.state == RunState::done || earlier.state == RunState::held) break;
    if (earlier.state == RunState::failed && earlier.kind == RunKind::sync) ++failures;
  }
  return failures;
}

/// Marks the connection that the run used as one to reconnect. False if it was changed meanwhile.
bool mark_reconnect_needed(host_sdk::HostServices& host, Store& store, const Run& run,
                           std::int64_t connection_revision, const std::string& sentence) {
  auto connection = store.load_connection(run.company_id);
  if (!connection || connection->revision != connection_revision) return false;
  connection->state = ConnectionState::reconnect_needed;
  connection->problem = ConnectionProblem::access_revoked;
  connection->problem_text = sentence;
  connection->problem_since = host.clock().now();
  return store.save_connection(*connection, connection_revision).has_value();
}

/// Notifies the administrators that access is lost, and pauses the schedule.
void announce_lost_access(host_sdk::HostServices& host, const Run& run, const std::string& sentence) {
  host.notices().show(run.company_id, kAccessNotice, Tone::danger,
                      "Google User Provisioning needs to be reconnected",
                      sentence + " Target users stay as they are, and the settings are kept.");
  if (auto paused = host.schedule().pause(kDailySyncTask, run.company_id); !paused.done())
    host.logger().error(run.company_id, "schedule_not_paused reason=\"" + paused.sentence + "\"");
}

/// Brings the next scheduled sync forward, unless the schedule is paused or is sooner anyway.
void schedule_retry(host_sdk::HostServices& host, const std::string& company_id, std::chrono::seconds delay) {
  const auto next = host.schedule().next(kDailySyncTask, company_id);
  const auto wanted = host.clock().now() + delay;
  if (!next || *next <= wanted) return;
  if (auto moved = host.schedule().resume(kDailySyncTask, company_id, wanted); !moved.done())
    host.logger().error(company_id, "retry_not_scheduled reason=\"" + moved.sentence + "\"");
}

/// All consequences of a failure, without logging.
host_sdk::Result apply_consequences(host_sdk::HostServices& host, Store& store, const Run& run,
                                    std::int64_t connection_revision, host_sdk::Result result) {
  if (result.code == ResultCode::access_lost) {
    if (mark_reconnect_needed(host, store, run, connection_revision, result.sentence)) {
      announce_lost_access(host, run, result.sentence);
      return result;
    }
    result = host_sdk::Result::again(
        "The connection to Google was changed during this run, so the sync will be retried.");
  }
  const int failures = failures_in_a_row(store, run);
  if (result.code == ResultCode::try_again) {
    result.retry_after =
        std::max(result.retry_after.value_or(std::chrono::seconds{0}), retry_delay(failures));
    // The host reschedules its own runs by their result. For other runs, do it here.
    if (run.trigger != RunTrigger::schedule) schedule_retry(host, run.company_id, *result.retry_after);
  }
  if (failures >= kFailuresForNotice)
    host.notices().show(run.company_id, kFailingNotice, Tone::warning, "The sync from Google keeps failing",
                        result.sentence + " Target users stay as they are.");
  return result;
}

}  // namespace

std::chrono::seconds retry_delay(int failures) {
  constexpr std::chrono::seconds kFirst = std::chrono::minutes{15};
  constexpr std::chrono::seconds kLongest = std::chrono::hours{6};
  return std::min(kLongest, kFirst * (1 << std::clamp(failures - 1, 0, 8)));
}

void follow_up_success(host_sdk::HostServices& host, const Run& run) {
  host.notices().clear(run.company_id, kAccessNotice);
  host.notices().clear(run.company_id, kFailingNotice);
  if (run.result.code == ResultCode::review_needed)
    host.notices().show(run.company_id, kHeldNotice, Tone::warning, "A sync from Google needs your review",
                        run.result.sentence);
  else
    host.notices().clear(run.company_id, kHeldNotice);
  host.logger().info(run.company_id, "run_finished run=" + std::to_string(run.id) + " summary=\"" +
                                         summary(run.report) + "\"");
}

host_sdk::Result follow_up_failure(host_sdk::HostServices& host, Store& store, const Run& run,
                                   std::int64_t connection_revision, host_sdk::Result result) {
  const bool cancelled = result.code == ResultCode::cancelled;
  host.logger().write(cancelled ? host_sdk::LogLevel::info : host_sdk::LogLevel::warning, run.company_id,
                      std::string(cancelled ? "run_cancelled" : "run_failed") +
                          " run=" + std::to_string(run.id) + " reason=\"" + result.sentence + "\"");
  if (cancelled) return result;
  try {
    return apply_consequences(host, store, run, connection_revision, result);
  } catch (const std::exception& error) {
    // Keep the run's own failure. Without a delay in the result, the host's schedule uses its default.
    host.logger().error(run.company_id, "run_followup_failed run=" + std::to_string(run.id) + " reason=\"" +
                                            error.what() + "\"");
    return result;
  }
}

}  // namespace gup
