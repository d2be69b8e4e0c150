// What the database stores about a company before a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "model/target_user.hpp"
#include "plan/state/link_sources.hpp"
#include "plan/state/links.hpp"

namespace gup::plan {

/// A unit or group that a person comes from.
struct LinkSource {
  std::string external_id;
  /// The id of a selected unit, or of the group that lists the person directly (selected or nested).
  std::string source_id;

  auto operator<=>(const LinkSource&) const = default;
};

/// A group that the last good run read, and the group that contains it; `parent_id` is empty for a selected
/// group. Together with the link sources this is the last good answer of every group.
struct SourceGroup {
  std::string group_id;
  std::string parent_id;

  auto operator<=>(const SourceGroup&) const = default;
};

/// The last known name of a unit or group that people come from or that is selected.
struct SourceName {
  std::string source_id;
  /// "/ Europe / Sales", "Team Rocket"
  std::string name;
  /// Only set for a group.
  std::string address;
  /// For a selected group that was deleted in Google: the id of the new group with the same address; else
  /// empty.
  std::string successor_id;

  auto operator<=>(const SourceName&) const = default;
};

/// A member of a group of an exclusion, as the last good run found it.
struct ExcludedMember {
  /// The group of the rule.
  std::string group_id;
  /// The group that lists the person: the same, or one nested in it.
  std::string listed_by;
  std::string external_id;

  auto operator<=>(const ExcludedMember&) const = default;
};

/// A managed target group.
struct GroupLink {
  /// The id of a unit or group, `kNewTargetGroup` for the one created by `new:NAME`, or a `value_group_id`.
  std::string source_id;
  std::int64_t group_id = 0;
  /// Google's name when the target group was last named. The suffix is kept until this changes.
  std::string source_name;
  std::int64_t row_updated_at = 0;
  /// nullopt if the row is gone or no longer ours.
  std::optional<std::int64_t> row_updated_at_now;
  /// The target group's current name; empty if the row is gone.
  std::string name;
  /// It has members that were added by hand.
  bool has_hand_made_members = false;
  /// When its removal was dismissed: the group keeps its members until its unit or group is back, or
  /// until the removal is approved.
  std::optional<host_sdk::Timestamp> dismissed_since;
  /// The same as in `StoredLink`. `source_name` is the target group's current name: Google's is lost.
  bool is_recovered = false;
};

inline constexpr const char* kNewTargetGroup = "new";

[[nodiscard]] inline bool is_unit_id(std::string_view source_id) {
  return source_id.starts_with("id:");
}
/// Created by `new:NAME`. A second one gets a number while the first one still exists.
[[nodiscard]] inline bool is_created_target(std::string_view source_id) {
  return source_id == kNewTargetGroup || source_id.starts_with(std::string(kNewTargetGroup) + ":");
}

/// A membership that the plugin created (`provider` is ours).
struct Membership {
  std::int64_t group_id = 0;
  std::int64_t user_id = 0;

  auto operator<=>(const Membership&) const = default;
};

/// A removal of a target user or target group that needs approval.
struct HeldRemoval {
  /// Google's id of a person, unit or group.
  std::string external_id;
  /// 0 for a target group.
  std::int64_t user_id = 0;
  /// For a target group: its name.
  std::string email;
  std::string reason;
  host_sdk::Timestamp held_since{};
  /// 0 for a target user.
  std::int64_t group_id = 0;

  bool operator==(const HeldRemoval&) const = default;
};

/// The stored sort key of a held removal in lists: users by id, then groups by id.
inline constexpr std::int64_t kFirstGroupPlace = std::int64_t{1} << 62;
[[nodiscard]] inline std::int64_t place_of(const HeldRemoval& held) {
  return held.group_id == 0 ? held.user_id : kFirstGroupPlace + held.group_id;
}

/// The removals and the highest number of managed people within the period of the removal limit.
struct RecentRemovals {
  std::int64_t removed = 0;
  std::int64_t highest_managed = 0;
};

/// A target group that the plugin does not manage; its name is taken.
struct ForeignGroup {
  std::int64_t id = 0;
  std::string name_key;
};

struct StoredState {
  Links links;
  LinkSources link_sources;
  std::vector<SourceGroup> source_groups;
  std::vector<ExcludedMember> excluded_members;
  std::vector<GroupLink> group_links;
  /// Sorted by id.
  std::vector<SourceName> source_names;
  std::vector<Membership> memberships;
  std::vector<HeldRemoval> held_removals;
  std::vector<ForeignGroup> foreign_groups;
  RecentRemovals recent;
};

}  // namespace gup::plan
