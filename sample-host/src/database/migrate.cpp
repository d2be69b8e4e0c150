#include "database/migrate.hpp"

#include <chrono>
#include <string>
#include <thread>

#include "database/schema.hpp"
#include "database/transaction.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr std::string_view kMigrating = "the host's tables cannot be brought up to date";
// Any constant that other programs in the same PostgreSQL database are unlikely to lock.
constexpr const char* kPostgresqlLock = "SELECT pg_advisory_xact_lock(7205759403792)";

/// A new SQLite file gets its write-ahead log once; the mode is kept in the file. Two processes that start at
/// once collide here, and SQLite answers "busy" without waiting, so the waiting is done here.
void set_write_ahead_log(SessionPool& pool) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{5};
  while (true) {
    try {
      with_session(pool, kMigrating, [](soci::session& sql) {
        std::string mode;
        sql << "PRAGMA journal_mode", soci::into(mode);
        if (mode != "wal") sql << "PRAGMA journal_mode = WAL", soci::into(mode);
      });
      return;
    } catch (const DatabaseError& e) {
      if (e.problem() != DatabaseProblem::busy || std::chrono::steady_clock::now() > deadline) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20});
  }
}

void apply_missing(soci::session& sql, const Dialect& dialect, const std::function<void()>& before_each) {
  sql << "CREATE TABLE IF NOT EXISTS host_schema (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT "
         "NULL)" +
             dialect.table_options();
  long long present = 0;
  sql << "SELECT COALESCE(MAX(version), 0) FROM host_schema", soci::into(present);
  const auto versions = schema_versions(dialect);
  if (present > static_cast<long long>(versions.size())) {
    throw DatabaseError(DatabaseProblem::other, "the host's tables have version " + std::to_string(present) +
                                                    ", which is newer than this program knows (" +
                                                    std::to_string(versions.size()) + ")");
  }
  for (auto version = present; version < static_cast<long long>(versions.size()); ++version) {
    for (const auto& statement : versions[static_cast<std::size_t>(version)]) {
      before_each();
      sql << statement;
    }
    before_each();
    const long long number = version + 1;
    const long long now = std::chrono::duration_cast<std::chrono::microseconds>(
                              std::chrono::system_clock::now().time_since_epoch())
                              .count();
    sql << "INSERT INTO host_schema (version, applied_at) VALUES (:version, :now)",
        soci::use(number, "version"), soci::use(now, "now");
  }
}

/// MariaDB commits at every CREATE, so a lock of its own keeps other processes out.
void migrate_mysql(SessionPool& pool, const std::function<void()>& before_each) {
  with_session(pool, kMigrating, [&](soci::session& sql) {
    int locked = 0;
    soci::indicator null = soci::i_ok;
    sql << "SELECT GET_LOCK('sample_host_schema', 30)", soci::into(locked, null);
    if (null != soci::i_ok || locked != 1) {
      throw DatabaseError(DatabaseProblem::busy,
                          "another process has been changing the host's tables for 30 s");
    }
    long long nopad = 0;
    sql << "SELECT COUNT(*) FROM information_schema.collations WHERE collation_name = 'utf8mb4_nopad_bin'",
        soci::into(nopad);
    apply_missing(sql, Dialect{Backend::mysql, nopad > 0 ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin"},
                  before_each);
    sql << "SELECT RELEASE_LOCK('sample_host_schema')", soci::into(locked, null);
  });
}

}  // namespace

void migrate(SessionPool& pool, const std::function<void()>& before_each) {
  if (pool.backend() == Backend::mysql) {
    migrate_mysql(pool, before_each);
    return;
  }
  if (pool.backend() == Backend::sqlite3) set_write_ahead_log(pool);
  in_transaction(pool, kMigrating, [&](soci::session& sql) {
    if (pool.backend() == Backend::postgresql) {
      std::string none;
      soci::indicator null = soci::i_ok;
      sql << kPostgresqlLock, soci::into(none, null);
    }
    apply_missing(sql, Dialect{pool.backend()}, before_each);
  });
}

}  // namespace sample_host
