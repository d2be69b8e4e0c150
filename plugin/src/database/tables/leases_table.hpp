// gup_leases and gup_cancels: which run may write for a company, and who asked it to stop.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

/// In a write transaction. Throws `StateMoved` when another process took the company's first lease at the
/// same moment.
[[nodiscard]] bool acquire_lease(Session& session, const std::string& company_id, const std::string& holder,
                                 std::int64_t run_id, host_sdk::Timestamp now, std::chrono::seconds lifetime);

/// A lease whose time has passed is renewed too, as long as nobody else took it.
[[nodiscard]] LeaseAnswer renew_lease(Session& session, const std::string& company_id,
                                      const std::string& holder, host_sdk::Timestamp now,
                                      std::chrono::seconds lifetime);

/// In a write transaction.
void release_lease(Session& session, const std::string& company_id, const std::string& holder);

[[nodiscard]] std::optional<LeaseHolder> live_lease(Session& session, const std::string& company_id,
                                                    host_sdk::Timestamp now);

/// In a write transaction. False if nobody alive has the lease.
[[nodiscard]] bool request_cancel(Session& session, const std::string& company_id);
[[nodiscard]] bool cancel_requested(Session& session, const std::string& company_id,
                                    const std::string& holder);

}  // namespace gup::database
