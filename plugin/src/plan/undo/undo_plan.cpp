#include "plan/undo/undo_plan.hpp"

#include <utility>

#include "model/clean_text.hpp"
#include "plan/undo/row_undo.hpp"

namespace gup::plan {
namespace {

constexpr UndoWords kUserWords{"the address is in use by another target user",
                               "a later sync added this person again",
                               "added to a target group by hand since"};
constexpr UndoWords kGroupWords{"the name is in use by another target group",
                                "a later sync created this group again",
                                "it has members that were added by hand"};

class UndoPlanner {
 public:
  UndoPlanner(const UndoState& state, std::int64_t run_id, const UndoRefusals& refusals)
      : state_(state),
        refusals_(refusals),
        run_number_(std::to_string(run_id)),
        users_(state.users, state.stamp, kUserWords, refusals.users),
        groups_(state.groups, state.stamp, kGroupWords, refusals.groups) {}

  UndoPlan take() && {
    for (std::size_t i = 0; i < state_.users.size(); ++i) undo_user(state_.users[i], users_[i]);
    for (std::size_t i = 0; i < state_.groups.size(); ++i) undo_group(state_.groups[i], groups_[i]);
    for (const ChangedMembership& membership : state_.memberships) undo_membership(membership);
    return std::move(plan_);
  }

 private:
  void report(ChangeKind kind, const ChangedRow& row, std::string reason) {
    PersonChange change;
    change.kind = kind;
    change.external_id = row.external_id;
    change.user_id = row.id;
    change.email = row.name;
    change.reason = std::move(reason);
    plan_.changes.push_back(std::move(change));
  }

  void leave_alone(const ChangedRow& row, const char* what, const std::string& reason) {
    report(ChangeKind::skipped, row, std::string(what) + ": " + reason);
    plan_.left_alone.push_back({row.name, reason});
  }

  void restore_link(const ChangedUser& user, std::vector<std::string>& links) {
    if (user.external_id.empty()) return;
    (user.had_link ? links : plan_.new_links).push_back(user.external_id);
  }

  void undo_user(const ChangedUser& user, const RowUndo& undo) {
    switch (undo.kind) {
      case RowUndoKind::none:
        if (user.had_link && !user.has_other_link) plan_.links_of_other_rows.push_back(user.external_id);
        break;
      case RowUndoKind::leave_alone:
        if (user.deleted) ++plan_.people_left;
        leave_alone(user, "Left alone", undo.reason);
        break;
      case RowUndoKind::remove:
        plan_.deletes.push_back({user.id, user.external_id});
        report(ChangeKind::removed, user, "Run " + run_number_ + " had added this user");
        break;
      case RowUndoKind::update:
        plan_.updates.push_back(user.id);
        restore_link(user, plan_.links);
        report(ChangeKind::updated, user, "Changed back to the values before run " + run_number_);
        break;
      case RowUndoKind::insert:
        plan_.inserts.push_back(user.id);
        restore_link(user, plan_.links);
        report(ChangeKind::added, user, "Restored: run " + run_number_ + " had removed this user");
        break;
    }
  }

  void undo_group(const ChangedGroup& group, const RowUndo& undo) {
    switch (undo.kind) {
      case RowUndoKind::none:
        break;
      case RowUndoKind::leave_alone:
        leave_alone(group, "Target group left alone", undo.reason);
        break;
      case RowUndoKind::remove:
        plan_.group_deletes.push_back({group.id, group.external_id, false});
        report(ChangeKind::group_removed, group, "Run " + run_number_ + " had created this target group");
        break;
      case RowUndoKind::update:
        plan_.group_updates.push_back(group.id);
        report(ChangeKind::group_renamed, group,
               group.name == group.name_now
                   ? "The sync manages this target group again"
                   : "Target group " + quoted(printable(group.name_now)) + " has its former name back");
        break;
      case RowUndoKind::insert:
        plan_.group_inserts.push_back(group.id);
        report(ChangeKind::group_added, group,
               "Restored: run " + run_number_ + " had deleted this target group");
        break;
    }
  }

  /// Whether the row exists after undoing.
  template <typename Undos>
  static bool exists(const Undos& undos, std::int64_t id, bool exists_now) {
    const RowUndo* undo = undos.find(id);
    if (undo == nullptr) return exists_now;
    if (undo->kind == RowUndoKind::insert) return true;
    return exists_now && undo->kind != RowUndoKind::remove;
  }

  [[nodiscard]] bool is_ours(const ChangedMembership& membership) const {
    const RowUndo* undo = users_.find(membership.user_id);
    const bool restored =
        undo != nullptr && (undo->kind == RowUndoKind::insert || undo->kind == RowUndoKind::update);
    if (!restored) return membership.has_our_user;
    return users_.row(membership.user_id)->before->provider == kProvider;
  }

  /// Whether the row's own line says why its memberships stay as they are.
  template <typename Undos>
  static bool explains(const Undos& undos, std::int64_t id) {
    const RowUndo* undo = undos.find(id);
    return undo != nullptr && (undo->kind == RowUndoKind::remove || undo->kind == RowUndoKind::leave_alone);
  }

  void leave(const ChangedMembership& membership, const char* reason) {
    if (!explains(users_, membership.user_id) && !explains(groups_, membership.group_id))
      plan_.memberships_left.push_back({{membership.group_id, membership.user_id}, reason});
  }

  void undo_membership(const ChangedMembership& membership) {
    if (!exists(users_, membership.user_id, membership.has_user) ||
        !exists(groups_, membership.group_id, membership.has_group)) {
      leave(membership, "the user or target group was deleted since");
    } else if (membership.present != membership.added) {
      leave(membership, "changed since, already as before the run");
    } else if (const auto refused = refusals_.memberships.find({membership.group_id, membership.user_id});
               refused != refusals_.memberships.end()) {
      leave(membership, refused->second.c_str());
    } else if (membership.added && !membership.ours) {
      plan_.handed_over_memberships.push_back({membership.group_id, membership.user_id});
    } else if (membership.added) {
      plan_.new_memberships.push_back({membership.group_id, membership.user_id});
    } else if (!membership.ours || is_ours(membership)) {
      plan_.lost_memberships.push_back({{membership.group_id, membership.user_id}, membership.provider});
    } else {
      leave(membership, "the user is no longer managed from Google");
    }
  }

  const UndoState& state_;
  const UndoRefusals& refusals_;
  const std::string run_number_;
  const RowUndos<ChangedUser> users_;
  const RowUndos<ChangedGroup> groups_;
  UndoPlan plan_;
};

}  // namespace

UndoPlan plan_undo(const UndoState& state, std::int64_t run_id, const UndoRefusals& refusals) {
  return UndoPlanner(state, run_id, refusals).take();
}

}  // namespace gup::plan
