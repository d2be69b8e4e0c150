#include "database/session/dialect.hpp"

#include "failure.hpp"

namespace gup::database {

Backend backend_named(const std::string& name) {
  if (name == "sqlite3") return Backend::sqlite3;
  if (name == "postgresql") return Backend::postgresql;
  if (name == "mysql") return Backend::mysql;
  throw Failure(host_sdk::ResultCode::operator_action,
                "The database backend \"" + name + "\" is not supported: use sqlite3, postgresql or mysql.");
}

std::string Dialect::key_text(int length) const {
  const std::string type = "VARCHAR(" + std::to_string(length) + ")";
  // Without a collation of its own PostgreSQL would sort by the database's, which may fold and reorder.
  return backend_ == Backend::postgresql ? type + " COLLATE \"C\"" : type;
}

std::string Dialect::long_text() const {
  return backend_ == Backend::mysql ? "MEDIUMTEXT" : "TEXT";
}

std::string Dialect::table_options() const {
  // MariaDB's default collation takes "A" for "a" and ignores blanks at the end, even in keys.
  if (backend_ == Backend::mysql)
    return " ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
  return {};
}

std::string Dialect::add_column() const {
  return backend_ == Backend::sqlite3 ? "ADD COLUMN" : "ADD COLUMN IF NOT EXISTS";
}

std::vector<std::string> Dialect::session_settings() const {
  switch (backend_) {
    case Backend::sqlite3:
      // The write-ahead log is a property of the file and is switched on when migrating.
      return {"PRAGMA busy_timeout = 10000", "PRAGMA foreign_keys = ON", "PRAGMA cache_size = -16384"};
    case Backend::postgresql:
      return {"SET client_encoding = 'UTF8'", "SET client_min_messages = 'error'",
              "SET lock_timeout = '10s'"};
    case Backend::mysql:
      return {"SET NAMES utf8mb4", "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
              "SET SESSION innodb_lock_wait_timeout = 10"};
  }
  return {};
}

std::vector<std::string> Dialect::begin_write() const {
  switch (backend_) {
    case Backend::sqlite3:
      return {"BEGIN IMMEDIATE"};
    case Backend::postgresql:
      return {"BEGIN ISOLATION LEVEL READ COMMITTED"};
    case Backend::mysql:
      // Fewer locks between rows, hence fewer deadlocks; every change is checked by its affected rows.
      return {"SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "START TRANSACTION"};
  }
  return {};
}

std::vector<std::string> Dialect::begin_read() const {
  switch (backend_) {
    case Backend::sqlite3:
      return {"BEGIN"};
    case Backend::postgresql:
      return {"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    case Backend::mysql:
      return {"SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
              "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"};
  }
  return {};
}

std::string Dialect::along_the_key_of_company(const std::string& column) const {
  // For an equal company MariaDB believes that any place in the key is reached as soon from its start, and
  // walks.
  if (backend_ == Backend::mysql) return column + " >= ? AND " + column + " <= ?";
  return column + " = ? AND " + column + " = ?";
}

std::string Dialect::for_update() const {
  return backend_ == Backend::sqlite3 ? "" : " FOR UPDATE";
}

std::vector<std::string> Dialect::after_much_reading() const {
  if (backend_ != Backend::sqlite3) return {};
  return {"PRAGMA shrink_memory"};
}

std::vector<std::string> Dialect::after_many_writes() const {
  // Autovacuum comes up to a minute later. Until then PostgreSQL takes a table that was just filled for a
  // small one, and a second run in that minute would be hundreds of times slower.
  if (backend_ != Backend::postgresql) return {};
  return {"ANALYZE target_users", "ANALYZE target_groups", "ANALYZE target_group_members",
          "ANALYZE gup_links", "ANALYZE gup_link_sources"};
}

std::string Dialect::count_tables() const {
  switch (backend_) {
    case Backend::sqlite3:
      return "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
    case Backend::postgresql:
      return "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND "
             "table_name = ?";
    case Backend::mysql:
      return "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND "
             "table_name = ?";
  }
  return {};
}

std::string Dialect::on_conflict_overwrite(const std::vector<std::string>& keys,
                                           const std::vector<std::string>& others) const {
  const bool mysql = backend_ == Backend::mysql;
  std::string sql;
  if (mysql) {
    sql = " ON DUPLICATE KEY UPDATE ";
  } else {
    for (const auto& key : keys) sql += (sql.empty() ? " ON CONFLICT (" : ", ") + key;
    sql += ") DO UPDATE SET ";
  }
  bool first = true;
  for (const auto& column : others) {
    if (!first) sql += ", ";
    first = false;
    sql += column + " = " + (mysql ? "VALUES(" + column + ")" : "excluded." + column);
  }
  return sql;
}

}  // namespace gup::database
