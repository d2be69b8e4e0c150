// The audit trail (table host_audit). Entries are added and read; nothing in the host changes or deletes one.
#pragma once

#include <cstdint>
#include <optional>
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
  /// Where the actor acted: `Actor::from`.
  std::string origin;
  /// The plugin's id, or `kHostSource`.
  std::string source;
  std::string action;
  std::string detail;
  host_sdk::Timestamp at;
};

/// The entry of an action by `actor`, without an id.
[[nodiscard]] AuditEntry audit_entry(std::string_view company_id, const host_sdk::Actor& actor,
                                     std::string_view source, std::string_view action,
                                     std::string_view detail, host_sdk::Timestamp at);

/// Every part that is not empty must apply.
struct AuditFilter {
  /// Part of a name, a place or a detail, in any case.
  std::string search;
  /// An action, such as `settings_saved`.
  std::string action;
  /// The name or the account of the one who acted.
  std::string actor = {};
  /// The first time, and the end of the period (exclusive).
  std::optional<host_sdk::Timestamp> from = {};
  std::optional<host_sdk::Timestamp> until = {};
};

/// Every function throws SqlError.
class AuditTable {
 public:
  explicit AuditTable(HostDatabase& database) : database_(database) {}

  void add(const AuditEntry& entry);

  /// The latest entries of a company, newest first, with ids below `before` (0: from the newest).
  [[nodiscard]] std::vector<AuditEntry> latest(std::string_view company_id, std::int64_t before, int limit,
                                               const AuditFilter& filter = {});

  /// The entries after the id `after` that follow it at once, newest first.
  [[nodiscard]] std::vector<AuditEntry> newer(std::string_view company_id, std::int64_t after, int limit,
                                              const AuditFilter& filter = {});

  /// How many entries of a company match.
  [[nodiscard]] std::int64_t count(std::string_view company_id, const AuditFilter& filter);

  /// At most 100 names of those who acted, in alphabetical order.
  [[nodiscard]] std::vector<std::string> actors(std::string_view company_id);

  /// The actions that a company has entries of, in alphabetical order.
  [[nodiscard]] std::vector<std::string> actions(std::string_view company_id);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
