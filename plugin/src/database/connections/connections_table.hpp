// gup_connections: who connected a company to Google.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

[[nodiscard]] std::optional<Connection> load_connection(Session& session, const std::string& company_id);
/// See `Store::save_connection`. Throws `SqlError` (`conflict`) when two first saves meet.
[[nodiscard]] std::optional<std::int64_t> save_connection(Session& session, const Connection& connection,
                                                          std::int64_t expected_revision);
/// See `Store::connect`. Throws like `save_connection`.
[[nodiscard]] std::optional<std::int64_t> connect(Session& session, const Connection& connection,
                                                  std::int64_t expected_revision,
                                                  const std::string& secret_name);
[[nodiscard]] bool replace_secret(Session& session, const std::string& company_id, const std::string& former,
                                  const std::string& replacement);
[[nodiscard]] std::vector<std::string> companies_of_account(Session& session, const std::string& account_id,
                                                            const std::string& but_company_id);

}  // namespace gup::database
