// What an administrator chose for a company.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace gup {

enum class SyncSource : std::uint8_t { organizational_units, groups };
enum class SyncScope : std::uint8_t { all, chosen };
enum class SyncMethod : std::uint8_t { target_users, target_group, matching_groups };
enum class OnLeaving : std::uint8_t { delete_, deactivate };
enum class ExistingUsers : std::uint8_t { adopt, skip };
enum class SuspendedUsers : std::uint8_t { leave_out, include };

/// When removals are held: more than `percent` and at least `at_least` within `within`. 100 percent: never.
struct RemovalLimit {
  int percent = 5;
  int at_least = 20;
  std::chrono::seconds within = std::chrono::hours{24 * 7};

  bool operator==(const RemovalLimit&) const = default;
};

struct SyncSettings {
  SyncSource source = SyncSource::organizational_units;
  SyncScope scope = SyncScope::all;
  /// Google's ids; kept while the other source or "all" is chosen, so that switching back loses nothing.
  std::vector<std::string> organizational_units;
  std::vector<std::string> groups;
  bool include_sub_units = true;
  bool include_nested_groups = true;
  SyncMethod method = SyncMethod::target_users;
  /// With `target_group`: the id of a target group, or `new:NAME` until the first run has made it.
  std::string target_group;
  OnLeaving on_leaving = OnLeaving::delete_;
  ExistingUsers existing_users = ExistingUsers::adopt;
  SuspendedUsers suspended_users = SuspendedUsers::leave_out;
  RemovalLimit removal_limit;

  bool operator==(const SyncSettings&) const = default;
};

/// What no page asks for, so that it stays the deployment's: whom Google's suspension keeps out, and the time
/// over which removals are counted. Taken anew at every run.
[[nodiscard]] inline SyncSettings with_deployment(SyncSettings own, const SyncSettings& deployment) {
  own.suspended_users = deployment.suspended_users;
  own.removal_limit.within = deployment.removal_limit.within;
  return own;
}

/// Settings as saved, with what is needed to notice that somebody else saved in between.
struct SavedSettings {
  SyncSettings settings;
  std::int64_t revision = 0;
  std::string saved_by;
  host_sdk::Timestamp saved_at{};
};

}  // namespace gup
