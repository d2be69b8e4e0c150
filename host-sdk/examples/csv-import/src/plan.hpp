// What an import changes: a function from values to a value, so that tests need no database.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "choices.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "people.hpp"

namespace csv_import_plugin {

/// A row of target_users.
struct TargetUser {
  std::int64_t id = 0;
  std::string email_key;
  /// With the row's `external_id` as the person's id.
  Person person;
  bool active = true;
  /// This plugin created the row. It writes no other.
  bool managed = false;
};

enum class ChangeKind : std::uint8_t {
  add,
  /// Writes the person's values, and makes the row active.
  update,
  deactivate,
  remove,
};

struct Change {
  ChangeKind kind = ChangeKind::add;
  Person person;
  /// 0 for a new target user.
  std::int64_t user_id = 0;
  /// The row's `email_key` changes.
  bool moves = false;
};

struct Plan {
  /// Removals first, because they free addresses.
  std::vector<Change> changes;
  /// The counts and the lists of people. Without times and run number.
  host_sdk::SyncReport report;

  [[nodiscard]] std::int64_t new_users() const { return report.added; }
};

/// Compares the source with the company's target users, by the people's ids. A person whose address another
/// target user keeps is skipped: one that was made by hand, one of another provider, or one that no longer is
/// in the source.
[[nodiscard]] Plan make_plan(const std::vector<Person>& people, const std::vector<TargetUser>& users,
                             Missing missing);

}  // namespace csv_import_plugin
