#include "database/session/migrate.hpp"

#include <chrono>
#include <thread>

#include "database/tables/schema.hpp"
#include "failure.hpp"

namespace gup::database {
namespace {

using host_sdk::ResultCode;

constexpr std::chrono::seconds kWaitForOthers{10};
constexpr std::chrono::milliseconds kLookAgainAfter{20};

/// Numbers that no other program locks; "gup" and the year of the first version.
constexpr const char* kPostgresqlLock = "SELECT COUNT(*) FROM pg_advisory_xact_lock(677585, 2026) AS locked";
constexpr const char* kMysqlLock = "SELECT GET_LOCK('gup_schema', 10)";
constexpr const char* kMysqlUnlock = "SELECT RELEASE_LOCK('gup_schema')";

/// A SQLite file gets its write-ahead log once and keeps it. Two processes that switch it on at once collide,
/// and SQLite answers "busy" to that without waiting, so the waiting is done here.
void switch_write_ahead_log_on(SessionPool& pool) {
  const auto deadline = std::chrono::steady_clock::now() + kWaitForOthers;
  while (true) {
    try {
      pool.with_session([](Session& session) {
        std::string mode;
        const auto keep_mode = [&](const Row& row) { mode = row.text(0); };
        Query(session, "PRAGMA journal_mode").read("t", keep_mode);
        if (mode != "wal") Query(session, "PRAGMA journal_mode = WAL").read("t", keep_mode);
      });
      return;
    } catch (const Failure& failure) {
      if (failure.code() != ResultCode::try_again || std::chrono::steady_clock::now() > deadline) throw;
    }
    std::this_thread::sleep_for(kLookAgainAfter);
  }
}

/// The version of the tables; nothing when there are none.
std::optional<std::int64_t> present_version(Session& session) {
  if (Query(session, session.dialect().count_tables()).text("gup_schema", "table").read_number() == 0)
    return std::nullopt;
  std::optional<std::int64_t> version;
  Query(session, "SELECT version FROM gup_schema").read("n", [&](const Row& row) {
    version = row.number(0);
  });
  return version;
}

/// True if `present` is what this code knows; throws if it is newer.
bool is_current(std::int64_t present, std::int64_t known) {
  if (present > known)
    throw Failure(ResultCode::operator_action, "The plugin's tables have version " + std::to_string(present) +
                                                   ", but this version of the plugin knows them only up to " +
                                                   std::to_string(known) +
                                                   ": a newer plugin was here. Install that one again.");
  return present == known;
}

void apply_missing(Session& session, const std::function<void()>& before_each) {
  const auto versions = schema_versions(session.dialect());
  session.run("CREATE TABLE IF NOT EXISTS gup_schema (version BIGINT NOT NULL)" +
              session.dialect().table_options());
  auto present = present_version(session);
  if (!present) session.run("INSERT INTO gup_schema (version) VALUES (0)");
  const auto known = static_cast<std::int64_t>(versions.size());
  if (is_current(present.value_or(0), known)) return;
  for (auto version = present.value_or(0); version < known; ++version) {
    for (const auto& sql : versions[static_cast<std::size_t>(version)]) {
      before_each();
      session.run(sql);
    }
    before_each();
    Query(session, "UPDATE gup_schema SET version = ?").number(version + 1).run();
  }
}

/// MariaDB commits at every CREATE, so a lock of its own keeps other processes out.
void apply_missing_on_mysql(Session& session, const std::function<void()>& before_each) {
  if (Query(session, kMysqlLock).read_number() != 1)
    throw Failure(ResultCode::try_again, "Another process has been changing the plugin's tables for 10 s.");
  // An error drops the session, and the lock with it.
  apply_missing(session, before_each);
  Query(session, kMysqlUnlock).read_number();
}

}  // namespace

void migrate(SessionPool& pool, const std::function<void()>& before_each) {
  if (pool.backend() == Backend::sqlite3) switch_write_ahead_log_on(pool);
  // Mostly there is nothing to do, and then no lock may be waited for: another process may be applying a
  // plan.
  const bool done = pool.with_session([](Session& session) {
    const auto present = present_version(session);
    return present &&
           is_current(*present, static_cast<std::int64_t>(schema_versions(session.dialect()).size()));
  });
  if (done) return;
  if (pool.backend() == Backend::mysql) {
    pool.with_session([&](Session& session) { apply_missing_on_mysql(session, before_each); });
    return;
  }
  pool.write([&](Session& session) {
    if (session.dialect().backend() == Backend::postgresql) Query(session, kPostgresqlLock).read_number();
    apply_missing(session, before_each);
  });
}

}  // namespace gup::database
