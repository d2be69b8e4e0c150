// One limit of requests per minute.
#pragma once

#include <chrono>
#include <cstddef>
#include <deque>

namespace gup::google {

/// Admits at most `requests_per_minute` in any 60 seconds, and at most a thirtieth of that (at least one) in
/// any second. The first half of a minute's requests goes at the higher rate; the rest is spread over the
/// remaining minute, so that a long run never stalls. When Google rate-limits a request, the rate is halved,
/// down to a sixteenth; every ten seconds without rate limiting double it again. Time is an argument. One
/// thread at a time.
class RateLimit {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit RateLimit(int requests_per_minute);

  /// The earliest time, `now` or later, at which one more request is allowed.
  [[nodiscard]] TimePoint earliest(TimePoint now);

  /// Counts a request at `now`, which is not before `earliest(now)`.
  void take(TimePoint now);

  /// Google rate-limited a request. Several such responses within a second count as one.
  void on_throttled(TimePoint now);

  /// The divisor of the rate: 1 (full rate) to 16.
  [[nodiscard]] int slowdown(TimePoint now);

  /// True if no past request counts towards the limit.
  [[nodiscard]] bool idle(TimePoint now) const;

 private:
  void recover(TimePoint now);
  void forget(TimePoint now);

  std::size_t per_minute_;
  std::size_t per_second_;
  /// The requests that still count, oldest first.
  std::deque<TimePoint> taken_;
  /// The slot of the last request in an even schedule, and the distance to the next slot.
  TimePoint last_slot_ = TimePoint::min();
  std::chrono::nanoseconds gap_{};
  int slowdown_ = 1;
  TimePoint slowed_at_{};
};

}  // namespace gup::google
