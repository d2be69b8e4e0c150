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

/// Plans by the answer of a run that was due at `due` and started at `started`, after `failures` runs in a
/// row that ended with `try_again`. Pure.
///
/// * `try_again`: after `retry_after` from `finished` where it is known, else after 15 minutes, doubling with
///   every failure in a row to 6 hours at most.
/// * every other answer: at the first `due + n × period` that leaves at least half a period since `started`.
///   So a company keeps its time of the day after an outage, and companies stay spread as they were.
[[nodiscard]] NextRun plan_next(const host_sdk::Result& result, host_sdk::Timestamp due,
                                host_sdk::Timestamp started, host_sdk::Timestamp finished,
                                std::chrono::seconds period, int failures);

}  // namespace sample_host
