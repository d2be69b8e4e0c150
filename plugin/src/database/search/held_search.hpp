// Searching and sorting held removals.
#pragma once

#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// See `RemovalStore`.
[[nodiscard]] FoundRemovals find_held_removals(Session& session, const std::string& company_id,
                                               const RemovalQuery& wanted);

}  // namespace gup::database
