// Keeps a run's lease alive and its progress visible to other processes.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "database/store.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/run/heartbeat.hpp"
#include "sync/run/run_monitor.hpp"

namespace gup {

/// How long a lease lasts without renewal. The keeper renews it at every other heartbeat, and then
/// learns whether another process asked the run to stop.
inline constexpr std::chrono::seconds kLeaseLifetime{60};

/// Runs from construction to destruction. A failed heartbeat is logged; the next one retries.
class LeaseKeeper {
 public:
  LeaseKeeper(host_sdk::HostServices& host, Store& store, std::string company_id, std::string holder,
              std::int64_t run_id, RunMonitor& monitor, Heartbeat& heartbeat);
  /// From now on, renews only the lease, and stops after an hour without progress, when the writer must be
  /// hanging. Call this before a transaction that locks the run's row.
  void keep_lease_only();
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

 private:
  void on_heartbeat();
  [[nodiscard]] bool makes_progress();
  void renew();
  void publish_progress();

  host_sdk::HostServices& host_;
  Store& store_;
  const std::string company_id_;
  const std::string holder_;
  const std::int64_t run_id_;
  RunMonitor& monitor_;
  int heartbeats_ = 0;
  host_sdk::Progress published_;
  std::atomic<bool> lease_only_ = false;
  host_sdk::Progress progressed_;
  std::chrono::steady_clock::time_point progressed_at_;
  // The last member, because its calls use the others.
  std::unique_ptr<HeartbeatGuard> heartbeat_;
};

}  // namespace gup
