#include "scheduler/plan_next.hpp"

#include <algorithm>

namespace sample_host {
namespace {

constexpr std::chrono::minutes kFirstRetry{15};
constexpr std::chrono::hours kLongestRetry{6};

}  // namespace

NextRun plan_next(const host_sdk::Result& result, host_sdk::Timestamp due, host_sdk::Timestamp started,
                  host_sdk::Timestamp finished, std::chrono::seconds period, int failures) {
  if (result.code == host_sdk::ResultCode::try_again) {
    std::chrono::seconds wait = kFirstRetry;
    for (int i = 0; i < failures && wait < kLongestRetry; ++i) wait *= 2;
    wait = std::min<std::chrono::seconds>(wait, kLongestRetry);
    if (result.retry_after) wait = std::max(*result.retry_after, std::chrono::seconds{1});
    const auto retry = finished + wait;
    return {due > finished ? std::min(due, retry) : retry, failures + 1};
  }
  if (due > finished) return {due, 0};
  const std::chrono::microseconds step = period;
  const auto earliest = started + step / 2;
  if (due == host_sdk::Timestamp{}) return {started + step, 0};
  const auto missing = earliest - due;
  const auto rounds =
      missing.count() <= 0 ? 1 : std::max<std::int64_t>(1, (missing + step).count() / step.count());
  auto next = due + rounds * step;
  if (next < earliest) next += step;
  return {next, 0};
}

host_sdk::Timestamp within_a_period(host_sdk::Timestamp due, host_sdk::Timestamp now,
                                    std::chrono::seconds period) {
  const std::chrono::microseconds step = period;
  if (step.count() <= 0 || due <= now + step) return due;
  const auto too_far = due - (now + step);
  return due - (too_far + step - std::chrono::microseconds{1}) / step * step;
}

}  // namespace sample_host
