#include "scheduler/plan_next.hpp"

#include <algorithm>

namespace sample_host {
namespace {

using host_sdk::Timestamp;

constexpr std::chrono::minutes kFirstRetry{15};
constexpr std::chrono::hours kLongestRetry{6};

Timestamp retry_time(const EndedRun& run) {
  std::chrono::seconds wait = kFirstRetry;
  for (int i = 0; i < run.failures && wait < kLongestRetry; ++i) wait *= 2;
  wait = std::min<std::chrono::seconds>(wait, kLongestRetry);
  if (run.result.retry_after) wait = std::max(*run.result.retry_after, std::chrono::seconds{1});
  const auto retry = run.finished + wait;
  return run.due > run.finished ? std::min(run.due, retry) : retry;
}

Timestamp next_step(const EndedRun& run, std::chrono::seconds period) {
  const std::chrono::microseconds step = period;
  if (run.due == Timestamp{}) return run.started + step;
  const auto earliest = run.started + step / 2;
  const auto missing = earliest - run.due;
  const auto rounds =
      missing.count() <= 0 ? 1 : std::max<std::int64_t>(1, (missing + step).count() / step.count());
  const auto next = run.due + rounds * step;
  return next < earliest ? next + step : next;
}

/// `due`, or the same time of day within one period from `now`.
Timestamp within_a_period(Timestamp due, Timestamp now, std::chrono::microseconds step) {
  if (step.count() <= 0 || due <= now + step) return due;
  const auto too_far = due - (now + step);
  return due - (too_far + step - std::chrono::microseconds{1}) / step * step;
}

}  // namespace

NextRun plan_next(const EndedRun& run, const CompanyRule& rule, std::chrono::seconds period) {
  if (run.result.code == host_sdk::ResultCode::try_again)
    return {after_quiet_days(rule, retry_time(run)), run.failures + 1};
  if (run.due > run.finished) return {run.due, 0};
  if (rule.at) return {next_time_of_day(rule, run.started + kBetweenTimesOfDay), 0};
  return {after_quiet_days(rule, next_step(run, period)), 0};
}

Timestamp within_reach(Timestamp due, Timestamp now, const CompanyRule& rule, std::chrono::seconds period) {
  if (period.count() <= 0 || due <= now + furthest_ahead(rule, period)) return due;
  if (rule.at) return next_time_of_day(rule, now);
  return after_quiet_days(rule, within_a_period(due, now, period));
}

Timestamp due_by_new_rule(Timestamp due, Timestamp now, const CompanyRule& rule, std::chrono::seconds period,
                          int failures) {
  if (due <= now) return due;
  if (rule.at) {
    const auto next = next_time_of_day(rule, now);
    return after_quiet_days(rule, failures > 0 ? std::min(due, next) : next);
  }
  return after_quiet_days(rule, within_a_period(due, now, period));
}

}  // namespace sample_host
