// Brings the host's tables up to date.
#pragma once

#include "database/session_pool.hpp"

namespace sample_host {

/// Creates or upgrades the tables, forward only; safe when several processes start at once. Throws
/// DatabaseError, also when the tables are newer than this program.
void migrate(SessionPool& pool);

}  // namespace sample_host
