#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

#include "database/session.hpp"
#include "store_world.hpp"

namespace gup::testing {
namespace {

/// A file in a folder of its own, with its write-ahead log.
class SqliteDatabase final : public TestDatabase {
 public:
  SqliteDatabase() {
    std::string folder = (std::filesystem::temp_directory_path() / "gup-store-XXXXXX").string();
    if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = folder;
  }
  ~SqliteDatabase() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::string backend() const override { return "sqlite3"; }
  [[nodiscard]] std::string connection_string() const override {
    return "dbname=" + (folder_ / "host.db").string();
  }

 private:
  std::filesystem::path folder_;
};

std::string unique_name() {
  static int number = 0;
  return "gup_test_" + std::to_string(getpid()) + "_" + std::to_string(++number);
}

/// A schema of its own in the database of a running server.
class PostgresqlDatabase final : public TestDatabase {
 public:
  explicit PostgresqlDatabase(std::string server) : server_(std::move(server)), schema_(unique_name()) {
    run("CREATE SCHEMA " + schema_);
  }
  ~PostgresqlDatabase() override { run("DROP SCHEMA " + schema_ + " CASCADE"); }
  [[nodiscard]] std::string backend() const override { return "postgresql"; }
  [[nodiscard]] std::string connection_string() const override {
    return server_ + "&options=-csearch_path%3D" + schema_;
  }

 private:
  void run(const std::string& sql) { database::Session(database::Backend::postgresql, server_).run(sql); }
  std::string server_;
  std::string schema_;
};

/// A database of its own on a running server.
class MysqlDatabase final : public TestDatabase {
 public:
  explicit MysqlDatabase(std::string server) : server_(std::move(server)), name_(unique_name()) {
    run("CREATE DATABASE " + name_);
  }
  ~MysqlDatabase() override { run("DROP DATABASE " + name_); }
  [[nodiscard]] std::string backend() const override { return "mysql"; }
  [[nodiscard]] std::string connection_string() const override { return server_ + " db=" + name_; }

 private:
  void run(const std::string& sql) { database::Session(database::Backend::mysql, server_).run(sql); }
  std::string server_;
  std::string name_;
};

/// A URI with at least one parameter for PostgreSQL; a connection string without `db` for MySQL.
std::string server_of(const std::string& backend) {
  const char* server = std::getenv(backend == "postgresql" ? "GUP_TEST_POSTGRESQL" : "GUP_TEST_MYSQL");
  return server == nullptr ? "" : server;
}

}  // namespace

std::unique_ptr<TestDatabase> TestDatabase::make(const std::string& backend) {
  if (backend == "sqlite3") return std::make_unique<SqliteDatabase>();
  if (backend == "postgresql") return std::make_unique<PostgresqlDatabase>(server_of(backend));
  return std::make_unique<MysqlDatabase>(server_of(backend));
}

std::vector<std::string> kinds_of_server() {
  std::vector<std::string> kinds;
  for (const std::string server : {"postgresql", "mysql"})
    if (!server_of(server).empty()) kinds.push_back(server);
  return kinds;
}

std::vector<std::string> kinds_of_database() {
  std::vector<std::string> kinds = kinds_of_server();
  kinds.insert(kinds.begin(), "sqlite3");
  return kinds;
}

std::vector<std::string> all_kinds_of_store() {
  std::vector<std::string> kinds = kinds_of_database();
  kinds.insert(kinds.begin(), "fake");
  return kinds;
}

}  // namespace gup::testing
