// SourceMatch the plugin's tables up.
#pragma once

#include <functional>

#include "database/session/session_pool.hpp"

namespace gup::database {

/// Applies the versions that are missing. Safe for several processes at once. Throws `Failure`
/// (`operator_action`) when the tables are newer than this code. `before_each` is called before every step: a
/// process may end at any of them, and the next one goes on.
void migrate(
    SessionPool& pool, const std::function<void()>& before_each = [] {});

}  // namespace gup::database
