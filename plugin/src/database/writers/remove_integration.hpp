// Taking the integration's rows away again.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

[[nodiscard]] Store::Holdings read_holdings(Session& session, const std::string& company_id);

/// How many links the company has: about as many users are to be taken away.
[[nodiscard]] std::int64_t count_links(Session& session, const std::string& company_id);

/// In a write transaction; as `Store::unlink`.
Store::Holdings remove_integration(Session& session, const Run& finished_run, const std::string& lease_holder,
                                   std::chrono::seconds lease_lifetime, const Checkpoint& checkpoint);

}  // namespace gup::database
