// The host's target users.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/sql/session_pool.hpp"
#include "plan.hpp"

namespace csv_import_plugin {

/// The column `provider` of the rows that this plugin creates.
inline constexpr const char* kProvider = "csv-import";

/// Throws SqlError, as all functions here.
[[nodiscard]] std::vector<TargetUser> read_users(host_sdk::sql::Session& session,
                                                 const std::string& company_id);

/// The users that the plugin created and whose key is above `after`, in the order of the keys; at most
/// `most`.
[[nodiscard]] std::vector<TargetUser> read_own_users(host_sdk::sql::Session& session,
                                                     const std::string& company_id, const std::string& after,
                                                     int most);
[[nodiscard]] std::int64_t count_own_users(host_sdk::sql::Session& session, const std::string& company_id);

/// Writes the changes in the caller's transaction. New users get ids from `first_id` on. Also throws
/// Cancelled; the transaction then rolls back.
void apply_plan(host_sdk::sql::Session& session, const std::string& company_id, const Plan& plan,
                std::int64_t first_id, host_sdk::Timestamp now, host_sdk::TaskMonitor& monitor);

/// Deletes the users that the plugin created, with their memberships, in the caller's transaction. Returns
/// how many there were. Also throws Cancelled.
std::int64_t delete_own_users(host_sdk::sql::Session& session, const std::string& company_id,
                              host_sdk::TaskMonitor& monitor);

}  // namespace csv_import_plugin
