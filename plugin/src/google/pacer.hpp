// How fast one Google account may be asked: the quota is per user and project, so everybody who reads with
// the same client and account shares it.
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace gup::google {

/// Gives every request a moment at which it may leave: never more than `requests_per_minute` in any 60
/// seconds, nor more than a thirtieth of that (at least one) in any second. The first half of a minute's
/// requests goes at the higher rate, the rest is spread over what is left of the minute, so that a long run
/// does not stand still. When Google throttles, the rate is halved, down to a sixteenth; it is doubled again
/// after every ten seconds of peace. Time is an argument. Thread-safe.
class Pacer {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit Pacer(int requests_per_minute);

  /// The moment for the next request, at `now` or later; it is taken, whether used or not.
  [[nodiscard]] TimePoint reserve(TimePoint now);

  /// Google said that we are too fast. Several such answers within a second count as one.
  void on_throttled(TimePoint now);

  /// The last moment given away; requests before it still count for a minute.
  [[nodiscard]] TimePoint last() const;

 private:
  void recover(TimePoint now);

  mutable std::mutex mutex_;
  std::size_t per_minute_;
  std::size_t per_second_;
  std::deque<TimePoint> given_;
  int slowdown_ = 1;
  TimePoint slowed_at_{};
};

/// The pacers of a process by client and Google account. Thread-safe.
class Pacers {
 public:
  explicit Pacers(int requests_per_minute) : requests_per_minute_(requests_per_minute) {}

  /// Forgets those that nobody uses and whose requests no longer count.
  [[nodiscard]] std::shared_ptr<Pacer> of(const std::string& client_id, const std::string& account_id,
                                          Pacer::TimePoint now);

 private:
  int requests_per_minute_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::shared_ptr<Pacer>> pacers_;
};

}  // namespace gup::google
