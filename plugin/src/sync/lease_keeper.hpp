// Keeps a run's lease alive and its progress visible to other processes, from a thread of its own.
#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include "database/store.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/run_monitor.hpp"

namespace gup {

/// A lease lives this long without a heartbeat; the keeper renews it every other second, and hears then
/// whether another process asked the run to stop.
inline constexpr std::chrono::seconds kLeaseLifetime{60};

/// Runs from construction to `stop()` or destruction, whichever comes first; the thread is joined then.
class LeaseKeeper {
 public:
  LeaseKeeper(host_sdk::HostServices& host, Store& store, std::string company_id, std::string holder,
              std::int64_t run_id, RunMonitor& monitor);
  ~LeaseKeeper() { stop(); }
  LeaseKeeper(const LeaseKeeper&) = delete;
  LeaseKeeper& operator=(const LeaseKeeper&) = delete;

  void stop();

 private:
  void keep();
  void renew();
  void publish_progress();

  host_sdk::HostServices& host_;
  Store& store_;
  const std::string company_id_;
  const std::string holder_;
  const std::int64_t run_id_;
  RunMonitor& monitor_;
  host_sdk::Progress published_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace gup
