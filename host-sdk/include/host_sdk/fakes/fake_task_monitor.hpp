// A monitor whose waits take no time and whose cancel follows a script.
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

/// Records what a task reports and how long it would have waited. [any]
class FakeTaskMonitor : public TaskMonitor {
 public:
  /// With a clock, every wait moves it by the time waited. The clock must outlive the monitor.
  explicit FakeTaskMonitor(FakeClock* clock = nullptr) : clock_(clock) {}

  void report(const Progress& progress) override;
  [[nodiscard]] bool cancel_requested() const override;
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  /// Asks the task to stop, now and for good.
  void request_cancel();
  /// Asks it at its `number`th question (1-based); `cancel_requested` and `wait` both count as questions.
  void cancel_at_check(std::size_t number);
  /// Asks it as soon as it reports an activity that contains `words`.
  void cancel_at_activity(std::string words);

  [[nodiscard]] std::vector<Progress> reports() const;
  /// The durations of all waits, in order, those that a cancel ended included.
  [[nodiscard]] std::vector<std::chrono::milliseconds> waits() const;
  /// How often the task asked whether it shall stop, waits included.
  [[nodiscard]] std::size_t checks() const;

 private:
  /// Counts a question and answers it; the lock is held.
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
