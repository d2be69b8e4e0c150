// A monitor for work with a time limit, such as a call that a page waits for.
#pragma once

#include <chrono>

#include "host_sdk/monitor.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// Requests a cancel once `limit` has passed, measured on the clock's steady time from construction on. With
/// an outer monitor it also passes on that monitor's cancel, and reports to it; without one, progress is
/// dropped and waits sleep. Borrows the clock and the outer monitor: both must outlive it. [any] @since 1.1
class DeadlineMonitor final : public TaskMonitor {
 public:
  DeadlineMonitor(const Clock& clock, std::chrono::milliseconds limit)
      : DeadlineMonitor(clock, limit, nullptr) {}
  DeadlineMonitor(const Clock& clock, std::chrono::milliseconds limit, TaskMonitor& outer)
      : DeadlineMonitor(clock, limit, &outer) {}

  void report(const Progress& progress) override;
  /// True once the deadline has passed or the outer monitor was cancelled.
  [[nodiscard]] bool cancel_requested() const override;
  /// Waits for `duration`, but never beyond the deadline; returns true if the whole duration passed.
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// True once the deadline has passed: tells a time-out from a cancel of the outer monitor.
  [[nodiscard]] bool expired() const { return clock_.steady_now() >= deadline_; }

 private:
  DeadlineMonitor(const Clock& clock, std::chrono::milliseconds limit, TaskMonitor* outer)
      : clock_(clock), deadline_(clock.steady_now() + limit), outer_(outer) {}

  const Clock& clock_;
  const std::chrono::steady_clock::time_point deadline_;
  TaskMonitor* const outer_;
};

}  // namespace host_sdk
