// What a run changed, next to the rows as they are now: the input of `plan_undo`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace gup::plan {

/// What a run did to a target group. The numbers are stored.
enum class GroupChangeKind : std::uint8_t { made = 0, renamed = 1, deleted = 2, released = 3 };

/// The columns of a target user or target group that decide whether its change can be undone. `key` is the
/// email key or the name key.
struct KeptRow {
  std::string key;
  std::string provider;
  std::optional<std::string> external_id;
  std::int64_t updated_at = 0;

  bool operator==(const KeptRow&) const = default;
};

/// A target user or target group that a run changed.
struct ChangedRow {
  std::int64_t id = 0;
  /// Google's id of the person, unit or group; empty if it has none.
  std::string external_id;
  /// The email address or the group's name, as before the run; of a new row as the run made it.
  std::string name;
  /// The row before the run; nullopt if the run made it.
  std::optional<KeptRow> before;
  /// The run deleted it.
  bool deleted = false;
  /// The row as it is now; nullopt if it was deleted.
  std::optional<KeptRow> now;
  /// Undoing later runs restored the values that were written at this time.
  std::optional<std::int64_t> restored_to;
  /// The link says that a run, not a person, wrote the row as it is now.
  bool written_by_run = false;
  /// It has memberships that others than this plugin added.
  bool has_other_members = false;
  /// The other rows that have the key, and the provider and external id, of `before` now; 0 if there is none.
  std::int64_t key_holder = 0;
  std::int64_t owner_holder = 0;
};

struct ChangedUser : ChangedRow {
  /// The person had a link before the run.
  bool had_link = false;
  /// The person's current link belongs to another row.
  bool has_other_link = false;
};

struct ChangedGroup : ChangedRow {
  std::string name_now;
};

/// A membership that a run added or that disappeared by it.
struct ChangedMembership {
  std::int64_t group_id = 0;
  std::int64_t user_id = 0;
  /// Index into `UndoState::providers`.
  std::uint16_t provider = 0;
  bool ours = false;
  bool added = false;
  /// It exists now.
  bool present = false;
  /// Whether the rows exist now, and the user is ours.
  bool has_user = false;
  bool has_our_user = false;
  bool has_group = false;
};

struct UndoState {
  /// The `updated_at` of the rows that the run wrote.
  std::int64_t stamp = 0;
  std::vector<ChangedUser> users;
  std::vector<ChangedGroup> groups;
  std::vector<ChangedMembership> memberships;
  std::vector<std::string> providers;
};

}  // namespace gup::plan
