// What follows from a run's end: the connection's state, the schedule, and notices to administrators.
#pragma once

#include <string>

#include "database/store.hpp"
#include "failure.hpp"
#include "host_sdk/services/host_services.hpp"

namespace gup {

/// How a run failed.
struct RunFailure {
  host_sdk::Result result;
  /// Only used with `access_lost`.
  AccessLoss loss = AccessLoss::reconnect;
  /// The revision of the connection that the run used.
  std::int64_t connection_revision = 0;
};

/// Call after a run that was applied. Announces the first success after announced failures.
void follow_up_success(host_sdk::HostServices& host, HistoryStore& store, const Run& run);

/// Call after a run that failed or was cancelled: decides when to retry. If access is lost, the connection
/// becomes *reconnect needed*, the administrators get a notice, and the schedule pauses; if the access may
/// come back on its own, the access check is scheduled. If the connection has another revision meanwhile, the
/// sync is retried instead. Returns the result to report. A database error here is logged and does not
/// replace the run's own failure.
[[nodiscard]] host_sdk::Result follow_up_failure(host_sdk::HostServices& host, Store& store, const Run& run,
                                                 const RunFailure& failure);

/// Notifies the administrators that access is lost for the reason in `sentence`. Call this when the
/// connection is saved as *reconnect needed*. False, and no notice stays, if someone reconnected or unlinked
/// meanwhile.
[[nodiscard]] bool announce_lost_access(host_sdk::HostServices& host, ConnectionStore& store,
                                        const std::string& company_id, const std::string& sentence,
                                        bool may_return);

/// The delay before the next retry after `failures` (≥ 1) failed runs in a row: 15 minutes, doubling to 6
/// hours.
[[nodiscard]] std::chrono::seconds retry_delay(int failures);

}  // namespace gup
