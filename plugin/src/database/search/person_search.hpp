// Finding target users by a part of the name or address.
#pragma once

#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// See `PersonStore`.
[[nodiscard]] std::vector<NamedPerson> find_people(Session& session, const std::string& company_id,
                                                   const std::string& text, int limit);

}  // namespace gup::database
