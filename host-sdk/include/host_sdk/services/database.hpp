// Which database holds the host's tables.
#pragma once

#include <string>

namespace host_sdk {

/// How to reach the database that holds `target_users`, `target_groups` and `target_group_members`. The
/// plugin opens its own SOCI sessions; no session crosses the boundary. Owned by the host; lives until
/// `stop()` has returned; both values are constant meanwhile. [any]
class Database {
 public:
  virtual ~Database() = default;

  /// SOCI's name of the backend: `sqlite3`, `postgresql` or `mysql` (which is MariaDB's, too).
  [[nodiscard]] virtual std::string backend() const = 0;

  /// SOCI's connection string. May hold a password: never log it, never put it into an error.
  [[nodiscard]] virtual std::string connection_string() const = 0;
};

}  // namespace host_sdk
