// One run of background work: its progress, its cancel and its result.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>

#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace sample_host {

/// The work's monitor, and the handle through which others watch it. Thread-safe.
class Run final : public host_sdk::TaskMonitor {
 public:
  // For the work.
  void report(const host_sdk::Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  // For everyone else.
  void cancel();
  [[nodiscard]] host_sdk::Progress progress() const;
  /// nullopt while it runs.
  [[nodiscard]] std::optional<host_sdk::Result> result() const;
  /// Waits up to `duration` for the end; returns true if the work has ended.
  [[nodiscard]] bool wait_for_end(std::chrono::milliseconds duration) const;

  /// Called once, by the worker.
  void finish(host_sdk::Result result);

 private:
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  host_sdk::Progress progress_;
  bool cancelled_ = false;
  std::optional<host_sdk::Result> result_;
};

}  // namespace sample_host
