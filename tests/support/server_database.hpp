// A database for each test on the servers that the tests start (tests/support/database-server).
#pragma once

#include <string>

namespace test_servers {

/// The folder of a server, as `database-server` fills it. Throws std::runtime_error when the tests were
/// started without their servers. `backend`: postgresql or mysql.
[[nodiscard]] std::string folder_of(const std::string& backend);

/// SOCI's connection string for the administrator of the server in that folder.
[[nodiscard]] std::string administrator_of(const std::string& backend, const std::string& folder);

/// An empty database, dropped by the destructor. On PostgreSQL it is a schema, which is faster to create and
/// drop.
class ServerDatabase {
 public:
  ServerDatabase(const std::string& backend, const std::string& folder);
  ~ServerDatabase();
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;

  [[nodiscard]] const std::string& backend() const { return backend_; }
  [[nodiscard]] std::string connection_string() const;

 private:
  std::string backend_;
  std::string server_;
  std::string name_;
};

/// A server for one test that may kill it.
class OwnServer {
 public:
  explicit OwnServer(std::string backend);
  ~OwnServer();
  OwnServer(const OwnServer&) = delete;
  OwnServer& operator=(const OwnServer&) = delete;

  [[nodiscard]] const std::string& folder() const { return folder_; }
  /// Sends SIGKILL to all its processes. Committed data stays.
  void kill() { command("kill"); }
  void start() { command("start"); }

 private:
  void command(const std::string& action);

  std::string backend_;
  std::string folder_;
};

}  // namespace test_servers
