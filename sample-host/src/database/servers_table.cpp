#include "database/servers_table.hpp"

#include <unistd.h>

#include "database/host_database.hpp"
#include "host_sdk/process.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
void ServersTable::heartbeat(const std::string& id, const std::string& public_url, host_sdk::Timestamp now) {
  const auto pid = static_cast<std::int64_t>(getpid());
  database_.write("the heartbeat cannot be stored", [&](Session& session) {
    Query(session, "DELETE FROM host_servers WHERE id = ? OR heartbeat_at < ?")
        .text(id, "id")
        .number(host_sdk::to_microseconds(now - std::chrono::hours{24}))
        .run();
    Query(
        session,
        "INSERT INTO host_servers (id, public_url, machine, pid, pid_started, heartbeat_at) VALUES (?, ?, ?, "
        "?, ?, ?)")
        .text(id, "id")
        .text(public_url, "public_url")
        .text(host_sdk::machine_name(), "machine")
        .number(pid)
        .number(host_sdk::start_of_process(pid).value_or(0))
        .number(host_sdk::to_microseconds(now))
        .run();
  });
}

void ServersTable::remove(const std::string& id) {
  database_.with_session("the heartbeat cannot be removed", [&](Session& session) {
    Query(session, "DELETE FROM host_servers WHERE id = ?").text(id, "id").run();
  });
}

std::optional<std::string> ServersTable::serving(host_sdk::Timestamp now) {
  return database_.with_session("the serving hosts cannot be read", [&](Session& session) {
    std::optional<std::string> found;
    Query(session,
          "SELECT public_url, machine, pid, pid_started FROM host_servers WHERE heartbeat_at BETWEEN ? AND ? "
          "ORDER BY heartbeat_at")
        .number(host_sdk::to_microseconds(now - kHeartbeatLimit))
        // A heartbeat from the future was stored while a clock was wrong.
        .number(host_sdk::to_microseconds(now + kHeartbeatLimit))
        .read("ttnn", [&](const sql::Row& row) {
          const bool here = row.text(1) == host_sdk::machine_name();
          if (!here || host_sdk::start_of_process(row.number(2)) == row.number(3)) found = row.text(0);
        });
    return found;
  });
}

}  // namespace sample_host
