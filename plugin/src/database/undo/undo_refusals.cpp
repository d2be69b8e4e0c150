#include "database/undo/undo_refusals.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <span>

#include "database/undo/undo_rows.hpp"
#include "database/writers/group_writer.hpp"
#include "database/writers/halving.hpp"
#include "database/writers/refused_rows.hpp"
#include "host_sdk/time.hpp"

namespace gup::database {
namespace {

using Ids = std::vector<std::int64_t>;

template <typename Changed>
void name_row(const std::vector<Changed>& rows, std::int64_t id, RefusedRow& refused) {
  const auto found = std::ranges::find(rows, id, &Changed::id);
  if (found == rows.end()) return;
  refused.external_id = found->external_id;
  refused.email = found->name;
}

class RefusedUndo {
 public:
  RefusedUndo(const WriteContext& context, const Undo& undo)
      : context_(context),
        undo_(undo),
        rows_(context, undo.undone_run.id, undo.state),
        halving_(context.session, Halving::After::rollback) {}

  std::vector<RefusedRow> find() && {
    const plan::UndoPlan& plan = undo_.plan;
    if (find_rows(kept_users(), ids_of(plan.deletes), plan.updates, plan.inserts) &&
        find_rows(kept_groups(), ids_of(plan.group_deletes), plan.group_updates, plan.group_inserts))
      find_memberships();
    require_few(halving_.refused());
    return halving_.refused();
  }

 private:
  using Part = std::span<const std::int64_t>;

  [[nodiscard]] RefusedRow row(const KeptTable& table, std::int64_t id) const {
    RefusedRow refused;
    if (&table == &kept_users()) {
      refused.user_id = id;
      name_row(undo_.state.users, id, refused);
    } else {
      refused.table = RefusedRow::Table::target_groups;
      refused.group_id = id;
      name_row(undo_.state.groups, id, refused);
    }
    return refused;
  }

  /// `as_expected`: whether the row of an id still is as the plan expects it.
  void find_in(const KeptTable& table, const Ids& ids, const std::function<void(Part)>& write,
               const std::function<bool(std::int64_t)>& as_expected) {
    halving_.find(
        ids.size(), [&](std::size_t first, std::size_t end) { write(Part(ids).subspan(first, end - first)); },
        [&](std::size_t at) { return row(table, ids[at]); },
        [&](std::size_t at) { return as_expected(ids[at]); });
  }

  /// Returns false if rows could not be deleted or keys could not be released: rows that need their keys
  /// would be refused as well, so the next plan, without the refused rows, finds the rest.
  bool find_rows(const KeptTable& table, const Ids& deletes, const Ids& updates, const Ids& inserts) {
    const auto as_left = [&](std::int64_t id) { return rows_.is_as_left(table, id); };
    const std::size_t found_before = halving_.refused().size();
    find_in(
        table, deletes, [&](Part ids) { rows_.erase(table, ids); },
        [&](std::int64_t id) { return rows_.can_be_erased(table, id); });
    find_in(
        table, updates, [&](Part ids) { rows_.set_temporary_keys(table, ids); }, as_left);
    if (halving_.refused().size() > found_before) return false;
    find_in(
        table, updates, [&](Part ids) { rows_.write_back(table, ids); }, as_left);
    find_in(
        table, inserts, [&](Part ids) { rows_.insert(table, ids); },
        [&](std::int64_t id) { return rows_.is_kept(table, id); });
    return !halving_.lost_rows();
  }

  /// Skips memberships of users and target groups that were refused.
  template <typename Membership, typename Write>
  void find_among(const std::vector<Membership>& memberships, const Write& write) {
    std::set<std::int64_t> users;
    std::set<std::int64_t> groups;
    for (const RefusedRow& refused : halving_.refused()) {
      if (refused.table == RefusedRow::Table::target_users) users.insert(refused.user_id);
      if (refused.table == RefusedRow::Table::target_groups) groups.insert(refused.group_id);
    }
    std::vector<Membership> possible = memberships;
    std::erase_if(possible, [&](const Membership& membership) {
      return users.contains(membership.user_id) || groups.contains(membership.group_id);
    });
    halving_.find(
        possible.size(),
        [&](std::size_t first, std::size_t end) {
          write(std::span<const Membership>(possible).subspan(first, end - first));
        },
        [&](std::size_t at) {
          RefusedRow refused = refused_user(context_.session, possible[at].user_id);
          refused.table = RefusedRow::Table::memberships;
          refused.group_id = possible[at].group_id;
          return refused;
        });
  }

  void find_memberships() {
    const plan::UndoPlan& plan = undo_.plan;
    find_among(plan.new_memberships, [&](std::span<const plan::Membership> memberships) {
      erase_memberships(context_, memberships);
    });
    find_among(plan.handed_over_memberships,
               [&](std::span<const plan::Membership> memberships) { rows_.erase_handed_over(memberships); });
    find_among(plan.lost_memberships,
               [&](std::span<const plan::LostMembership> memberships) { rows_.insert_lost(memberships); });
  }

  const WriteContext& context_;
  const Undo& undo_;
  const UndoRows rows_;
  Halving halving_;
};

}  // namespace

std::vector<RefusedRow> find_refused_rows(Session& session, const Undo& undo) {
  const Run& run = undo.finished_run;
  const auto writer = make_bulk_writer(session);
  const WriteContext context{session, *writer, run.company_id,
                             host_sdk::to_microseconds(run.finished_at.value_or(run.started_at))};
  return RefusedUndo(context, undo).find();
}

}  // namespace gup::database
