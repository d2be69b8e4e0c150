// The host's database: sessions and transactions whose errors say what the host could not do.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "config/config.hpp"
#include "host_sdk/sql/session_pool.hpp"

namespace sample_host {

/// For names that also mean something else on pages: `sql::Row`.
namespace sql = host_sdk::sql;
using host_sdk::sql::Backend;
using host_sdk::sql::Dialect;
using host_sdk::sql::Query;
using host_sdk::sql::Session;
using host_sdk::sql::SqlError;
using host_sdk::sql::SqlErrorKind;

/// Thread-safe.
class HostDatabase {
 public:
  /// Opens no session yet. Throws ConfigError for a backend that is not supported.
  explicit HostDatabase(const DatabaseConfig& config);

  [[nodiscard]] Backend backend() const { return pool_.backend(); }
  [[nodiscard]] sql::PoolState state() const { return pool_.state(); }

  /// Calls `work(session)` outside a transaction, for one statement that writes or for reads that need no
  /// snapshot; again if it ends as busy, so `work` does nothing but SQL. Throws SqlError; `failure` begins
  /// its message: "the audit trail cannot be read".
  template <typename Work>
  auto with_session(std::string_view failure, const Work& work) {
    try {
      return pool_.with_session_and_retries(work);
    } catch (const SqlError& error) {
      throw_with(failure, error);
    }
  }

  /// Calls `work(session)` in a write transaction, again if it ends as busy; so `work` does nothing but SQL.
  /// Throws SqlError.
  template <typename Work>
  auto write(std::string_view failure, const Work& work) {
    try {
      return pool_.write_with_retries(work);
    } catch (const SqlError& error) {
      throw_with(failure, error);
    }
  }

  /// Creates or updates the host's tables. `before_each` runs before every step. Throws SqlError.
  void migrate(const std::function<void()>& before_each = {});

  /// Checks that the tables hold every character: by their character sets, and by one that is written and
  /// rolled back. Throws ConfigError with the remedy, and SqlError.
  void check_text();

 private:
  [[noreturn]] static void throw_with(std::string_view failure, const SqlError& error);

  host_sdk::sql::SessionPool pool_;
};

}  // namespace sample_host
