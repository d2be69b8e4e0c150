// Which processes of the host serve at this moment (table host_servers).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class SessionPool;

/// A process that dies cannot take its row away, so a row counts only while its heartbeat is young and, on
/// the same machine, while the process lives.
inline constexpr std::chrono::seconds kHeartbeatPeriod{10};
inline constexpr std::chrono::seconds kHeartbeatLimit{35};

/// Every function throws DatabaseError.
class ServersTable {
 public:
  explicit ServersTable(SessionPool& pool) : pool_(pool) {}

  /// Notes or renews that this process, under the name `id`, serves at `public_url`.
  void beat(const std::string& id, const std::string& public_url, host_sdk::Timestamp now);
  void remove(const std::string& id);

  /// The public address of a process that serves now.
  [[nodiscard]] std::optional<std::string> serving(host_sdk::Timestamp now);

 private:
  SessionPool& pool_;
};

}  // namespace sample_host
