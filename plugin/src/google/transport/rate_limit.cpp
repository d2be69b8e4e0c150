#include "google/transport/rate_limit.hpp"

#include <algorithm>

namespace gup::google {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// Requests reach Google a little later than they leave, and not all by the same delay; the windows are kept
/// this much longer than Google's so that the counts hold there, too.
constexpr milliseconds kMinute{60'500};
constexpr milliseconds kSecond{1'100};
/// Who wakes a little late keeps their place in the even flow, or the lateness of each would add up. Far
/// below what `kSecond` has to spare.
constexpr milliseconds kLateness{10};
constexpr int kSlowest = 16;
constexpr milliseconds kPeace{10'000};
constexpr milliseconds kOneThrottling{1'000};

}  // namespace

RateLimit::RateLimit(int requests_per_minute)
    : per_minute_(static_cast<std::size_t>(std::max(requests_per_minute, 1))),
      per_second_(std::max<std::size_t>(per_minute_ / 30, 1)) {}

RateLimit::TimePoint RateLimit::earliest(TimePoint now) {
  recover(now);
  forget(now);
  TimePoint at = now;
  if (place_ != TimePoint::min()) at = std::max(at, place_ + gap_ * slowdown_);
  if (taken_.size() >= per_minute_)
    at = std::max(at, taken_[taken_.size() - per_minute_] + nanoseconds{kMinute});
  return at;
}

void RateLimit::take(TimePoint now) {
  const TimePoint even = place_ == TimePoint::min() ? now : place_ + gap_ * slowdown_;
  place_ = now - even <= kLateness ? even : now;
  taken_.push_back(now);
  gap_ = nanoseconds{kSecond} / static_cast<std::int64_t>(per_second_);
  if (taken_.size() >= per_minute_ / 2 && taken_.size() < per_minute_) {
    const auto left = static_cast<std::int64_t>(per_minute_ - taken_.size());
    gap_ = std::max<nanoseconds>(gap_, (taken_.front() + kMinute - now) / left);
  }
}

void RateLimit::on_throttled(TimePoint now) {
  recover(now);
  if (slowdown_ > 1 && now < slowed_at_ + kOneThrottling) return;
  slowdown_ = std::min(slowdown_ * 2, kSlowest);
  slowed_at_ = now;
}

int RateLimit::slowdown(TimePoint now) {
  recover(now);
  return slowdown_;
}

bool RateLimit::at_rest(TimePoint now) const {
  return taken_.empty() || taken_.back() + kMinute <= now;
}

void RateLimit::recover(TimePoint now) {
  while (slowdown_ > 1 && now >= slowed_at_ + kPeace) {
    slowdown_ /= 2;
    slowed_at_ += kPeace;
  }
}

void RateLimit::forget(TimePoint now) {
  while (!taken_.empty() && taken_.front() + kMinute <= now) taken_.pop_front();
}

}  // namespace gup::google
