// The sync settings of a company.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "model/settings/leaving_steps.hpp"

namespace gup {

enum class SyncSource : std::uint8_t { organizational_units, groups };
enum class SyncScope : std::uint8_t { all, chosen };
enum class SyncMethod : std::uint8_t { target_users, target_group, matching_groups, value_groups };
/// The fields of target users whose values can make target groups (`value_groups`).
enum class GroupAttribute : std::uint8_t {
  department,
  location,
  job_title,
  manager_email,
  preferred_language
};
enum class ExistingUsers : std::uint8_t { adopt, skip };
enum class SuspendedUsers : std::uint8_t { leave_out, include };

/// The percentage that turns the removal limit off: no more can leave.
inline constexpr int kNoRemovalLimit = 100;
/// Removals are held above `percent` and from `at_least` within `within`. 100 percent turns the limit off.
struct RemovalLimit {
  int percent = 5;
  int at_least = 20;
  std::chrono::seconds within = std::chrono::hours{24 * 7};

  bool operator==(const RemovalLimit&) const = default;
};

struct SyncSettings {
  SyncSource source = SyncSource::organizational_units;
  SyncScope scope = SyncScope::all;
  /// Google's ids. Kept while the other source or "all" is selected, so that switching back restores them.
  std::vector<std::string> organizational_units;
  std::vector<std::string> groups;
  bool include_sub_units = true;
  bool include_nested_groups = true;
  SyncMethod method = SyncMethod::target_users;
  /// For `target_group`: the id of a target group, or `new:NAME` until the first run creates it.
  std::string target_group;
  /// For `value_groups`. Kept while another method is selected.
  GroupAttribute group_attribute = GroupAttribute::department;
  LeavingSteps on_leaving;
  ExistingUsers existing_users = ExistingUsers::adopt;
  SuspendedUsers suspended_users = SuspendedUsers::leave_out;
  RemovalLimit removal_limit;

  bool operator==(const SyncSettings&) const = default;
};

/// Applies the settings that only the operator can change: suspended users, and the period of the removal
/// limit. Every run calls this.
[[nodiscard]] inline SyncSettings with_deployment(SyncSettings own, const SyncSettings& deployment) {
  own.suspended_users = deployment.suspended_users;
  own.removal_limit.within = deployment.removal_limit.within;
  return own;
}

/// Stored settings. The revision shows whether someone else saved them while they were edited.
struct SavedSettings {
  SyncSettings settings;
  std::int64_t revision = 0;
  std::string saved_by;
  host_sdk::Timestamp saved_at{};
};

/// An earlier or the current version of all settings of a company.
struct SettingsVersion {
  /// Counts from 1.
  std::int64_t number = 0;
  /// The revision of the settings. Saving the schedule makes a version but not a revision.
  std::int64_t revision = 0;
  std::string saved_by;
  host_sdk::Timestamp saved_at{};
  /// The settings as a file (settings/file/settings_file.hpp).
  std::string text;
};

}  // namespace gup
