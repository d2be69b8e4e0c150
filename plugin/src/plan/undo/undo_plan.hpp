// What undoing a run restores, and what it leaves alone.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plan/plan.hpp"
#include "plan/undo/undo_state.hpp"

namespace gup::plan {

/// A membership to insert again.
struct LostMembership : Membership {
  /// Index into `UndoState::providers`.
  std::uint16_t provider = 0;
};

/// Why the database refused rows and memberships in earlier plans of the same undo.
struct UndoRefusals {
  /// Keyed by the ids of target users and of target groups.
  std::unordered_map<std::int64_t, std::string> users;
  std::unordered_map<std::int64_t, std::string> groups;
  /// Keyed by target group and target user.
  std::map<std::pair<std::int64_t, std::int64_t>, std::string> memberships;
};

/// The ids of rows whose kept columns the store writes back, and of rows to delete.
struct UndoPlan {
  /// Added users: deleted with their memberships and links.
  std::vector<RowDelete> deletes;
  std::vector<std::int64_t> updates;
  std::vector<std::int64_t> inserts;
  /// The people whose kept links belong to rows that are written back.
  std::vector<std::string> links;
  /// The people whose kept links belong to rows that stay as they are.
  std::vector<std::string> links_of_other_rows;
  /// People who had no link before the run.
  std::vector<std::string> new_links;
  /// Created groups: deleted with their memberships and links.
  std::vector<GroupRemoval> group_deletes;
  std::vector<std::int64_t> group_updates;
  std::vector<std::int64_t> group_inserts;
  std::vector<LostMembership> lost_memberships;
  std::vector<Membership> new_memberships;
  /// The memberships that an unlink handed over to the host.
  std::vector<Membership> handed_over_memberships;
  /// For the history; rows that stay as they are have the kind `skipped`. The email of a group is its name.
  std::vector<PersonChange> changes;
  /// A user or group that stays as it is.
  struct LeftAlone {
    std::string name;
    std::string reason;
  };
  std::vector<LeftAlone> left_alone;
  /// Users that the run deleted and that stay deleted.
  std::int64_t people_left = 0;
  /// A membership that stays as it is although its target user and target group have no line in `changes`.
  struct LeftMembership : Membership {
    /// Has static storage, or belongs to the `UndoRefusals`.
    const char* reason = "";
  };
  std::vector<LeftMembership> memberships_left;

  [[nodiscard]] bool writes_nothing() const {
    return deletes.empty() && updates.empty() && inserts.empty() && group_deletes.empty() &&
           group_updates.empty() && group_inserts.empty() && lost_memberships.empty() &&
           new_memberships.empty() && handed_over_memberships.empty();
  }
};

/// Restores every row that still is as the run left it, unless another row has its address or name now or the
/// database refused it. Pure. `run_id`: for the reasons. `refusals` outlive the plan.
[[nodiscard]] UndoPlan plan_undo(const UndoState& state, std::int64_t run_id,
                                 const UndoRefusals& refusals = {});

}  // namespace gup::plan
