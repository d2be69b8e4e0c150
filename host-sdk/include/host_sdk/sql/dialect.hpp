// Where the SQL of the three databases differs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host_sdk::sql {

/// `mysql` is MariaDB and MySQL. @since 1.1
enum class Backend : std::uint8_t { sqlite3, postgresql, mysql };

/// The backend with SOCI's name `name`: sqlite3, postgresql or mysql. Throws SqlError (`other`) for other
/// names. [any]
[[nodiscard]] Backend backend_named(const std::string& name);

/// Writes the parts of SQL that differ. A plain value; every function is pure. [any] @since 1.1
class Dialect {
 public:
  /// `mysql_collation`: a binary collation without padding, which MariaDB and MySQL name differently; ignored
  /// on the other backends. `migrate` chooses the one that the server has.
  explicit Dialect(Backend backend, std::string mysql_collation = "utf8mb4_nopad_bin")
      : backend_(backend), mysql_collation_(std::move(mysql_collation)) {}

  [[nodiscard]] Backend backend() const { return backend_; }
  [[nodiscard]] const std::string& mysql_collation() const { return mysql_collation_; }

  // Column types and CREATE TABLE

  /// Text of up to `length` code points that compares byte by byte. MariaDB's default collation would treat
  /// `A@x` and `a@x ` as one key.
  [[nodiscard]] std::string key_text(int length) const;
  /// Text of up to 16 MiB: JSON, sentences.
  [[nodiscard]] std::string long_text() const;
  /// A primary key that the database generates; no value is used twice.
  [[nodiscard]] std::string generated_key() const;
  /// A BIGINT primary key whose values come from the program. On SQLite a row inserted without one gets a
  /// value that was never used before.
  [[nodiscard]] std::string assigned_key() const;
  /// Follows the closing parenthesis of CREATE TABLE.
  [[nodiscard]] std::string table_options() const;
  /// The words of ALTER TABLE for a new column. On servers they tolerate a column that exists, because
  /// MariaDB cannot roll back a schema change.
  [[nodiscard]] std::string add_column() const;

  // Queries

  /// An expression for the time of the database's clock, in microseconds since 1970 in UTC; milliseconds are
  /// the precision on SQLite. Does not depend on the session's time zone.
  [[nodiscard]] std::string now() const;
  /// `expression` with its case folded, for searching.
  [[nodiscard]] std::string folded(std::string_view expression) const;
  /// The condition that `column`, the first column of an index, equals a value, for reading the index in
  /// order of its next column. Has two `?`, both for the same value. MariaDB scans the index from the value's
  /// first entry if it gets a plain equality.
  [[nodiscard]] std::string leading_key_equals(const std::string& column) const;
  /// Appended to a SELECT whose rows the transaction is about to write. Empty on SQLite, where a write
  /// transaction locks the whole database.
  [[nodiscard]] std::string for_update() const;
  /// Appended to INSERT: a row whose `keys` exist is overwritten in `others`.
  [[nodiscard]] std::string upsert_clause(const std::vector<std::string>& keys,
                                          const std::vector<std::string>& others) const;
  /// The statements that refresh the planner's statistics after many rows of `tables` were written, to run
  /// outside a transaction. PostgreSQL only: its autovacuum may come a minute later. Empty elsewhere.
  [[nodiscard]] std::vector<std::string> analyze(const std::vector<std::string>& tables) const;

 private:
  Backend backend_;
  std::string mysql_collation_;
};

/// The pattern for `LIKE ? ESCAPE '!'` that matches text which contains `text`. [any]
[[nodiscard]] std::string containing_pattern(std::string_view text);

}  // namespace host_sdk::sql
