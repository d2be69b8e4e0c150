// The one exception of HostSdk::sql, and the classification of native error codes behind it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace host_sdk::sql {

/// What an error means for the caller. @since 1.1
enum class SqlErrorKind : std::uint8_t {
  /// The database cannot be reached, or no session was free in time. A later call may succeed.
  unavailable,
  /// Another transaction holds a lock, or the database aborted this transaction (deadlock, serialization
  /// failure, timeout). The whole transaction may succeed when it runs again.
  busy,
  /// A row with the same primary key or unique key exists.
  conflict,
  /// A NOT NULL, CHECK or foreign key constraint, a trigger, or the type or character set of a column refused
  /// a row. A retry fails in the same way.
  constraint,
  /// The tables were migrated by a newer version of the program.
  newer_schema,
  /// Everything else: a missing table, a full disk, missing rights, text that is not valid UTF-8.
  other,
};

/// Thrown by every function of HostSdk::sql that talks to a database. `what()` is one sentence with the
/// native error code. It holds no part of the connection string and no value of a row with a duplicate key.
/// @since 1.1
class SqlError : public std::runtime_error {
 public:
  SqlError(SqlErrorKind kind, const std::string& sentence, std::string detail = {})
      : std::runtime_error(sentence), kind_(kind), detail_(std::move(detail)) {}

  [[nodiscard]] SqlErrorKind kind() const { return kind_; }

  /// The driver's own message in one line, or "". After a failed connection it may name the server, the
  /// database user or the file, but no password: show it to operators only.
  [[nodiscard]] const std::string& detail() const { return detail_; }

 private:
  SqlErrorKind kind_;
  std::string detail_;
};

// For code that calls a client library on the handle of `Session::raw()`: throws the `SqlError` that the rest
// of HostSdk::sql would throw. `message` is the client library's text. [any]

/// `extended_code`: from `sqlite3_extended_errcode`. The primary code does not tell a duplicate key from
/// other constraints; with it alone, a constraint error has the kind `constraint`. `file`: from
/// `sqlite3_db_filename`, may be null; its name, without its folder, is part of the sentence about a full
/// disk or a read-only file.
[[noreturn]] void throw_sqlite_error(int extended_code, const std::string& message,
                                     const char* file = nullptr);
/// `sqlstate`: five characters, or empty when the connection broke.
[[noreturn]] void throw_postgresql_error(const std::string& sqlstate, const std::string& message);
/// `number`, `sqlstate`: from `mysql_errno` and `mysql_sqlstate`, or from `mysql_stmt_errno` and
/// `mysql_stmt_sqlstate`.
[[noreturn]] void throw_mysql_error(unsigned int number, std::string_view sqlstate,
                                    const std::string& message);

}  // namespace host_sdk::sql
