// The audit trail (table host_audit).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// The source of actions on the host's own pages.
inline constexpr std::string_view kHostSource = "host";

struct AuditEntry {
  std::int64_t id = 0;
  std::string company_id;
  std::string actor_id;
  std::string actor_name;
  /// The plugin's id, or `kHostSource`.
  std::string source;
  std::string action;
  std::string detail;
  host_sdk::Timestamp at;
};

/// Every function throws SqlError.
class AuditTable {
 public:
  explicit AuditTable(HostDatabase& database) : database_(database) {}

  void add(const AuditEntry& entry);

  /// The latest entries of a company, newest first, with ids below `before` (0: from the newest).
  [[nodiscard]] std::vector<AuditEntry> latest(std::string_view company_id, std::int64_t before, int limit);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
