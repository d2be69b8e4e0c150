// A selected group that was deleted in Google and recreated.
#pragma once

#include <string>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Implements `ReplacedGroupStore::use_new_group`. Call in a write transaction.
[[nodiscard]] ReplacedGroupStore::Answer use_new_group(Session& session, const std::string& company_id,
                                                       const std::string& group_id,
                                                       const std::string& saved_by, host_sdk::Timestamp now);

}  // namespace gup::database
