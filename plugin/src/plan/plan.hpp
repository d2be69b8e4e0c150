// What a run will change: a value, made by a pure function and applied in one transaction.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/fields/field_mapping.hpp"
#include "model/target_user.hpp"
#include "plan/lazy_list.hpp"
#include "plan/removals/removal_guard.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::plan {

/// The value in the column `provider` of the host's tables.
inline constexpr const char* kProvider = "google-workspace";

/// What happened to one person, for the run's report and its history. The numbers are stored.
enum class ChangeKind : std::uint8_t {
  added = 0,
  updated = 1,
  reactivated = 2,
  removed = 3,
  deactivated = 4,
  released = 5,
  held = 6,
  /// Stays because of a frozen unit or group.
  frozen = 7,
  skipped = 8,
  failed = 9,
  /// Only in previews; a run stores an adoption as `updated`.
  adopted = 10,
  group_added = 11,
  group_renamed = 12,
  group_removed = 13,
  group_released = 14,
  /// Joins or leaves target groups.
  memberships = 15,
};

struct PersonChange {
  ChangeKind kind = ChangeKind::added;
  std::string external_id;
  std::int64_t user_id = 0;
  std::string email;
  /// For the administrator: "Suspended in Google".
  std::string reason;
  /// The row before and after the run, if there is one.
  std::optional<TargetUserRow> before;
  std::optional<TargetUserRow> after;
  /// An administrator approved this removal, so it does not count towards the limit of later runs.
  bool approved = false;
  /// Its number in the run's history, from 1; 0 before it is stored.
  std::int64_t seq = 0;
};

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

/// Which people join or leave target groups, packed. `people` leaves out those whose target user is added,
/// adopted, released or deleted: their own line says enough.
struct MembershipReport {
  struct Person {
    std::int64_t user_id = 0;
    PersonNumber person = kNoPerson;
    /// Their groups in `groups_of_people`, from this index: those they join, then those they leave.
    std::uint32_t first = 0;
    std::uint32_t joined = 0;
    std::uint32_t left = 0;
  };
  struct Group {
    std::int64_t id = 0;
    /// Empty if the plan does not know it.
    std::string name;
  };
  static constexpr PersonNumber kNoPerson = UINT32_MAX;

  /// Sorted by user id.
  std::vector<Person> people;
  /// Indexes into `groups`.
  std::vector<std::uint32_t> groups_of_people;
  std::vector<Group> groups;
  /// The addresses of `people`, as far as they are known; may be shorter.
  std::vector<std::string> emails;
  /// Borrowed from the plan's input.
  const PersonIds* ids = nullptr;
  /// All memberships, also those of added and deleted target users and target groups.
  std::int64_t added = 0;
  std::int64_t removed = 0;

  [[nodiscard]] PersonChange change(std::size_t person) const;
};

/// A selected unit or group that keeps its people because Google no longer shows it.
struct FrozenSource {
  std::string id;
  /// "The group “Sales”"
  std::string subject;
  /// Its last known name, else its id.
  std::string name;
  /// "was deleted in Google"
  std::string cause;
  std::int64_t people = 0;
  /// It may not come back on its own, so an administrator has to check the selection.
  bool is_lost = false;
};

/// What the run's report and history say.
struct PlanReport {
  /// Everyone except the added people and those who only join or leave target groups; and the target groups
  /// whose removal is held.
  std::vector<PersonChange> changes;
  /// One for each insert.
  LazyList<PersonChange> added;
  MembershipReport memberships;
  /// The target groups that are created, renamed, deleted or released.
  std::vector<PersonChange> groups;
  std::vector<std::string> remarks;
  std::int64_t unchanged = 0;
  std::int64_t managed_before = 0;
  std::int64_t managed_after = 0;
  /// Removals, releases and deactivations that count towards the removal limit of later runs: all but the
  /// approved ones.
  std::int64_t counted_removals = 0;
  /// Held removals of people and target groups whose links are lost.
  std::int64_t held_recovered = 0;
  /// The limit by which removals are held; nullopt if it is not the reason.
  std::optional<BrokenLimit> broken_limit;
  /// People and target groups that left, and stay because an administrator dismissed their removals.
  std::int64_t dismissed = 0;
  /// Target groups that are not wanted, and stay because of the people in them.
  std::vector<std::int64_t> kept_groups;
  /// Those of them that would be deleted if all held removals of people were approved.
  std::vector<std::int64_t> groups_of_held_people;
  /// Target groups that this run does not change, since it does not know their members or their row is
  /// refused.
  std::vector<std::int64_t> undecided_groups;
  /// People kept by a frozen unit or group.
  std::int64_t frozen_people = 0;
  /// Selected ones, and those of exclusions that were not read.
  std::vector<std::string> frozen_sources;
  /// The selected ones in parts.
  std::vector<FrozenSource> frozen;
  /// How many people each exclusion keeps out, by its place in `DirectoryView::exclusions`.
  std::vector<std::int64_t> excluded_people;
  /// Custom attributes of which Google has no values; the fields that they are mapped to stay as they are.
  std::vector<CustomAttribute> missing_attributes;
  /// Managed people who are missing from a list while Google did not confirm that they left.
  std::int64_t unconfirmed_people = 0;
  /// Managed people who stay because Google did not list their organizational unit.
  std::int64_t people_without_unit = 0;
  /// People who stay although their removals were approved, because Google did not confirm that they left.
  std::int64_t unconfirmed_approvals = 0;
  /// Groups are selected, but Google did not show the members of any.
  bool no_group_was_read = false;
  /// Why no target group changes: a field has too many values. Empty if it has not.
  std::string too_many_values;

  /// `changes`, then `added`, `memberships` and `groups`. Borrows them.
  [[nodiscard]] LazyList<PersonChange> all_changes() const;
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
  [[nodiscard]] bool needs_review() const {
    return !people.held.empty() || !report.frozen_sources.empty() || report.unconfirmed_people > 0 ||
           report.people_without_unit > 0 || report.no_group_was_read || !report.missing_attributes.empty() ||
           !report.too_many_values.empty();
  }
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
