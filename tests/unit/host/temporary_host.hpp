// A folder and a database that a test has for itself.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "config/config.hpp"
#include "config/connection_string.hpp"
#include "database/migrate.hpp"
#include "database/session_pool.hpp"
#include "database/transaction.hpp"

namespace sample_host::testing {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "sample-host-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code best_effort;
    std::filesystem::remove_all(path_, best_effort);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline DatabaseConfig sqlite_in(const TemporaryFolder& folder) {
  return {"sqlite3", ready_connection_string("sqlite3", "dbname=host.db", folder.path())};
}

/// SQLite in the folder, or the server that HOST_TEST_DATABASE names as `backend|connection string`: its
/// tables are dropped first, so let it be one that is for tests alone.
inline DatabaseConfig database_in(const TemporaryFolder& folder) {
  const char* named = std::getenv("HOST_TEST_DATABASE");
  if (named == nullptr) return sqlite_in(folder);
  const std::string text = named;
  const auto bar = text.find('|');
  DatabaseConfig config{text.substr(0, bar), text.substr(bar + 1)};
  SessionPool pool(config);
  for (const char* table : {"target_users", "target_groups", "target_group_members", "host_schema",
                            "host_ids", "host_secrets", "host_schedule", "host_task_runs", "host_notices",
                            "host_audit", "host_sessions", "host_callbacks", "host_servers"}) {
    with_session(pool, "dropping",
                 [&](soci::session& sql) { sql << std::string{"DROP TABLE IF EXISTS "} + table; });
  }
  return config;
}

/// An empty, migrated database.
struct TemporaryDatabase {
  TemporaryDatabase() : pool(database_in(folder)) { migrate(pool); }
  TemporaryFolder folder;
  SessionPool pool;
};

}  // namespace sample_host::testing
