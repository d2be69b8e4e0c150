// Removes the integration's rows.
#pragma once

#include <cstdint>
#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

[[nodiscard]] Store::Holdings read_holdings(Session& session, const std::string& company_id);

/// The number of the company's links, an estimate of the users to remove.
[[nodiscard]] std::int64_t count_links(Session& session, const std::string& company_id);

/// Borrowed for the length of a transaction.
struct Unlink {
  const Run& finished_run;
  UnlinkedRows created;
  const Store::DescribeUnlink& describe;
};

/// Implements `PlanStore::unlink`. Call in a write transaction.
Store::Holdings remove_integration(Session& session, const Unlink& unlink, const std::string& lease_holder,
                                   const Checkpoint& checkpoint);

}  // namespace gup::database
