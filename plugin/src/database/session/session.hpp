// A session with the database and the statements that run in it. With the pool and `classify`, all that knows
// SOCI: everything else in this folder speaks SQL with question marks.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "database/session/dialect.hpp"
#include "database/session/values.hpp"

namespace soci {
class session;
}

namespace gup::database {

/// Used by one thread at a time. Errors of every function that runs SQL: as `classify` has it.
class Session {
 public:
  /// Opens the session and sends the dialect's settings.
  Session(Backend backend, const std::string& connection_string);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const Dialect& dialect() const { return dialect_; }
  /// Only for what this folder cannot say in SQL: the bulk writers of one backend.
  [[nodiscard]] soci::session& raw() { return *session_; }

  /// Runs one statement that has no values.
  void run(const std::string& sql);

 private:
  Dialect dialect_;
  std::unique_ptr<soci::session> session_;
};

/// A prepared statement, bound for good to the cells of `values`: fill them anew and run it again.
class Statement {
 public:
  /// `sql` has a `?` for each of the values; a question mark may stand nowhere else. `values` must be filled
  /// already, and must outlive the statement.
  Statement(Session& session, std::string_view sql, const Values& values);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Returns the number of rows that matched.
  std::int64_t run();

  using Visit = std::function<void(const Row&)>;
  /// Runs a SELECT. `columns` has a letter a column: `n` for a number, `t` for a text.
  void read(std::string_view columns, const Visit& visit);

 private:
  struct Bound;
  Backend backend_;
  std::unique_ptr<Bound> bound_;
};

/// A statement that is run once, with its values.
class Query {
 public:
  Query(Session& session, std::string sql) : session_(session), sql_(std::move(sql)) {}

  Query& number(std::int64_t value) {
    values_.number(value);
    return *this;
  }
  Query& text(std::string_view value, const char* field) {
    values_.text(value, field);
    return *this;
  }

  std::int64_t run() { return Statement(session_, sql_, values_).run(); }
  void read(std::string_view columns, const Statement::Visit& visit) {
    Statement(session_, sql_, values_).read(columns, visit);
  }
  /// The only number of the only row; 0 for NULL or no row.
  std::int64_t read_number();

 private:
  Session& session_;
  std::string sql_;
  Values values_;
};

/// Begins with its construction and is rolled back unless it is committed.
class Transaction {
 public:
  enum class Kind { write, read };
  Transaction(Session& session, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Session& session_;
  bool open_ = false;
};

}  // namespace gup::database
