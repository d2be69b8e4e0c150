// A session with the database, its statements and its transactions. SQL has a question mark for each value,
// on every database.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/sql/dialect.hpp"
#include "host_sdk/sql/error.hpp"
#include "host_sdk/sql/values.hpp"

namespace soci {
class session;
}

namespace host_sdk::sql {

/// One connection. Used by one thread at a time; most code takes it from a `SessionPool`. @since 1.1
class Session {
 public:
  /// Connects with SOCI's connection string and sets what the databases do not agree on by default: UTF-8,
  /// foreign keys, strict types, and a lock timeout of 10 s. On SQLite it adds the SQL function
  /// `fold_key(text)`. Throws SqlError.
  Session(Backend backend, const std::string& connection_string);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const Dialect& dialect() const { return dialect_; }

  /// Runs one statement without values. Throws SqlError.
  void run(const std::string& sql);

  /// SOCI's session, for bulk interfaces of one client library (COPY, arrays of rows). Owned by this object.
  /// Report errors with the functions of `error.hpp`.
  [[nodiscard]] soci::session& raw() { return *session_; }

 private:
  Dialect dialect_;
  std::unique_ptr<soci::session> session_;
};

/// A prepared statement, bound to the cells of `values`. Fill them again and run it again. @since 1.1
class Statement {
 public:
  /// `sql` has a `?` for each value and no `?` elsewhere, not even in a literal. `values` are filled already
  /// and outlive the statement. Throws SqlError.
  Statement(Session& session, std::string_view sql, const Values& values);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Returns the number of rows that matched. Throws SqlError.
  std::int64_t run();

  using Visit = std::function<void(const Row&)>;
  /// Runs a SELECT and calls `visit` for each row. `columns` has a letter for each column: `n` for a number,
  /// `t` for a text. Servers send the whole result at once: read long results in pages. Throws SqlError, and
  /// what `visit` throws.
  void read(std::string_view columns, const Visit& visit);

 private:
  struct Bound;
  std::unique_ptr<Bound> bound_;
};

/// A statement that runs once, with its values:
///     Query(session, "SELECT id FROM people WHERE name = ?").text(name, "name").read_number(); @since 1.1
class Query {
 public:
  Query(Session& session, std::string sql) : session_(session), sql_(std::move(sql)) {}

  Query& number(std::int64_t value) {
    values_.number(value);
    return *this;
  }
  /// Nullopt is NULL.
  Query& number(std::optional<std::int64_t> value) {
    values_.number(value);
    return *this;
  }
  /// `field` names the value in an error. Throws SqlError, as `Values::text`.
  Query& text(std::string_view value, const char* field) {
    values_.text(value, field);
    return *this;
  }
  Query& text_or_null(const std::optional<std::string>& value, const char* field) {
    values_.text_or_null(value, field);
    return *this;
  }

  /// Like `Statement::run` and `Statement::read`.
  std::int64_t run() { return Statement(session_, sql_, values_).run(); }
  void read(std::string_view columns, const Statement::Visit& visit) {
    Statement(session_, sql_, values_).read(columns, visit);
  }
  /// The first column of the last row; 0 for NULL and for no row. Throws SqlError.
  std::int64_t read_number();
  /// The first column of the last row; nullopt for NULL and for no row. Throws SqlError.
  std::optional<std::string> read_text();

 private:
  Session& session_;
  std::string sql_;
  Values values_;
};

/// Begins when it is constructed and rolls back when it is destroyed without a commit. @since 1.1
class Transaction {
 public:
  enum class Kind : std::uint8_t {
    /// READ COMMITTED on servers. On SQLite it takes the write lock at once: a transaction that asks for it
    /// later fails without waiting.
    write,
    /// Read-only; all reads see one snapshot.
    read,
  };
  /// Throws SqlError.
  Transaction(Session& session, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  /// Throws SqlError. After an error of the kind `unavailable` the commit may have happened.
  void commit();

 private:
  Session& session_;
  bool open_ = false;
};

/// Keyset pagination: the rows of a page, and the end of a page's SELECT.
inline constexpr std::size_t kRowsPerPage = 10'000;
[[nodiscard]] inline std::string page_limit() {
  return " LIMIT " + std::to_string(kRowsPerPage);
}

/// Calls `read_page` until it returns less than `kRowsPerPage`, the number of rows that it read; each page
/// starts after the last key of the former one. `between_pages` may be empty; it may throw to cancel.
template <typename ReadPage>
void read_in_pages(const std::function<void()>& between_pages, const ReadPage& read_page) {
  while (read_page() == kRowsPerPage)
    if (between_pages) between_pages();
}

}  // namespace host_sdk::sql
