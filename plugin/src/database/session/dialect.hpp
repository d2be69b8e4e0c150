// Where the three databases differ in words: types, transactions, the shape of bulk statements.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gup::database {

enum class Backend : std::uint8_t { sqlite3, postgresql, mysql };

/// Throws `Failure` (`operator_action`) for a name that SOCI has but this plugin does not support.
[[nodiscard]] Backend backend_named(const std::string& name);

/// A plain value; every function is pure. [any]
class Dialect {
 public:
  explicit Dialect(Backend backend) : backend_(backend) {}
  [[nodiscard]] Backend backend() const { return backend_; }

  /// A short text that is compared to the byte: keys, ids, addresses.
  [[nodiscard]] std::string key_text(int length) const;
  /// A text without a limit that matters: JSON, sentences.
  [[nodiscard]] std::string long_text() const;
  /// What follows the closing parenthesis of CREATE TABLE.
  [[nodiscard]] std::string table_options() const;

  /// ALTER TABLE's words for a new column: where it cannot be taken back, it may be there already.
  [[nodiscard]] std::string add_column() const;

  /// Sent once to every new session.
  [[nodiscard]] std::vector<std::string> session_settings() const;
  /// Begins a transaction that writes: on SQLite it takes the write lock at once, since a lock that is asked
  /// for later fails without waiting.
  [[nodiscard]] std::vector<std::string> begin_write() const;
  /// Begins a transaction whose every read sees the same moment.
  [[nodiscard]] std::vector<std::string> begin_read() const;
  /// The rows of one company, for reading them along a key that goes on after `column`. Has two `?`, each for
  /// the company.
  [[nodiscard]] std::string along_the_key_of_company(const std::string& column) const;
  /// Appended to a SELECT whose rows the transaction is going to write; empty where the whole database is
  /// locked anyway.
  [[nodiscard]] std::string for_update() const;

  /// Sent after a transaction that read many rows, outside of it: gives back the memory that this took. Empty
  /// where a server does the reading.
  [[nodiscard]] std::vector<std::string> after_much_reading() const;
  /// Sent after a transaction that wrote many rows, outside of it: the statistics that the planner needs.
  /// Empty where the database sees to that in time by itself.
  [[nodiscard]] std::vector<std::string> after_many_writes() const;

  /// A SELECT that counts the tables of that name (one `?`).
  [[nodiscard]] std::string count_tables() const;

  /// Appended to INSERT: rows whose `keys` exist are overwritten in `others`.
  [[nodiscard]] std::string on_conflict_overwrite(const std::vector<std::string>& keys,
                                                  const std::vector<std::string>& others) const;

 private:
  Backend backend_;
};

}  // namespace gup::database
