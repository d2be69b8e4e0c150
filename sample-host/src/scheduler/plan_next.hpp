// When a task runs next.
#pragma once

#include <chrono>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

struct NextRun {
  host_sdk::Timestamp at;
  int failures = 0;
};

/// Returns when a task runs next. The last run was due at `due` (or is still due then, for a manual run),
/// started at `started` and ended at `finished` with `result`, after `failures` consecutive `try_again`s.
/// Pure.
///
/// * `try_again`: after `retry_after` from `finished` if known, else after 15 minutes, doubling with every
///   consecutive failure to at most 6 hours; at `due` if that is still to come and earlier.
/// * any other result, with `due` still to come: at `due`. So manual runs never move the schedule.
/// * any other result: at the first `due + n × period` at least half a period after `started`. So a company
///   keeps its time of day after an outage, and companies stay spread as they were.
/// * any other result of a task that was never due (`due` is the epoch): one period after `started`.
[[nodiscard]] NextRun plan_next(const host_sdk::Result& result, host_sdk::Timestamp due,
                                host_sdk::Timestamp started, host_sdk::Timestamp finished,
                                std::chrono::seconds period, int failures);

/// Returns `due`, or the same time of day within one period from `now` if it lies further ahead: no run
/// stores such a time while the clock is right. Pure.
[[nodiscard]] host_sdk::Timestamp within_a_period(host_sdk::Timestamp due, host_sdk::Timestamp now,
                                                  std::chrono::seconds period);

}  // namespace sample_host
