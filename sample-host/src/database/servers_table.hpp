// The processes of the host that serve now (table host_servers).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// A process that dies leaves its row. So a row counts only while its heartbeat is recent and, on the same
/// machine, while the process lives.
inline constexpr std::chrono::seconds kHeartbeatPeriod{10};
inline constexpr std::chrono::seconds kHeartbeatLimit{35};

/// Every function throws SqlError.
class ServersTable {
 public:
  explicit ServersTable(HostDatabase& database) : database_(database) {}

  /// Inserts or renews the row of this process, `id`, which serves at `public_url`.
  void heartbeat(const std::string& id, const std::string& public_url, host_sdk::Timestamp now);
  void remove(const std::string& id);

  /// The public address of a process that serves now.
  [[nodiscard]] std::optional<std::string> serving(host_sdk::Timestamp now);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
