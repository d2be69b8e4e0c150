#include "google/transport/rate_limit.hpp"

#include <algorithm>

namespace gup::google {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// The delay between sending a request and its arrival at Google varies. These windows are longer than
/// Google's, so that the limits hold on arrival as well.
constexpr milliseconds kMinute{60'500};
constexpr milliseconds kSecond{1'100};
/// A request that leaves this late keeps its slot, or the delays would add up to a lower rate. Far below the
/// margin of `kSecond`.
constexpr milliseconds kLateTolerance{10};
constexpr int kMaxSlowdown = 16;
constexpr milliseconds kRecoveryInterval{10'000};
constexpr milliseconds kThrottlingWindow{1'000};

}  // namespace

RateLimit::RateLimit(int requests_per_minute)
    : per_minute_(static_cast<std::size_t>(std::max(requests_per_minute, 1))),
      per_second_(std::max<std::size_t>(per_minute_ / 30, 1)) {}

RateLimit::TimePoint RateLimit::earliest(TimePoint now) {
  recover(now);
  forget(now);
  TimePoint at = now;
  if (last_slot_ != TimePoint::min()) at = std::max(at, last_slot_ + gap_ * slowdown_);
  if (taken_.size() >= per_minute_)
    at = std::max(at, taken_[taken_.size() - per_minute_] + nanoseconds{kMinute});
  return at;
}

void RateLimit::take(TimePoint now) {
  const TimePoint slot = last_slot_ == TimePoint::min() ? now : last_slot_ + gap_ * slowdown_;
  last_slot_ = now - slot <= kLateTolerance ? slot : now;
  taken_.push_back(now);
  gap_ = nanoseconds{kSecond} / static_cast<std::int64_t>(per_second_);
  if (taken_.size() >= per_minute_ / 2 && taken_.size() < per_minute_) {
    const auto left = static_cast<std::int64_t>(per_minute_ - taken_.size());
    gap_ = std::max<nanoseconds>(gap_, (taken_.front() + kMinute - now) / left);
  }
}

void RateLimit::on_throttled(TimePoint now) {
  recover(now);
  if (slowdown_ > 1 && now < slowed_at_ + kThrottlingWindow) return;
  slowdown_ = std::min(slowdown_ * 2, kMaxSlowdown);
  slowed_at_ = now;
}

int RateLimit::slowdown(TimePoint now) {
  recover(now);
  return slowdown_;
}

bool RateLimit::idle(TimePoint now) const {
  return taken_.empty() || taken_.back() + kMinute <= now;
}

void RateLimit::recover(TimePoint now) {
  while (slowdown_ > 1 && now >= slowed_at_ + kRecoveryInterval) {
    slowdown_ /= 2;
    slowed_at_ += kRecoveryInterval;
  }
}

void RateLimit::forget(TimePoint now) {
  while (!taken_.empty() && taken_.front() + kMinute <= now) taken_.pop_front();
}

}  // namespace gup::google
