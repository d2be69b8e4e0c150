// A clock that a test sets.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "host_sdk/services/clock.hpp"

namespace host_sdk::fakes {

/// Stands still until the test moves it. [any]
class FakeClock : public Clock {
 public:
  /// Starts at 2026-01-01T00:00:00Z unless told otherwise.
  explicit FakeClock(Timestamp start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1})
      : now_(start.time_since_epoch().count()) {}

  [[nodiscard]] Timestamp now() const override { return Timestamp{std::chrono::microseconds{now_.load()}}; }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{std::chrono::microseconds{steady_.load()}};
  }

  /// Sets the machine's clock: `now` jumps, `steady_now` does not.
  void set(Timestamp now) { now_ = now.time_since_epoch().count(); }
  /// Lets time pass: both clocks move.
  void advance(std::chrono::microseconds by) {
    now_ += by.count();
    steady_ += by.count();
  }

 private:
  std::atomic<std::int64_t> now_;
  /// Not zero: some code takes a zero time point for "never".
  std::atomic<std::int64_t> steady_{3'600'000'000};
};

}  // namespace host_sdk::fakes
