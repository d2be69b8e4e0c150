// What a run will change: a value, made by a pure function and applied in one transaction.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/target_user.hpp"
#include "plan/lazy_list.hpp"
#include "plan/plan_report.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// The value in the column `provider` of the host's tables.
inline constexpr const char* kProvider = "google-workspace";

/// A whole row to insert or update, with its link. `link.external_id` is the key: an insert may replace the
/// link of a deleted row, and an update may move a link to another row (an adoption).
struct RowWrite {
  /// `row.id` is final; the store sets `row.updated_at`.
  TargetUserRow row;
  Link link;
  /// The row's `updated_at` when the plan was made; nullopt for a new row. The store rejects the plan as
  /// outdated if it differs.
  std::optional<std::int64_t> expected_updated_at;
  /// The row's previous email key, if it changes: another row of the plan may take it.
  std::optional<std::string> former_email_key;
  /// The row's provider and external id do not change.
  bool keeps_owner = false;
};

/// Rows to insert with their links. Reading the links alone is much cheaper.
struct Inserts : LazyList<RowWrite> {
  Inserts() = default;
  /// Both in the same order.
  Inserts(LazyList<RowWrite> rows, LazyList<Link> links_of_rows)
      : LazyList(std::move(rows)), links(std::move(links_of_rows)) {}
  Inserts(const std::vector<RowWrite>& rows);
  Inserts(std::initializer_list<RowWrite> rows) : Inserts(std::vector<RowWrite>(rows)) {}

  LazyList<Link> links;
};

/// Deletes a created person's row, its memberships and its link.
struct RowDelete {
  std::int64_t user_id = 0;
  std::string external_id;
};

/// Frees the email key of a retired row: it becomes `gone:` and the row's id.
struct EmailKeyRelease {
  std::int64_t user_id = 0;
  /// Empty if the row no longer has a link.
  std::string external_id;
  std::int64_t expected_updated_at = 0;
};

/// A managed group to create (`is_new`, which replaces the source's link if there is one) or to rename.
/// Names may swap, chain, and pass on from groups that the same plan deletes, as email keys do.
struct GroupWrite {
  std::int64_t group_id = 0;
  std::string source_id;
  /// Google's name, before the suffix is added and the name is cut.
  std::string source_name;
  std::string name;
  std::string name_key;
  bool is_new = false;
};

/// A managed group to delete, or to release to the host if it has members added by hand.
struct GroupRemoval {
  std::int64_t group_id = 0;
  std::string source_id;
  bool release = false;
};

/// Writes to target users, their links, link sources and held removals, in the order in which the store
/// applies them.
struct PeopleChanges {
  std::vector<RowDelete> deletes;
  std::vector<EmailKeyRelease> email_key_releases;
  /// Updates, adoptions, reactivations, deactivations and releases.
  std::vector<RowWrite> updates;
  Inserts inserts;
  /// Links that change while their rows do not.
  std::vector<Link> link_updates;
  /// External ids of links to delete because their rows are gone or have another owner.
  std::vector<std::string> forgotten_links;
  LazyList<LinkSource> new_link_sources;
  LazyList<LinkSource> lost_link_sources;
  /// All removals that are held after this run; the store writes the difference.
  std::vector<HeldRemoval> held;
  /// Whether `held` differs from the stored list.
  bool held_changed = false;
};

/// Writes to managed target groups and to what is stored about Google's units and groups.
struct GroupChanges {
  std::vector<SourceGroup> new_source_groups;
  std::vector<SourceGroup> lost_source_groups;
  std::vector<ExcludedMember> new_excluded_members;
  std::vector<ExcludedMember> lost_excluded_members;
  /// Dismissals of held removals that begin, or end (no time).
  struct Dismissal {
    std::string source_id;
    std::optional<host_sdk::Timestamp> since;
  };
  std::vector<Dismissal> dismissals;
  /// New or changed.
  std::vector<SourceName> source_names;
  /// The ids of sources whose names are no longer needed.
  std::vector<std::string> lost_source_names;
  std::vector<GroupWrite> writes;
  /// Lost links of groups whose rows do not change.
  std::vector<GroupLink> recovered_links;
  std::vector<GroupRemoval> removals;
  /// Set when `new:NAME` was created: the id that replaces it in the settings.
  std::optional<std::int64_t> made_target_group;
};

struct MembershipChanges {
  std::vector<Membership> added;
  std::vector<Membership> removed;
};

/// Everything that a run writes. The lazy lists read from the plan's input, which must outlive the plan.
struct Plan {
  PeopleChanges people;
  GroupChanges groups;
  MembershipChanges memberships;
  PlanReport report;

  /// True if no row of the host's tables, the links, the sources or the held removals would change.
  [[nodiscard]] bool writes_nothing() const;
  /// True if the run ends as held (exit code 5): removals are held, or something stays as it is because
  /// Google did not confirm a change.
  [[nodiscard]] bool needs_review() const { return !people.held.empty() || report.doubts.count() > 0; }
};

/// The host's rows that a plan needs, derived from the input alone.
struct RowQuery {
  /// Rows that may change.
  std::vector<std::int64_t> user_ids;
  /// Email keys that rows will take and do not have yet: sorted, without duplicates.
  std::vector<std::string> email_keys;
  /// Upper bounds of new rows.
  std::int64_t new_users_at_most = 0;
  std::int64_t new_groups_at_most = 0;
};

/// The ids for new rows: consecutive from `first`.
struct ReservedIds {
  std::int64_t first_user = 0;
  std::int64_t first_group = 0;
};

/// The email key of a row that released its own.
[[nodiscard]] std::string released_email_key(std::int64_t user_id);

}  // namespace gup::plan
