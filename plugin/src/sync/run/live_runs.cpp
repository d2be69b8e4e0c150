#include "sync/run/live_runs.hpp"

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "sync/run/progress.hpp"

namespace gup {
namespace {

constexpr std::chrono::milliseconds kLookAgainAfter{500};
/// A run shows no progress to other processes while it applies its plan.
constexpr std::chrono::hours kLongestWaitWithoutProgress{1};

std::string name_of(const std::optional<Run>& run) {
  if (!run) return "the run that another process is starting";
  const std::string starter = run->started_by.empty() ? "" : "by " + run->started_by + " ";
  return "run " + std::to_string(run->id) + " (started " + starter + "at " +
         host_sdk::to_rfc3339(run->started_at) + ")";
}

/// The result for a caller that waits for `run`.
host_sdk::Progress waiting_for(const std::optional<Run>& run) {
  host_sdk::Progress progress = run ? run->progress : host_sdk::Progress{};
  const std::string own = progress.activity.empty() ? "" : ": " + progress.activity;
  progress.activity = "waiting for " + name_of(run) + own;
  return progress;
}

Failure waited_too_long(const std::optional<Run>& run) {
  const std::string hours = host_sdk::counted(kLongestWaitWithoutProgress.count(), "hour", "hours");
  return {host_sdk::ResultCode::try_again,
          "Stopped waiting for " + name_of(run) + ", which has shown no progress for " + hours +
              ". If its process hangs, end that process: another run can start a minute later."};
}

}  // namespace

std::optional<Run> live_run(const RunContext& context, const std::string& company_id) {
  const auto holder = context.store.lease(company_id, context.host.clock().now());
  if (!holder || holder->run_id == 0) return std::nullopt;
  auto run = context.store.load_run(holder->run_id);
  if (!run || run->state != RunState::running) return std::nullopt;
  // The progress in this process is newer than the stored one.
  if (auto progress = context.active.progress(company_id)) run->progress = *std::move(progress);
  return run;
}

bool request_stop(const RunContext& context, const std::string& company_id) {
  return context.active.request_stop(company_id) || context.store.request_cancel(company_id);
}

std::optional<Run> wait_for_other_run(const RunContext& context, const std::string& company_id,
                                      host_sdk::TaskMonitor& monitor) {
  std::int64_t run_id = 0;
  auto progressed_at = context.host.clock().steady_now();
  host_sdk::Progress last;
  while (auto holder = context.store.lease(company_id, context.host.clock().now())) {
    if (holder->run_id != 0) run_id = holder->run_id;
    const auto run = run_id != 0 ? context.store.load_run(run_id) : std::nullopt;
    if (run && run->state != RunState::running) return run;
    // Stored while a clock was wrong. A live holder renews its lease.
    if (const auto now = context.host.clock().now(); holder->expires_at > now + kLongestLease)
      context.store.shorten_lease(company_id, holder->holder, now + kLeaseLifetime);
    const auto progress = waiting_for(run);
    monitor.report(progress);
    if (!same(progress, last)) {
      last = progress;
      progressed_at = context.host.clock().steady_now();
    }
    if (context.host.clock().steady_now() - progressed_at >= kLongestWaitWithoutProgress)
      throw waited_too_long(run);
    if (!monitor.wait(kLookAgainAfter))
      throw Failure(host_sdk::ResultCode::cancelled,
                    "Stopped waiting for the active run; the run itself continues.");
  }
  // The lease is free: the run has ended, or its process died and this one takes over.
  if (run_id == 0) return std::nullopt;
  const auto run = context.store.load_run(run_id);
  return run && run->state != RunState::running ? run : std::nullopt;
}

std::unique_ptr<RunExecution> begin_when_free(const RunContext& context, const RunExecution::Request& request,
                                              host_sdk::TaskMonitor& monitor) {
  while (true) {
    (void)wait_for_other_run(context, request.company.id, monitor);
    if (auto execution = RunExecution::begin(context, request, monitor)) return execution;
  }
}

}  // namespace gup
