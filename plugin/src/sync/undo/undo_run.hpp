// Takes back what a run changed. A run of its own, under the same lease as a sync, that asks Google for
// nothing.
#pragma once

#include <cstdint>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Restores what a run changed, where the rows have not changed since, and pauses the daily sync.
/// Waits for an active run first. `refused` if the run cannot be undone (undo_rules.hpp). Throws `Failure` if
/// it cannot start.
host_sdk::Result undo_run(const RunContext& context, const host_sdk::Company& company,
                          const RunRequest& request, std::int64_t run_id, host_sdk::TaskMonitor& monitor);

}  // namespace gup
