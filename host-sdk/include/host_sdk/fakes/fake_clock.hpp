// A clock under the test's control.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "host_sdk/services/clock.hpp"

namespace host_sdk::fakes {

/// A clock that moves only when the test moves it. [any]
class FakeClock : public Clock {
 public:
  /// The default start is 2026-01-01T00:00:00Z.
  explicit FakeClock(Timestamp start = std::chrono::sys_days{std::chrono::year{2026} / 1 / 1})
      : now_(start.time_since_epoch().count()) {}

  [[nodiscard]] Timestamp now() const override { return Timestamp{std::chrono::microseconds{now_.load()}}; }
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override {
    return std::chrono::steady_clock::time_point{std::chrono::microseconds{steady_.load()}};
  }

  /// Sets the wall clock: `now` jumps, `steady_now` does not.
  void set(Timestamp now) { now_ = now.time_since_epoch().count(); }
  /// Moves both clocks forward.
  void advance(std::chrono::microseconds by) {
    now_ += by.count();
    steady_ += by.count();
  }

 private:
  std::atomic<std::int64_t> now_;
  /// Above zero, because some code uses a zero time point for "never".
  std::atomic<std::int64_t> steady_{3'600'000'000};
};

}  // namespace host_sdk::fakes
