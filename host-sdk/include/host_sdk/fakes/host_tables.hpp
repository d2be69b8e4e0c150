// The host's tables in a test's database.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host_sdk/sql/session.hpp"

namespace host_sdk::fakes {

/// The statements that create `target_users`, `target_groups` and `target_group_members`, as the documents
/// describe them (docs/tables.md). A real host's tables have these columns, keys and defaults, and may have
/// more indexes. [any] @since 1.6
[[nodiscard]] inline std::vector<std::string> host_table_statements(const sql::Dialect& dialect) {
  const auto text = [&](const std::string& name, int length, const char* rest) {
    return name + " " + dialect.key_text(length) + rest;
  };
  const std::string common = "id " + dialect.assigned_key() + ", " + text("company_id", 64, " NOT NULL, ") +
                             text("provider", 64, " NOT NULL DEFAULT '', ") + text("external_id", 255, ", ") +
                             "created_at BIGINT NOT NULL DEFAULT 0, updated_at BIGINT NOT NULL DEFAULT 0, ";
  std::string fields;
  for (const auto& [name, length] : std::vector<std::pair<std::string, int>>{{"first_name", 255},
                                                                             {"last_name", 255},
                                                                             {"department", 255},
                                                                             {"job_title", 255},
                                                                             {"phone_number", 255},
                                                                             {"manager_email", 320},
                                                                             {"preferred_language", 64},
                                                                             {"time_zone", 64},
                                                                             {"location", 255}})
    fields += text(name, length, " DEFAULT '', ");
  const std::string external_key = "UNIQUE (company_id, provider, external_id))" + dialect.table_options();
  return {
      "CREATE TABLE target_users (" + common + text("email", 320, " NOT NULL, ") +
          text("email_key", 700, " NOT NULL, ") + fields +
          text("status", 16, " NOT NULL DEFAULT 'active', ") + "UNIQUE (company_id, email_key), " +
          external_key,
      "CREATE TABLE target_groups (" + common + text("name", 256, " NOT NULL, ") +
          text("name_key", 700, " NOT NULL, ") + "UNIQUE (company_id, name_key), " + external_key,
      "CREATE TABLE target_group_members (group_id BIGINT NOT NULL, user_id BIGINT NOT NULL, " +
          text("provider", 64, " NOT NULL DEFAULT '', ") + "PRIMARY KEY (group_id, user_id, provider))" +
          dialect.table_options(),
      "CREATE INDEX target_group_members_user ON target_group_members (user_id)",
  };
}

/// Creates the three tables, empty, in the database of a test. Defined here, so that HostSdk::fakes does not
/// need SOCI; link HostSdk::sql as well. Throws sql::SqlError, also if they exist. @since 1.6
inline void make_host_tables(sql::Session& session) {
  for (const auto& statement : host_table_statements(session.dialect())) session.run(statement);
}

}  // namespace host_sdk::fakes
