#include "database/servers_table.hpp"

#include <unistd.h>

#include <array>
#include <fstream>
#include <sstream>

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {
namespace {

std::string machine_name() {
  // Containers that share a file have different boot ids or different names.
  std::array<char, 256> name{};
  gethostname(name.data(), name.size() - 1);
  return name.data();
}

/// When a process started, in the kernel's ticks (proc(5), field 22 of /proc/PID/stat); 0 when it is gone.
/// With the pid it names one process for as long as the machine is up.
Int start_of_process(Int pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  // The second field is the program's name in brackets and may hold anything.
  const auto bracket = text.rfind(')');
  if (bracket == std::string::npos) return 0;
  std::istringstream fields(text.substr(bracket + 1));
  std::string field;
  for (int number = 3; number <= 22; ++number) fields >> field;
  return fields ? std::stoll(field) : 0;
}

}  // namespace

void ServersTable::beat(const std::string& id, const std::string& public_url, host_sdk::Timestamp now) {
  const std::string machine = machine_name();
  const Int pid = getpid();
  const Int started = start_of_process(pid);
  const Int at = micros(now);
  const Int forgotten = micros(now - std::chrono::hours{24});
  in_transaction(pool_, "the heartbeat cannot be stored", [&](soci::session& sql) {
    sql << "DELETE FROM host_servers WHERE id = :id OR heartbeat_at < :forgotten", soci::use(id, "id"),
        soci::use(forgotten, "forgotten");
    sql << "INSERT INTO host_servers (id, public_url, machine, pid, pid_started, heartbeat_at) VALUES (:id, "
           ":url, "
           ":machine, :pid, :started, :at)",
        soci::use(id, "id"), soci::use(public_url, "url"), soci::use(machine, "machine"),
        soci::use(pid, "pid"), soci::use(started, "started"), soci::use(at, "at");
  });
}

void ServersTable::remove(const std::string& id) {
  with_session(pool_, "the heartbeat cannot be removed", [&](soci::session& sql) {
    sql << "DELETE FROM host_servers WHERE id = :id", soci::use(id, "id");
  });
}

std::optional<std::string> ServersTable::serving(host_sdk::Timestamp now) {
  const Int oldest = micros(now - kHeartbeatLimit);
  return with_session(pool_, "the serving hosts cannot be read", [&](soci::session& sql) {
    std::optional<std::string> found;
    std::string url;
    std::string machine;
    Int pid = 0;
    Int started = 0;
    soci::statement rows =
        (sql.prepare
             << "SELECT public_url, machine, pid, pid_started FROM host_servers WHERE heartbeat_at >= "
                ":oldest ORDER BY heartbeat_at",
         soci::use(oldest, "oldest"), soci::into(url), soci::into(machine), soci::into(pid),
         soci::into(started));
    rows.execute();
    while (rows.fetch()) {
      const bool here = machine == machine_name();
      if (!here || start_of_process(pid) == started) found = url;
    }
    return found;
  });
}

}  // namespace sample_host
