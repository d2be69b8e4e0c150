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

/// An empty, migrated database.
struct TemporaryDatabase {
  TemporaryDatabase() : pool(sqlite_in(folder)) { migrate(pool); }
  TemporaryFolder folder;
  SessionPool pool;
};

}  // namespace sample_host::testing
