// What a run shall change: a value, made by a pure function, applied in one transaction.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/sync_settings.hpp"
#include "plan/lazy_list.hpp"
#include "plan/state/directory_view.hpp"
#include "plan/state/host_rows.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// As written into the column `provider` of the host's tables.
inline constexpr const char* kProvider = "google-workspace";

/// What became of one person, for the run's report and its history. The numbers are stored.
enum class ChangeKind : std::uint8_t {
  added = 0,
  updated = 1,
  reactivated = 2,
  removed = 3,
  deactivated = 4,
  released = 5,
  held = 6,
  frozen = 7,
  skipped = 8,
  failed = 9,
};

struct PersonChange {
  ChangeKind kind = ChangeKind::added;
  std::string external_id;
  std::int64_t user_id = 0;
  std::string email;
  /// In plain words.
  std::string reason;
  /// The row before and after, as far as there is one.
  std::optional<TargetUserRow> before;
  std::optional<TargetUserRow> after;
  /// A removal that an administrator approved: it does not count towards the removal limit of later runs.
  bool approved = false;
};

/// A row to insert or to rewrite as a whole, with its link. An insert may replace the link of a row that
/// somebody deleted, and an update may move a link to another row (an adoption): `link.external_id` is the
/// key.
struct RowWrite {
  /// `row.id` is final; `row.updated_at` is set by the store.
  TargetUserRow row;
  Link link;
  /// The row's `updated_at` that the plan was made from; nothing: a new row. A difference means that somebody
  /// changed the row meanwhile: the store refuses the plan as out of date.
  std::optional<std::int64_t> expected_updated_at;
  /// The e-mail key that the row holds until now, if it changes: other rows of the plan may take it over.
  std::optional<std::string> former_email_key;
  /// The row's provider and external id stay as they are.
  bool keeps_owner = false;
};

/// Rows to insert with their links. The links can be had alone, for much less than the rows.
struct Inserts : LazyList<RowWrite> {
  Inserts() = default;
  /// Both in the same order.
  Inserts(LazyList<RowWrite> rows, LazyList<Link> links_of_them)
      : LazyList(std::move(rows)), links(std::move(links_of_them)) {}
  Inserts(const std::vector<RowWrite>& rows);
  Inserts(std::initializer_list<RowWrite> rows) : Inserts(std::vector<RowWrite>(rows)) {}

  LazyList<Link> links;
};

/// Takes a created person's row away with all memberships and its link.
struct RowDelete {
  std::int64_t user_id = 0;
  std::string external_id;
};

/// Gives a retired row's address up to its new owner: `email_key` becomes `gone:` and the row's id.
struct EmailKeyRelease {
  std::int64_t user_id = 0;
  /// Empty when the row has no link of ours any more.
  std::string external_id;
  std::int64_t expected_updated_at = 0;
};

/// A managed group to make (`is_new`, which replaces the link that the source may have had) or to rename.
/// Names may swap, chain and pass on from groups that the same plan deletes, as e-mail keys do.
struct GroupWrite {
  std::int64_t group_id = 0;
  std::string source_id;
  /// Google's name, before suffix and cut.
  std::string source_name;
  std::string name;
  std::string name_key;
  bool is_new = false;
};

/// `release`: people were put into it by hand, so it stays as the host's own.
struct GroupRemoval {
  std::int64_t group_id = 0;
  std::string source_id;
  bool release = false;
};

/// The whole of a run's writes. Lists are in the order in which the store applies them; those that a first
/// load makes long are made on demand, from the plan's input: a plan must not outlive that.
struct Plan {
  std::vector<RowDelete> deletes;
  std::vector<EmailKeyRelease> email_key_releases;
  /// Updates, adoptions, reactivations, deactivations and releases.
  std::vector<RowWrite> updates;
  Inserts inserts;
  /// Links whose rows stay as they are (a hash that changed alone, a state).
  std::vector<Link> link_updates;
  /// Links to forget whose rows are gone or are not ours.
  std::vector<std::string> forgotten_links;
  LazyList<LinkSource> new_link_sources;
  LazyList<LinkSource> lost_link_sources;
  std::vector<SourceGroup> new_source_groups;
  std::vector<SourceGroup> lost_source_groups;
  std::vector<GroupWrite> group_writes;
  std::vector<GroupRemoval> group_removals;
  std::vector<Membership> new_memberships;
  std::vector<Membership> lost_memberships;
  /// The complete list of what waits after this run; the store writes the difference.
  std::vector<HeldRemoval> held;
  /// Whether `held` differs from the stored list.
  bool held_changed = false;
  /// Set when `new:NAME` was made: the id to write into the settings in its place.
  std::optional<std::int64_t> made_target_group;

  /// The report.
  LazyList<PersonChange> changes;
  /// Of each of them, for whom the kind is enough: the changes themselves are made when they are looked at.
  std::vector<ChangeKind> change_kinds;
  std::vector<std::string> remarks;
  std::int64_t unchanged = 0;
  std::int64_t managed_before = 0;
  std::int64_t managed_after = 0;
  /// How many of this run's removals, releases and deactivations count towards the removal limit of later
  /// runs: all but the approved ones.
  std::int64_t counted_removals = 0;
  /// People whom a frozen unit or group keeps; the run ends as held when there are frozen sources.
  std::int64_t frozen_people = 0;
  std::vector<std::string> frozen_sources;

  /// True when nothing of the host's tables, the links, sources and held removals would change.
  [[nodiscard]] bool writes_nothing() const;
  /// True when the run ends as held (exit code 5): removals wait or sources are frozen.
  [[nodiscard]] bool needs_review() const { return !held.empty() || !frozen_sources.empty(); }
};

/// What the plan needs to know of the host's rows, found out from the values alone.
struct RowQuery {
  /// Rows that may be changed.
  std::vector<std::int64_t> user_ids;
  /// Addresses that somebody shall bear who does not bear them yet: sorted, each once.
  std::vector<std::string> email_keys;
  /// How many new rows the plan may need at most.
  std::int64_t new_users_at_most = 0;
  std::int64_t new_groups_at_most = 0;
};

/// The ids that new rows may take: consecutive from `first`.
struct ReservedIds {
  std::int64_t first_user = 0;
  std::int64_t first_group = 0;
};

struct PlanInput {
  /// The numbers in the directory and in the stored state are theirs.
  const PersonIds& ids;
  const DirectoryView& directory;
  const StoredState& stored;
  const SyncSettings& settings;
  host_sdk::Timestamp now{};
  /// Held or dismissed removals that an administrator approved (external ids): carried out, whatever the
  /// limit, for those who still have to leave.
  std::set<std::string> approved{};
};

/// What follows from the input alone (`examine`).
struct Classification;

/// People of the stored state about whom Google has to be asked before the plan can be made: who are absent
/// from the directory and would have to leave, and whose record has to be known once more.
[[nodiscard]] std::vector<std::string> ids_to_confirm(const Classification& classification);

/// Which rows and addresses `make_plan` will ask about.
[[nodiscard]] RowQuery rows_to_query(const PlanInput& input, const Classification& classification);

/// Decides. Pure: the same values give the same plan. Throws `gup::Failure` (`administrator`) when the
/// settings cannot be carried out (a target group that is gone, an unusable new name), (`try_again`) when the
/// reading is not to be believed (no users, no units, no groups where there were some).
[[nodiscard]] Plan make_plan(const PlanInput& input, const Classification& classification,
                             const TargetUserRows& rows, const ReservedIds& ids);

/// An administrator's word that these held people shall be kept: their links become `dismissed`, their rows
/// stay as they are. Ids that are not held are ignored.
[[nodiscard]] Plan dismiss_removals(const PersonIds& ids, const StoredState& stored,
                                    const std::set<std::string>& external_ids);

/// The e-mail key of a row that gave its address up.
[[nodiscard]] std::string released_email_key(std::int64_t user_id);

}  // namespace gup::plan
