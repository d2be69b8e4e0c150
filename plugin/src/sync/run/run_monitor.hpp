// A run's own view of its monitor: it hears cancels from this process, from another one, and from a lost
// lease.
#pragma once

#include <atomic>
#include <mutex>

#include "host_sdk/monitor.hpp"

namespace gup {

/// Wraps the host's monitor for the length of one run. [any] thread of the run.
class RunMonitor final : public host_sdk::TaskMonitor {
 public:
  explicit RunMonitor(host_sdk::TaskMonitor& outer) : outer_(outer) {}

  void report(const host_sdk::Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// Ends the run: somebody pressed Stop, here or in another process.
  void stop() { stopped_ = true; }
  /// Ends the run because its lease is gone: another run may be under way.
  void lose_lease() { lease_lost_ = true; }
  [[nodiscard]] bool lease_lost() const { return lease_lost_; }

  [[nodiscard]] host_sdk::Progress latest() const;

 private:
  host_sdk::TaskMonitor& outer_;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> lease_lost_ = false;
  mutable std::mutex mutex_;
  host_sdk::Progress latest_;
};

}  // namespace gup
