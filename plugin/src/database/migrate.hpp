// Bringing the plugin's tables up.
#pragma once

#include "database/session_pool.hpp"

namespace gup::database {

/// Applies the versions that are missing. Safe for several processes at once. Throws `Failure`
/// (`operator_action`) when the tables are newer than this code.
void migrate(SessionPool& pool);

}  // namespace gup::database
