// A folder and a database that a test has for itself.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>

#include "config/config.hpp"
#include "config/connection_string.hpp"
#include "database/host_database.hpp"
#include "server_database.hpp"

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
  return {"sqlite3",
          host_sdk::SecretText(ready_connection_string("sqlite3", "dbname=host.db", {}, folder.path()))};
}

/// An empty database: SQLite, or one on the server in the folder that HOST_TEST_SERVER names.
class EmptyDatabase {
 public:
  EmptyDatabase() {
    if (const char* server = std::getenv("HOST_TEST_SERVER"))
      on_server_.emplace(std::filesystem::path(server).filename(), server);
  }
  [[nodiscard]] DatabaseConfig config() const {
    return on_server_
               ? DatabaseConfig{on_server_->backend(), host_sdk::SecretText(on_server_->connection_string())}
               : sqlite_in(folder_);
  }

 private:
  TemporaryFolder folder_;
  std::optional<test_servers::ServerDatabase> on_server_;
};

/// The same with the host's tables.
struct TemporaryDatabase {
  TemporaryDatabase() { pool.migrate(); }
  EmptyDatabase database;
  HostDatabase pool{database.config()};
};

}  // namespace sample_host::testing
