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

}  // namespace

HostDatabase::HostDatabase(const DatabaseConfig& config)
    : pool_(backend_of(config), config.connection.reveal(), pool_options(backend_of(config))) {}

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
  with_session("the character set of the host's tables cannot be checked", [](Session& session) {
    // Plugins check their own tables.
    if (const auto problem = host_sdk::sql::character_set_problem(session, {"target_", "host_"}))
      throw ConfigError(problem->text + " (host.yaml, key 'database'): " + problem->remedy);
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
