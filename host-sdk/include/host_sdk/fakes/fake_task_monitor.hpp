// A monitor with waits that take no time and scripted cancels.
#pragma once

#include <chrono>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/monitor.hpp"

namespace host_sdk::fakes {

/// Records the reports and waits of a task. [any]
class FakeTaskMonitor : public TaskMonitor {
 public:
  /// Every wait moves `clock`, if given, by the waited time. It must outlive the monitor.
  explicit FakeTaskMonitor(FakeClock* clock = nullptr) : clock_(clock) {}

  void report(const Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// Requests a cancel now.
  void request_cancel();
  /// Requests a cancel at check `number` (1-based); `cancel_requested` and `wait` both count as checks.
  void cancel_at_check(std::size_t number);
  /// Requests a cancel once the task reports an activity that contains `text`.
  void cancel_at_activity(std::string text);

  [[nodiscard]] std::vector<Progress> reports() const;
  /// The durations of all waits, in order, including those that a cancel ended.
  [[nodiscard]] std::vector<std::chrono::milliseconds> waits() const;
  /// The number of checks so far.
  [[nodiscard]] std::size_t checks() const;

 private:
  /// Counts a check and returns whether a cancel is requested. The caller holds the lock.
  bool check() const;

  FakeClock* clock_;
  mutable std::mutex mutex_;
  mutable std::size_t checks_ = 0;
  mutable bool cancelled_ = false;
  std::optional<std::size_t> cancel_at_check_;
  std::optional<std::string> cancel_at_activity_;
  std::vector<Progress> reports_;
  std::vector<std::chrono::milliseconds> waits_;
};

}  // namespace host_sdk::fakes
