#include "google/pacer.hpp"

#include <algorithm>

namespace gup::google {

using std::chrono::milliseconds;
using std::chrono::nanoseconds;

namespace {

/// Requests reach Google a little later than they leave, and not all by the same delay; the windows are kept
/// this much longer than Google's so that the counts hold there, too.
constexpr milliseconds kMinute{60'500};
constexpr milliseconds kSecond{1'100};
constexpr int kSlowest = 16;
constexpr milliseconds kPeace{10'000};
constexpr milliseconds kOneThrottling{1'000};

}  // namespace

Pacer::Pacer(int requests_per_minute)
    : per_minute_(static_cast<std::size_t>(std::max(requests_per_minute, 1))),
      per_second_(std::max<std::size_t>(per_minute_ / 30, 1)) {}

Pacer::TimePoint Pacer::reserve(TimePoint now) {
  const std::lock_guard lock(mutex_);
  TimePoint at = now;
  if (!given_.empty()) {
    at = std::max(at, given_.back());
    recover(at);
    while (!given_.empty() && given_.front() + kMinute <= at) given_.pop_front();
  }
  if (!given_.empty()) {
    nanoseconds gap = nanoseconds{kSecond} / static_cast<std::int64_t>(per_second_);
    const std::size_t left = per_minute_ - std::min(given_.size(), per_minute_);
    if (given_.size() >= per_minute_ / 2 && left > 0)
      gap = std::max<nanoseconds>(gap, (given_.front() + kMinute - at) / static_cast<std::int64_t>(left));
    at = std::max(at, given_.back() + gap * slowdown_);
    if (given_.size() >= per_minute_)
      at = std::max(at, given_[given_.size() - per_minute_] + nanoseconds{kMinute});
  }
  given_.push_back(at);
  return at;
}

void Pacer::on_throttled(TimePoint now) {
  const std::lock_guard lock(mutex_);
  recover(now);
  if (slowdown_ > 1 && now < slowed_at_ + kOneThrottling) return;
  slowdown_ = std::min(slowdown_ * 2, kSlowest);
  slowed_at_ = now;
}

void Pacer::recover(TimePoint now) {
  while (slowdown_ > 1 && now >= slowed_at_ + kPeace) {
    slowdown_ /= 2;
    slowed_at_ += kPeace;
  }
}

Pacer::TimePoint Pacer::last() const {
  const std::lock_guard lock(mutex_);
  return given_.empty() ? TimePoint::min() : given_.back();
}

std::shared_ptr<Pacer> Pacers::of(const std::string& client_id, const std::string& account_id,
                                  Pacer::TimePoint now) {
  const std::lock_guard lock(mutex_);
  std::erase_if(pacers_, [now](const auto& entry) {
    return entry.second.use_count() == 1 && entry.second->last() < now - kMinute;
  });
  auto& pacer = pacers_[{client_id, account_id}];
  if (!pacer) pacer = std::make_shared<Pacer>(requests_per_minute_);
  return pacer;
}

}  // namespace gup::google
