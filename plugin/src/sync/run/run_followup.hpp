// What follows from a run's end: the connection's state, the schedule, and notices to administrators.
#pragma once

#include <string>

#include "database/store.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// After a run that was applied.
void follow_up_success(host_sdk::HostServices& host, const Run& run);

/// After a run that failed or was cancelled: decides when to retry. If access is lost, the connection becomes
/// *reconnect needed*, the administrators get a notice, and the schedule pauses; if the connection no longer
/// has `connection_revision` (the one that the run used), the sync is retried instead. Returns the result to
/// report. A database error here is logged and does not replace the run's own failure.
[[nodiscard]] host_sdk::Result follow_up_failure(host_sdk::HostServices& host, Store& store, const Run& run,
                                                 std::int64_t connection_revision, host_sdk::Result result);

/// The delay before the next retry after `failures` (≥ 1) failed runs in a row: 15 minutes, doubling to 6
/// hours.
[[nodiscard]] std::chrono::seconds retry_delay(int failures);

}  // namespace gup
