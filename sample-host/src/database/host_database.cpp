#include "database/host_database.hpp"

#include "database/schema.hpp"
#include "host_sdk/sql/migrate.hpp"

namespace sample_host {
namespace {

constexpr std::string_view kMigrating =
    "the host's tables cannot be created or updated (host.yaml, key 'database')";

Backend backend_of(const DatabaseConfig& config) {
  try {
    return host_sdk::sql::backend_named(config.backend);
  } catch (const SqlError&) {
    throw ConfigError("the database backend must be sqlite3, postgresql or mysql");
  }
}

host_sdk::sql::PoolOptions pool_options(Backend backend) {
  host_sdk::sql::PoolOptions options;
  options.sessions = 8;
  options.wait = std::chrono::seconds{5};
  // A stored secret survives a power failure, as the secret store promises.
  if (backend == Backend::sqlite3) options.on_open = {"PRAGMA synchronous = FULL"};
  return options;
}

constexpr const char* kFourBytes = "\U0001F600";

/// What to do when the database cannot hold every character; "" if it can.
std::string postgresql_remedy(Session& session) {
  const auto encoding = Query(session,
                              "SELECT CAST(pg_encoding_to_char(encoding) AS TEXT) FROM pg_database WHERE "
                              "datname = current_database()")
                            .read_text()
                            .value_or("");
  if (encoding == "UTF8") return {};
  return "the database has the encoding " + encoding +
         ", which cannot hold every name (host.yaml, key 'database'): create one with ENCODING 'UTF8' "
         "TEMPLATE template0, and move the tables there with pg_dump";
}

std::string mysql_remedy(Session& session) {
  std::string table;
  std::string column;
  std::string set;
  Query(
      session,
      "SELECT table_name, column_name, character_set_name FROM information_schema.columns WHERE table_schema "
      "= DATABASE() AND (table_name LIKE 'target!_%' ESCAPE '!' OR table_name LIKE 'host!_%' ESCAPE '!' OR "
      "table_name LIKE 'gup!_%' ESCAPE '!') AND "
      "character_set_name <> 'utf8mb4' ORDER BY table_name DESC, ordinal_position DESC")
      .read("ttt", [&](const sql::Row& row) {
        table = row.text(0);
        column = row.text(1);
        set = row.text(2);
      });
  if (table.empty()) return {};
  return "the column " + table + "." + column + " has the character set " + set +
         ", which cannot hold every name (host.yaml, key 'database'): run ALTER TABLE " + table +
         " CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin";
}

}  // namespace

HostDatabase::HostDatabase(const DatabaseConfig& config)
    : pool_(backend_of(config), config.connection, pool_options(backend_of(config))) {}

void HostDatabase::migrate(const std::function<void()>& before_each) {
  try {
    host_sdk::sql::migrate(pool_, {"host_schema", "The host's tables", schema_versions}, before_each);
  } catch (const SqlError& error) {
    throw_with(kMigrating, error);
  }
}

void HostDatabase::check_text() {
  // SQLite stores Unicode in each of its encodings.
  if (backend() == Backend::sqlite3) return;
  with_session("the character set of the host's tables cannot be checked", [this](Session& session) {
    const std::string remedy =
        backend() == Backend::postgresql ? postgresql_remedy(session) : mysql_remedy(session);
    if (!remedy.empty()) throw ConfigError(remedy);
    // Never committed. A table without rules of the operator's own.
    const sql::Transaction transaction(session, sql::Transaction::Kind::write);
    Query(session, "INSERT INTO host_ids (kind, next_id) VALUES (?, 1)").text(kFourBytes, "kind").run();
    if (Query(session, "SELECT kind FROM host_ids WHERE kind = ?").text(kFourBytes, "kind").read_text() !=
        kFourBytes)
      throw ConfigError(
          "the database does not return a character of four bytes as it was written (host.yaml, key "
          "'database'): use a UTF-8 connection");
  });
}

void HostDatabase::throw_with(std::string_view failure, const SqlError& error) {
  std::string message = std::string{failure} + ": " + error.what();
  // Operators need the driver's text: which server, which user, which file.
  if (message.find(error.detail()) == std::string::npos) message += " " + error.detail();
  throw SqlError(error.kind(), message, error.detail());
}

}  // namespace sample_host
