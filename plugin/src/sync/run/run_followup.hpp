// What follows from a run's end: the connection's state, the schedule, and news for the administrators.
#pragma once

#include <string>

#include "database/store.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// After a run that was applied.
void settle_success(host_sdk::HostServices& host, const Run& run);

/// After a run that failed or was cancelled: decides when it is tried again. Lost access puts the connection
/// into *reconnect needed*, tells the administrators and pauses the schedule, unless somebody reconnected
/// meanwhile. Returns the result to report; a database that is away is logged and does not hide it.
[[nodiscard]] host_sdk::Result settle_failure(host_sdk::HostServices& host, Store& store, const Run& run,
                                              host_sdk::Result result);

/// How long to wait before the next try, after `failures` (≥ 1) failed runs in a row: 15 minutes, doubling to
/// 6 hours.
[[nodiscard]] std::chrono::seconds retry_delay(int failures);

}  // namespace gup
