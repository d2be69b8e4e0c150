#include "server_database.hpp"
#include "store_world.hpp"
#include "temporary_folder.hpp"

namespace gup::testing {
namespace {

/// A file with its write-ahead log.
class SqliteDatabase final : public TestDatabase {
 public:
  [[nodiscard]] std::string backend() const override { return "sqlite3"; }
  [[nodiscard]] std::string connection_string() const override {
    return "dbname=" + (folder_.path() / "host.db").string();
  }

 private:
  TemporaryFolder folder_;
};

class DatabaseOnServer final : public TestDatabase {
 public:
  DatabaseOnServer(const std::string& backend, const std::string& folder) : database_(backend, folder) {}
  [[nodiscard]] std::string backend() const override { return database_.backend(); }
  [[nodiscard]] std::string connection_string() const override { return database_.connection_string(); }

 private:
  test_servers::ServerDatabase database_;
};

}  // namespace

std::unique_ptr<TestDatabase> TestDatabase::make(const std::string& backend) {
  if (backend == "sqlite3") return std::make_unique<SqliteDatabase>();
  return make(backend, test_servers::folder_of(backend));
}

std::unique_ptr<TestDatabase> TestDatabase::make(const std::string& backend, const std::string& folder) {
  return std::make_unique<DatabaseOnServer>(backend, folder);
}

std::vector<std::string> kinds_of_server() {
  return {"postgresql", "mysql"};
}

std::vector<std::string> kinds_of_database() {
  return {"sqlite3", "postgresql", "mysql"};
}

}  // namespace gup::testing
