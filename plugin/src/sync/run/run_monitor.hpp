// A run's monitor: cancelled by this process, by another process, or by a lost lease.
#pragma once

#include <atomic>
#include <mutex>
#include <string>

#include "google/transport/retry_news.hpp"
#include "host_sdk/monitor.hpp"

namespace gup {

/// Wraps the host's monitor for one run. [any] thread of the run.
class RunMonitor final : public host_sdk::TaskMonitor {
 public:
  explicit RunMonitor(host_sdk::TaskMonitor& outer) : outer_(outer) {}

  void report(const host_sdk::Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// Cancels the run: an administrator stopped it, here or in another process.
  void stop() { stopped_ = true; }
  /// Cancels the run because its lease is lost: another run may be active.
  void lose_lease() { lease_lost_ = true; }
  [[nodiscard]] bool lease_lost() const { return lease_lost_; }

  /// Adds to the progress that a request to Google is being retried, until it is called with 0.
  void note_retry(const google::RetryNews& news);

  [[nodiscard]] host_sdk::Progress latest() const;

 private:
  /// The caller holds the lock.
  void add_retry_text();

  host_sdk::TaskMonitor& outer_;
  std::atomic<bool> stopped_ = false;
  std::atomic<bool> lease_lost_ = false;
  mutable std::mutex mutex_;
  /// The activity of the latest report, and the text about retries that is appended to it.
  std::string activity_;
  std::string retry_text_;
  host_sdk::Progress latest_;
};

}  // namespace gup
