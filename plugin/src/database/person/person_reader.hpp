// What is stored about one person.
#pragma once

#include <optional>
#include <string>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

/// Implements `PersonStore::find_person`. Call in a read transaction.
[[nodiscard]] std::optional<StoredPerson> find_person(Session& session, const std::string& company_id,
                                                      const PersonKey& key);

}  // namespace gup::database
