// A monitor for work that a page waits for.
#pragma once

#include <chrono>

#include "host_sdk/monitor.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup {

/// Asks for the end once `time` is over; what is reported to it goes nowhere. For one thread.
class DeadlineMonitor final : public host_sdk::TaskMonitor {
 public:
  DeadlineMonitor(const host_sdk::Clock& clock, std::chrono::milliseconds time);

  void report(const host_sdk::Progress&) override {}
  [[nodiscard]] bool cancel_requested() const override { return over(); }
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override;

  [[nodiscard]] bool over() const { return clock_.steady_now() >= deadline_; }

 private:
  const host_sdk::Clock& clock_;
  const std::chrono::steady_clock::time_point deadline_;
};

}  // namespace gup
