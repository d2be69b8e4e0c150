// Brings the host's tables up to date.
#pragma once

#include <functional>

#include "database/session_pool.hpp"

namespace sample_host {

/// Creates or upgrades the tables, forward only; safe when several processes start at once. Throws
/// DatabaseError, also when the tables are newer than this program. `before_each` is called before every
/// step: a process may end at any of them, and the next one goes on.
void migrate(
    SessionPool& pool, const std::function<void()>& before_each = [] {});

}  // namespace sample_host
