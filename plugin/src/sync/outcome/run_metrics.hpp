// What operators watch about the runs of this process.
#pragma once

#include <string>

#include "database/records.hpp"
#include "host_sdk/services/metrics.hpp"

namespace gup {

/// Throws `Failure` if the host refuses one.
void define_run_metrics(host_sdk::Metrics& metrics);

/// Counts a run that has ended at `end`. Its `finished_at` is earlier: it is part of what the run writes.
void count_run(host_sdk::Metrics& metrics, const Run& run, host_sdk::Timestamp end);

/// "sync", "preview", …: the value of the label `kind`.
[[nodiscard]] std::string name_of(RunKind kind);

}  // namespace gup
