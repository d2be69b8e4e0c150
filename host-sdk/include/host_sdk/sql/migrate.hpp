// Versioned schema changes, safe for several processes that start at once.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/sql/session_pool.hpp"

namespace host_sdk::sql {

/// The statements of each version, oldest first: `versions[0]` makes the tables of version 1. A released
/// version never changes; a later change is a further version. Every statement may run twice, because MariaDB
/// commits each schema change and a process may end between two of them. @since 1.1
using SchemaVersions = std::vector<std::vector<std::string>>;

struct Schema {
  /// The table that keeps the applied version, created by `migrate`: `gup_schema`. Two programs in one
  /// database use two names.
  std::string version_table;
  /// What the tables are called in errors: "The plugin's tables".
  std::string title;
  std::function<SchemaVersions(const Dialect&)> versions;
};

/// Applies the missing versions, in one transaction where the database can roll schema changes back. Waits up
/// to 30 s (10 s on SQLite) for another process that migrates the same schema; takes no lock when nothing is
/// missing. Turns on SQLite's write-ahead log. `before_each` runs before every step. Throws SqlError,
/// `newer_schema` when the database has a version that `schema` does not know. @since 1.1
void migrate(SessionPool& pool, const Schema& schema, const std::function<void()>& before_each = {});

/// Text that the database cannot store as it is. @since 1.4
struct CharacterSetProblem {
  /// "the column target_users.email has the character set latin1, which cannot hold every name"
  std::string text;
  /// "run ALTER TABLE target_users CONVERT TO CHARACTER SET …"
  std::string remedy;
};

/// Returns nullopt if these tables can hold every character: on PostgreSQL, if its encoding is UTF-8; on
/// MariaDB and MySQL, if each text column of the tables whose names begin with one of `prefixes` is utf8mb4;
/// always on SQLite. Throws SqlError. @since 1.4
[[nodiscard]] std::optional<CharacterSetProblem> character_set_problem(
    Session& session, const std::vector<std::string>& prefixes);

}  // namespace host_sdk::sql
