// Deletes old runs in short transactions.
#pragma once

#include <string>

#include "database/sql.hpp"
#include "host_sdk/services/clock.hpp"

namespace gup::database {

/// Implements `RunStore::delete_old_runs`. Call in a write transaction.
[[nodiscard]] bool delete_old_runs(Session& session, const std::string& company_id, host_sdk::Timestamp now,
                                   host_sdk::Timestamp keep_since);

}  // namespace gup::database
