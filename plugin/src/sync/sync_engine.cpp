#include "sync/sync_engine.hpp"

#include "failure.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "sync/run/active_runs.hpp"
#include "sync/run/lease_keeper.hpp"
#include "sync/run/progress.hpp"
#include "sync/run_metrics.hpp"

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

/// What a caller that waits for `run` reports.
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

SyncEngine::SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
                       DirectoryCache& cache, SyncSettings deployment, std::unique_ptr<Heartbeat> heartbeat)
    : host_(host),
      store_(store),
      google_(google),
      cache_(cache),
      deployment_(std::move(deployment)),
      heartbeat_(std::move(heartbeat)),
      active_(std::make_unique<ActiveRuns>()) {
  define_run_metrics(host_.metrics());
}

SyncEngine::~SyncEngine() = default;

std::optional<Run> SyncEngine::live_run(const std::string& company_id) {
  const auto holder = store_.lease(company_id, host_.clock().now());
  if (!holder || holder->run_id == 0) return std::nullopt;
  auto run = store_.load_run(holder->run_id);
  if (!run || run->state != RunState::running) return std::nullopt;
  // The progress in this process is newer than the stored one.
  if (auto progress = active_->progress(company_id)) run->progress = *std::move(progress);
  return run;
}

bool SyncEngine::request_stop(const std::string& company_id) {
  return active_->request_stop(company_id) || store_.request_cancel(company_id);
}

std::optional<Run> SyncEngine::join(const std::string& company_id, host_sdk::TaskMonitor& monitor) {
  std::int64_t run_id = 0;
  auto progressed_at = host_.clock().steady_now();
  host_sdk::Progress last;
  while (auto holder = store_.lease(company_id, host_.clock().now())) {
    if (holder->run_id != 0) run_id = holder->run_id;
    const auto run = run_id != 0 ? store_.load_run(run_id) : std::nullopt;
    if (run && run->state != RunState::running) return run;
    // Stored while a clock was wrong. A holder that lives renews its lease.
    if (const auto now = host_.clock().now(); holder->expires_at > now + kLongestLease)
      store_.shorten_lease(company_id, holder->holder, now + kLeaseLifetime);
    const auto progress = waiting_for(run);
    monitor.report(progress);
    if (!same(progress, last)) {
      last = progress;
      progressed_at = host_.clock().steady_now();
    }
    if (host_.clock().steady_now() - progressed_at >= kLongestWaitWithoutProgress) throw waited_too_long(run);
    if (!monitor.wait(kLookAgainAfter))
      throw Failure(host_sdk::ResultCode::cancelled,
                    "Stopped waiting for the active run; the run itself continues.");
  }
  // The lease is free: the run has ended, or its process died and this one takes over.
  if (run_id == 0) return std::nullopt;
  const auto run = store_.load_run(run_id);
  return run && run->state != RunState::running ? run : std::nullopt;
}

}  // namespace gup
