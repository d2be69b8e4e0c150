#include "server_database.hpp"

#include <soci/mysql/soci-mysql.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace test_servers {
namespace {

void run(const std::string& backend, const std::string& server, const std::string& sql) {
  soci::session session(backend == "postgresql" ? *soci::factory_postgresql() : *soci::factory_mysql(),
                        server);
  if (backend == "postgresql") session << "SET client_min_messages = 'error'";
  session << sql;
}

std::string unique_name() {
  static int number = 0;
  return "test_" + std::to_string(getpid()) + "_" + std::to_string(++number);
}

}  // namespace

std::string folder_of(const std::string& backend) {
  const char* servers = std::getenv("TEST_SERVERS");
  if (servers == nullptr)
    throw std::runtime_error("This test needs a " + backend +
                             " server, and TEST_SERVERS names none: run it with ctest, which starts one.");
  return std::string(servers) + "/" + backend;
}

std::string administrator_of(const std::string& backend, const std::string& folder) {
  std::ifstream file(folder + "/connection");
  std::string connection;
  if (!std::getline(file, connection))
    throw std::runtime_error("The tests' " + backend +
                             " server does not run: tests/support/database-server start " + backend + " " +
                             folder);
  return connection;
}

ServerDatabase::ServerDatabase(const std::string& backend, const std::string& folder)
    : backend_(backend), server_(administrator_of(backend, folder)), name_(unique_name()) {
  run(backend_, server_, (backend_ == "postgresql" ? "CREATE SCHEMA " : "CREATE DATABASE ") + name_);
}

ServerDatabase::~ServerDatabase() {
  try {
    run(backend_, server_,
        backend_ == "postgresql" ? "DROP SCHEMA " + name_ + " CASCADE" : "DROP DATABASE " + name_);
  } catch (const soci::soci_error& error) {
    // The server's data goes with the server.
    std::fprintf(stderr, "A test's database was left behind: %s\n", error.what());
  }
}

std::string ServerDatabase::connection_string() const {
  return server_ + (backend_ == "postgresql" ? "&options=-csearch_path%3D" : " db=") + name_;
}

OwnServer::OwnServer(std::string backend) : backend_(std::move(backend)) {
  std::string folder = (std::filesystem::temp_directory_path() / "test-server-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary folder");
  folder_ = folder;
  start();
}

OwnServer::~OwnServer() {
  try {
    command("stop");
  } catch (const std::runtime_error& error) {
    std::fprintf(stderr, "%s\n", error.what());
  }
}

void OwnServer::command(const std::string& action) {
  const std::string line = std::string(DATABASE_SERVER) + " " + action + " " + backend_ + " " + folder_;
  if (std::system(line.c_str()) != 0) throw std::runtime_error("failed: " + line);
}

}  // namespace test_servers
