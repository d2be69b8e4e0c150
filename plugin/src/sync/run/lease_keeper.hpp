// Keeps a run's lease alive and its progress visible to other processes.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "database/store.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/run/heartbeat.hpp"
#include "sync/run/run_monitor.hpp"

namespace gup {

/// A lease lives this long without a heartbeat; the keeper renews it at every other beat, and hears then
/// whether another process asked the run to stop.
inline constexpr std::chrono::seconds kLeaseLifetime{60};

/// Beats from construction to destruction. A beat that fails is logged and made up for by the next one.
class LeaseKeeper {
 public:
  LeaseKeeper(host_sdk::HostServices& host, Store& store, std::string company_id, std::string holder,
              std::int64_t run_id, RunMonitor& monitor, Heartbeat& heartbeat);
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

 private:
  void beat();
  void renew();
  void publish_progress();

  host_sdk::HostServices& host_;
  Store& store_;
  const std::string company_id_;
  const std::string holder_;
  const std::int64_t run_id_;
  RunMonitor& monitor_;
  int beats_ = 0;
  host_sdk::Progress published_;
  // The last member: the beats use the others from its start to its end.
  std::unique_ptr<HeartbeatGuard> heartbeat_;
};

}  // namespace gup
