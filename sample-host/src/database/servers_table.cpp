#include "database/servers_table.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>

#include "database/host_database.hpp"
#include "host_sdk/time.hpp"
#include "services/machine.hpp"

namespace sample_host {
namespace {

/// When a process started, in the kernel's ticks (proc(5), field 22 of /proc/PID/stat); 0 after its end.
/// With the pid it names one process for as long as the machine is up.
std::int64_t start_of_process(std::int64_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  // The second field is the program's name in brackets, which may contain any character.
  const auto bracket = text.rfind(')');
  if (bracket == std::string::npos) return 0;
  std::istringstream fields(text.substr(bracket + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  return fields ? std::stoll(field) : 0;
}

}  // namespace

void ServersTable::beat(const std::string& id, const std::string& public_url, host_sdk::Timestamp now) {
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
        .text(machine_name(), "machine")
        .number(pid)
        .number(start_of_process(pid))
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
          const bool here = row.text(1) == machine_name();
          if (!here || start_of_process(row.number(2)) == row.number(3)) found = row.text(0);
        });
    return found;
  });
}

}  // namespace sample_host
