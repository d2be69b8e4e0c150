// The store over SQL: every call in a session or transaction of its own.
#pragma once

#include <memory>

#include "database/store.hpp"
#include "host_sdk/services/database.hpp"

namespace gup {

/// The store in the host's database, with at most `sessions` sessions.
[[nodiscard]] std::unique_ptr<Store> open_store(const host_sdk::Database& database, int sessions);

}  // namespace gup
