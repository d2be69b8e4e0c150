// gup_unused_secrets: the tokens and keys in the host's secret store that no connection uses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "database/records.hpp"
#include "database/sql.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {

/// Returns a number that was never returned before: the revision of a connection, or that of a name.
[[nodiscard]] std::int64_t next_connection_number(Session& session);

// See `ConnectionStore`.
[[nodiscard]] std::string reserve_secret(Session& session, const std::string& company_id,
                                         const std::string& account_id, host_sdk::Timestamp reserved_until);
void release_secret(Session& session, const std::string& company_id, const std::string& name);
void release_secrets(Session& session, const std::string& company_id, host_sdk::Timestamp reserved_until);
[[nodiscard]] std::vector<UnusedSecret> unused_secrets(Session& session, const std::string& company_id);
void forget_secret(Session& session, const std::string& company_id, const std::string& name,
                   host_sdk::Timestamp now);

/// Takes the name off the list, for a connection that uses it from now on. False if it is not reserved.
[[nodiscard]] bool take_reserved_secret(Session& session, const std::string& company_id,
                                        const std::string& name);
/// Lists a secret that a connection no longer uses.
void add_unused_secret(Session& session, const std::string& company_id, const UnusedSecret& secret);

}  // namespace gup::database
