// What an import changes: a function from values to a value, so that tests need no database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/hooks/user_provider.hpp"
#include "people.hpp"

namespace csv_import_plugin {

/// A row of target_users.
struct TargetUser {
  std::int64_t id = 0;
  std::string email_key;
  Person person;
  bool active = true;
  /// This plugin created the row. It writes no other.
  bool managed = false;
};

struct Change {
  Person person;
  /// 0 for a new target user.
  std::int64_t user_id = 0;
  bool active = true;
};

struct Plan {
  std::vector<Change> changes;
  /// The counts and the lists of people. Without times and run number.
  host_sdk::SyncReport report;

  [[nodiscard]] std::int64_t new_users() const { return report.added; }
};

/// Compares the source with the company's target users. People who are no longer in the source become
/// inactive if `deactivate_missing` is set. An address that another provider or an administrator brought in
/// is skipped.
[[nodiscard]] Plan make_plan(const std::vector<Person>& people, const std::vector<TargetUser>& users,
                             bool deactivate_missing);

}  // namespace csv_import_plugin
