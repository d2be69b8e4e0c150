// The check of a lease within a plugin's own transaction.
#pragma once

#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/sql/session.hpp"

namespace host_sdk::sql {

/// Whether the lease was neither lost nor released. Call it at the start of a write transaction on the host's
/// database, and change nothing if it returns false: until the transaction ends, no one else can acquire the
/// lease. Throws SqlError. @since 1.9
[[nodiscard]] inline bool holds_lease(Session& session, const CompanyLeases& leases,
                                      const CompanyLease& lease) {
  return lease.fence != 0 && Query(session, leases.fence_query(lease)).read_number() == lease.fence;
}

}  // namespace host_sdk::sql
