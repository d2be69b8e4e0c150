// One limit of requests a minute, and when the next request fits into it.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace gup::google {

/// Never more than `requests_per_minute` in any 60 seconds, nor more than a thirtieth of that (at least one)
/// in any second. The first half of a minute's requests goes at the higher rate, the rest is spread over what
/// is left of the minute, so that a long run does not stand still. When Google throttles, the rate is halved,
/// down to a sixteenth; it is doubled again after every ten seconds of peace. Time is an argument. One thread
/// at a time.
class RateLimit {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit RateLimit(int requests_per_minute);

  /// The first moment, `now` or later, at which one more request may leave.
  [[nodiscard]] TimePoint earliest(TimePoint now);

  /// A request leaves at `now`, which is not before `earliest(now)`.
  void take(TimePoint now);

  /// Google said that we are too fast. Several such answers within a second count as one.
  void on_throttled(TimePoint now);

  /// By how much the rate is lowered now: 1 (not at all) to 16.
  [[nodiscard]] int slowdown(TimePoint now);

  /// Whether no request of the past counts any more.
  [[nodiscard]] bool at_rest(TimePoint now) const;

 private:
  void recover(TimePoint now);
  void forget(TimePoint now);

  std::size_t per_minute_;
  std::size_t per_second_;
  /// The requests that still count, oldest first.
  std::deque<TimePoint> taken_;
  /// When the last request should have left for an even flow, and how long the next one has to stay behind
  /// it.
  TimePoint place_ = TimePoint::min();
  std::chrono::nanoseconds gap_{};
  int slowdown_ = 1;
  TimePoint slowed_at_{};
};

}  // namespace gup::google
