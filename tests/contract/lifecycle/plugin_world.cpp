#include "plugin_world.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "database/sql_store.hpp"
#include "host_tables.hpp"

namespace gup::testing {

PluginWorld::PluginWorld() {
  const std::string connection = "dbname=" + (folder_.path() / "host.db").string();
  host_ = std::make_unique<host_sdk::fakes::FakeHostServices>(
      host_sdk::fakes::FakeDatabase("sqlite3", connection));
  HostTables("sqlite3", connection).create();
}

std::string PluginWorld::settings_file(int port, const std::string& rest) const {
  const std::string google = "http://127.0.0.1:" + std::to_string(port);
  const auto file = folder_.path() / "settings.yaml";
  std::ofstream(file) << "google:\n"
                         "  client_id: a-client\n"
                         "  client_secret: a-secret\n"
                         "  endpoints:\n"
                      << "    authorization: " << google << "/auth\n    token: " << google
                      << "/token\n    revocation: " << google << "/revoke\n    directory: " << google << "\n"
                      << rest;
  return file.string();
}

std::unique_ptr<Store> PluginWorld::store() {
  return open_store(host_->database(), 1);
}

void PluginWorld::connect(const std::string& company_id) {
  const auto store_of_plugin = store();
  Connection connection;
  connection.company_id = company_id;
  connection.state = ConnectionState::connected;
  connection.customer_id = "C01";
  connection.account_id = "1001";
  connection.admin_email = "dana@acme.com";
  connection.domain = "acme.com";
  connection.connected_at = host_->clock().now();
  put_connection(*store_of_plugin, connection);
  if (!store_of_plugin->save_settings(company_id, {{}, 0, "Dana Reyes", host_->clock().now()}, 0))
    throw std::logic_error("the company already has settings");
  if (!host_->secrets().put(company_id, "refresh-token", "a-refresh-token").done())
    throw std::logic_error("the secret store failed");
}

std::size_t threads() {
  const std::filesystem::directory_iterator tasks("/proc/self/task");
  return static_cast<std::size_t>(std::distance(begin(tasks), end(tasks)));
}

int silent_port() {
  // Bound and closed: the kernel does not reuse the number for a while.
  const int unused_socket = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* plain = reinterpret_cast<sockaddr*>(&address);
  const bool known = bind(unused_socket, plain, size) == 0 && getsockname(unused_socket, plain, &size) == 0;
  close(unused_socket);
  if (!known) throw std::runtime_error("no loopback port");
  return ntohs(address.sin_port);
}

}  // namespace gup::testing
