// When a task runs next.
#pragma once

#include <chrono>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"
#include "scheduler/calendar.hpp"

namespace sample_host {

struct NextRun {
  host_sdk::Timestamp at;
  int failures = 0;
};

/// How a run of a task ended.
struct EndedRun {
  host_sdk::Result result;
  /// When it was due: in the future for a manual run, the epoch if it was never due.
  host_sdk::Timestamp due;
  host_sdk::Timestamp started;
  host_sdk::Timestamp finished;
  /// Consecutive `try_again`s before it.
  int failures = 0;
};

/// Returns when a task runs next. Pure.
///
/// * `try_again`: after `retry_after` from the end if known, else after 15 minutes, doubling with every
///   consecutive failure to at most 6 hours; at the due time if that is in the future and earlier.
/// * any other result, with the due time in the future: then. So manual runs never move the schedule.
/// * any other result, with a time of day: at the first such time at least 6 hours after the start.
/// * any other result: at the first `due + n × period` at least half a period after the start. So a company
///   keeps its time of day after an outage, and companies stay spread as they were.
/// * any other result of a task that was never due: one period after its start.
///
/// A time on a quiet day is postponed past it.
[[nodiscard]] NextRun plan_next(const EndedRun& run, const CompanyRule& rule, std::chrono::seconds period);

/// Returns `due`. If it is further ahead than any time that a run or a person stores while the clock is
/// right, returns a time of the rule from `now` on. Pure.
[[nodiscard]] host_sdk::Timestamp within_reach(host_sdk::Timestamp due, host_sdk::Timestamp now,
                                               const CompanyRule& rule, std::chrono::seconds period);

/// Returns the due time after the rule of a scheduled task changed: a run that is due stays due, a retry is
/// not delayed, and without a time of day companies stay spread as they were. Pure.
[[nodiscard]] host_sdk::Timestamp due_by_new_rule(host_sdk::Timestamp due, host_sdk::Timestamp now,
                                                  const CompanyRule& rule, std::chrono::seconds period,
                                                  int failures);

}  // namespace sample_host
