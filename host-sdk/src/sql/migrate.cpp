#include "host_sdk/sql/migrate.hpp"

#include <chrono>
#include <optional>
#include <thread>

namespace host_sdk::sql {
namespace {

constexpr std::chrono::seconds kWaitForOthers{30};
constexpr std::chrono::milliseconds kCheckAgainAfter{20};

/// A SQLite file keeps the mode. Two processes that turn it on at once collide, and SQLite answers `busy` to
/// that without waiting, so the wait is here.
void turn_on_write_ahead_log(SessionPool& pool) {
  const auto deadline = std::chrono::steady_clock::now() + kWaitForOthers;
  while (true) {
    try {
      pool.with_session([](Session& session) {
        if (Query(session, "PRAGMA journal_mode").read_text() != "wal")
          (void)Query(session, "PRAGMA journal_mode = WAL").read_text();
      });
      return;
    } catch (const SqlError& error) {
      if (error.kind() != SqlErrorKind::busy || std::chrono::steady_clock::now() > deadline) throw;
    }
    std::this_thread::sleep_for(kCheckAgainAfter);
  }
}

bool table_exists(Session& session, const std::string& table) {
  std::string sql =
      "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = "
      "?";
  if (session.dialect().backend() == Backend::sqlite3)
    sql = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = ?";
  if (session.dialect().backend() == Backend::mysql)
    sql = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?";
  return Query(session, sql).text(table, "table").read_number() > 0;
}

/// The dialect of the server: MariaDB and MySQL name the binary collation without padding differently.
Dialect dialect_of(Session& session) {
  if (session.dialect().backend() != Backend::mysql) return session.dialect();
  const bool mariadb =
      Query(session,
            "SELECT COUNT(*) FROM information_schema.collations WHERE collation_name = 'utf8mb4_nopad_bin'")
          .read_number() > 0;
  return Dialect(Backend::mysql, mariadb ? "utf8mb4_nopad_bin" : "utf8mb4_0900_bin");
}

std::optional<CharacterSetProblem> encoding_problem(Session& session) {
  const auto encoding = Query(session,
                              "SELECT CAST(pg_encoding_to_char(encoding) AS TEXT) FROM pg_database WHERE "
                              "datname = current_database()")
                            .read_text()
                            .value_or("");
  if (encoding == "UTF8") return std::nullopt;
  return CharacterSetProblem{"the database has the encoding " + encoding + ", which cannot hold every name",
                             "create one with ENCODING 'UTF8' TEMPLATE template0, and move the tables there "
                             "with pg_dump"};
}

/// The first column of another character set in the tables with this prefix, on MariaDB or MySQL.
std::optional<CharacterSetProblem> column_problem(Session& session, const std::string& prefix) {
  std::optional<CharacterSetProblem> problem;
  Query(session,
        "SELECT table_name, column_name, character_set_name FROM information_schema.columns WHERE "
        "table_schema = DATABASE() AND LEFT(table_name, CHAR_LENGTH(?)) = ? AND character_set_name <> "
        "'utf8mb4' ORDER BY table_name, ordinal_position LIMIT 1")
      .text(prefix, "prefix")
      .text(prefix, "prefix")
      .read("ttt", [&](const Row& row) {
        problem = {"the column " + row.text(0) + "." + row.text(1) + " has the character set " + row.text(2) +
                       ", which cannot hold every name",
                   "run ALTER TABLE " + row.text(0) + " CONVERT TO CHARACTER SET utf8mb4 COLLATE " +
                       dialect_of(session).mysql_collation()};
      });
  return problem;
}

class Migration {
 public:
  Migration(Session& session, const Schema& schema)
      : session_(session),
        schema_(schema),
        dialect_(dialect_of(session)),
        versions_(schema.versions(dialect_)) {}

  /// Throws when the applied version is newer than the known ones.
  bool is_needed() {
    if (!table_exists(session_, schema_.version_table)) return true;
    const auto applied = applied_version().value_or(0);
    const auto known = static_cast<std::int64_t>(versions_.size());
    if (applied > known)
      throw SqlError(SqlErrorKind::newer_schema,
                     schema_.title + " have version " + std::to_string(applied) +
                         ", but this program knows them up to version " + std::to_string(known) +
                         ": a newer version of the program was here. Install that version again.");
    return applied < known;
  }

  void apply(const std::function<void()>& before_each) {
    session_.run("CREATE TABLE IF NOT EXISTS " + schema_.version_table + " (version BIGINT NOT NULL)" +
                 dialect_.table_options());
    if (!applied_version()) session_.run("INSERT INTO " + schema_.version_table + " (version) VALUES (0)");
    if (!is_needed()) return;
    const auto step = [&](const auto& work) {
      if (before_each) before_each();
      work();
    };
    for (auto version = applied_version().value_or(0); version < static_cast<std::int64_t>(versions_.size());
         ++version) {
      for (const auto& sql : versions_[static_cast<std::size_t>(version)]) step([&] { session_.run(sql); });
      step([&] {
        Query(session_, "UPDATE " + schema_.version_table + " SET version = ?").number(version + 1).run();
      });
    }
  }

 private:
  std::optional<std::int64_t> applied_version() {
    std::optional<std::int64_t> version;
    Query(session_, "SELECT MAX(version) FROM " + schema_.version_table).read("n", [&](const Row& row) {
      version = row.number_or_null(0);
    });
    return version;
  }

  Session& session_;
  const Schema& schema_;
  const Dialect dialect_;
  const SchemaVersions versions_;
};

/// MariaDB commits at every schema change, so a named lock keeps other processes out. An error closes the
/// session, and with it the lock.
void apply_on_mysql(Session& session, const Schema& schema, const std::function<void()>& before_each) {
  const std::string name = "LEFT(CONCAT(DATABASE(), '.', ?), 64)";
  const auto lock =
      Query(session, "SELECT GET_LOCK(" + name + ", " + std::to_string(kWaitForOthers.count()) + ")")
          .text(schema.version_table, "version_table")
          .read_number();
  if (lock != 1)
    throw SqlError(SqlErrorKind::busy, "Another process has been migrating " + schema.version_table +
                                           " for " + std::to_string(kWaitForOthers.count()) + " s.");
  Migration(session, schema).apply(before_each);
  Query(session, "SELECT RELEASE_LOCK(" + name + ")")
      .text(schema.version_table, "version_table")
      .read_number();
}

}  // namespace

void migrate(SessionPool& pool, const Schema& schema, const std::function<void()>& before_each) {
  if (pool.backend() == Backend::sqlite3) turn_on_write_ahead_log(pool);
  // Usually nothing is missing; then no lock is taken, since another process may hold it for long.
  if (!pool.with_session([&](Session& session) { return Migration(session, schema).is_needed(); })) return;
  if (pool.backend() == Backend::mysql) {
    pool.with_session([&](Session& session) { apply_on_mysql(session, schema, before_each); });
    return;
  }
  pool.write([&](Session& session) {
    if (pool.backend() == Backend::postgresql) {
      session.run("SET LOCAL lock_timeout = '" + std::to_string(kWaitForOthers.count()) + "s'");
      Query(session, "SELECT COUNT(*) FROM pg_advisory_xact_lock(hashtext(?)) AS locked")
          .text("host_sdk." + schema.version_table, "version_table")
          .read_number();
    }
    Migration(session, schema).apply(before_each);
  });
}

std::optional<CharacterSetProblem> character_set_problem(Session& session,
                                                         const std::vector<std::string>& prefixes) {
  // SQLite stores Unicode in each of its encodings.
  if (session.dialect().backend() == Backend::sqlite3) return std::nullopt;
  if (session.dialect().backend() == Backend::postgresql) return encoding_problem(session);
  std::optional<CharacterSetProblem> problem;
  for (const std::string& prefix : prefixes)
    if (!problem) problem = column_problem(session, prefix);
  return problem;
}

}  // namespace host_sdk::sql
