// What operators watch, read for all companies at once.
#pragma once

#include <vector>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

/// The companies that are connected, in the order of their ids. Reads few rows of each. As
/// `WatchStore::company_states`.
[[nodiscard]] std::vector<CompanyState> read_company_states(Session& session, host_sdk::Timestamp now);

}  // namespace gup::database
