// The connection settings of the host's database.
#pragma once

#include <string>

namespace host_sdk {

/// The database with the tables `target_users`, `target_groups` and `target_group_members`. The plugin opens
/// its own SOCI sessions; sessions never cross the boundary. Both values are constant. Owned by the host;
/// lives until the plugin's `stop()` returns. [any]
class Database {
 public:
  virtual ~Database() = default;

  /// SOCI's name of the backend: `sqlite3`, `postgresql` or `mysql` (also for MariaDB).
  [[nodiscard]] virtual std::string backend() const = 0;

  /// SOCI's connection string. Can contain a password: keep it out of logs and errors.
  [[nodiscard]] virtual std::string connection_string() const = 0;
};

}  // namespace host_sdk
