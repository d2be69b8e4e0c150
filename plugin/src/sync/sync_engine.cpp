#include "sync/sync_engine.hpp"

#include "failure.hpp"
#include "sync/run/active_runs.hpp"

namespace gup {

SyncEngine::SyncEngine(host_sdk::HostServices& host, Store& store, google::GoogleService& google,
                       DirectoryCache& cache, SyncSettings deployment, std::unique_ptr<Heartbeat> heartbeat)
    : host_(host),
      store_(store),
      google_(google),
      cache_(cache),
      deployment_(std::move(deployment)),
      heartbeat_(std::move(heartbeat)),
      active_(std::make_unique<ActiveRuns>()) {}

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
  constexpr std::chrono::milliseconds kLookAgainAfter{500};
  std::int64_t run_id = 0;
  while (auto holder = store_.lease(company_id, host_.clock().now())) {
    if (holder->run_id != 0) run_id = holder->run_id;
    if (const auto run = run_id != 0 ? store_.load_run(run_id) : std::nullopt) {
      if (run->state != RunState::running) return run;
      monitor.report(run->progress);
    }
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
