// What the database knows of a company before a run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "host_sdk/services/clock.hpp"
#include "model/target_user.hpp"
#include "plan/state/link_sources.hpp"
#include "plan/state/links.hpp"

namespace gup::plan {

/// Which chosen unit, or which group directly, brings a person.
struct LinkSource {
  std::string external_id;
  /// A chosen unit's id, or the id of the group that lists the person directly (chosen or nested).
  std::string source_id;

  auto operator<=>(const LinkSource&) const = default;
};

/// A group that the last good run read, and the group in which it was found; `parent_id` is empty for a
/// chosen one. With the link sources this is the last good answer of every group.
struct SourceGroup {
  std::string group_id;
  std::string parent_id;

  auto operator<=>(const SourceGroup&) const = default;
};

/// A managed target group. `source_id` is a unit's or group's id, or `kNewTargetGroup` for the one made by
/// `new:NAME`.
struct GroupLink {
  std::string source_id;
  std::int64_t group_id = 0;
  /// Google's name for it when the target group was last named; a suffix given then is kept while this stays.
  std::string source_name;
  std::int64_t row_updated_at = 0;
  /// Nothing when the row is gone or is no longer ours.
  std::optional<std::int64_t> row_updated_at_now;
  /// The target group's present name; empty when the row is gone.
  std::string name;
  /// Somebody put people into it by hand.
  bool has_hand_made_members = false;
};

inline constexpr const char* kNewTargetGroup = "new";

/// A membership that we made (`provider` is ours).
struct Membership {
  std::int64_t group_id = 0;
  std::int64_t user_id = 0;

  auto operator<=>(const Membership&) const = default;
};

/// A removal that waits. `dismissed` ones are not proposed again until the person has been seen.
struct HeldRemoval {
  std::string external_id;
  std::int64_t user_id = 0;
  std::string email;
  std::string reason;
  host_sdk::Timestamp held_since{};
};

/// Removals and the highest number of managed people within the removal limit's time.
struct RecentRemovals {
  std::int64_t removed = 0;
  std::int64_t highest_managed = 0;
};

/// The names that target groups of the company bear which are not managed by us.
struct ForeignGroup {
  std::int64_t id = 0;
  std::string name_key;
};

struct StoredState {
  Links links;
  LinkSources link_sources;
  std::vector<SourceGroup> source_groups;
  std::vector<GroupLink> group_links;
  std::vector<Membership> memberships;
  std::vector<HeldRemoval> held_removals;
  std::vector<ForeignGroup> foreign_groups;
  RecentRemovals recent;
};

}  // namespace gup::plan
