// run_query: migrates an SQLite database in memory, writes a row and prints how many there are.
#include <exception>
#include <iostream>

#include "host_sdk/sql/migrate.hpp"
#include "host_sdk/sql/session_pool.hpp"

int main() try {
  using namespace host_sdk::sql;
  SessionPool pool(backend_named("sqlite3"), "dbname=:memory:", {.sessions = 1});
  migrate(pool, {"visits_schema", "The tables", [](const Dialect& dialect) -> SchemaVersions {
                   return {{"CREATE TABLE IF NOT EXISTS visits (name " + dialect.key_text(64) +
                            " NOT NULL PRIMARY KEY)" + dialect.table_options()}};
                 }});
  std::cout << pool.write_with_retries([](Session& session) {
    Query(session, "INSERT INTO visits (name) VALUES (?)").text("Ada", "name").run();
    return Query(session, "SELECT COUNT(*) FROM visits").read_number();
  }) << '\n';
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
