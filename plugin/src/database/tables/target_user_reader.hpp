// Reads the host's rows that a plan needs.
#pragma once

#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"
#include "plan/plan.hpp"
#include "plan/state/target_user_rows.hpp"

namespace gup::database {

/// Call in a read transaction. Each row once.
[[nodiscard]] plan::TargetUserRows read_target_users(Session& session, const std::string& company_id,
                                                     const plan::RowQuery& query,
                                                     const Interruption& interruption);

}  // namespace gup::database
