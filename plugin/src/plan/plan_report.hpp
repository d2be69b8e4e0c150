// What the run's report and history say about a plan.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/fields/field_mapping.hpp"
#include "plan/lazy_list.hpp"
#include "plan/person_change.hpp"
#include "plan/removals/removal_guard.hpp"
#include "plan/state/person_ids.hpp"

namespace gup::plan {

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

/// Managed people, if nothing else is said.
struct PlanCounts {
  std::int64_t unchanged = 0;
  std::int64_t managed_before = 0;
  std::int64_t managed_after = 0;
  /// Removals, releases and deactivations that count towards the removal limit of later runs: all but the
  /// approved ones.
  std::int64_t counted_removals = 0;
  /// Held removals of people and target groups whose links are lost.
  std::int64_t held_recovered = 0;
  /// People and target groups that left, and stay because an administrator dismissed their removals.
  std::int64_t dismissed = 0;
  /// People who stay although their removals were approved, because Google did not confirm that they left.
  std::int64_t unconfirmed_approvals = 0;
};

/// What stays as it is because Google did not show it or did not confirm a change.
struct Doubts {
  /// Selected units and groups, and those of exclusions that were not read.
  std::vector<std::string> frozen_sources;
  /// The selected ones in parts.
  std::vector<FrozenSource> frozen;
  /// People kept by a frozen unit or group.
  std::int64_t frozen_people = 0;
  /// Managed people who are missing from a list while Google did not confirm that they left.
  std::int64_t unconfirmed_people = 0;
  /// Managed people who stay because Google did not list their organizational unit.
  std::int64_t people_without_unit = 0;
  /// Groups are selected, but Google did not show the members of any.
  bool no_group_was_read = false;
  /// Custom attributes of which Google has no values; the fields that they are mapped to stay as they are.
  std::vector<CustomAttribute> missing_attributes;
  /// Why no target group changes: a field has too many values. Empty if it has not.
  std::string too_many_values;

  /// How many points an administrator may want to review; `frozen_people` are in their sources.
  [[nodiscard]] std::int64_t count() const;
};

/// Target groups, by id, that stay though they are not wanted, or do not change though they should.
struct GroupDecisions {
  /// Not wanted; they stay because of the people in them.
  std::vector<std::int64_t> kept;
  /// Those of `kept` that would be deleted if all held removals of people were approved.
  std::vector<std::int64_t> kept_for_held_people;
  /// This run does not change them, since it does not know their members or their row is refused.
  std::vector<std::int64_t> undecided;
};

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
  PlanCounts counts;
  Doubts doubts;
  GroupDecisions group_decisions;
  /// The limit by which removals are held; nullopt if it is not the reason.
  std::optional<BrokenLimit> broken_limit;
  /// How many people each exclusion keeps out, by its place in `DirectoryView::exclusions`.
  std::vector<std::int64_t> excluded_people;

  /// `changes`, then `added`, `memberships` and `groups`. Borrows them.
  [[nodiscard]] LazyList<PersonChange> all_changes() const;
};

}  // namespace gup::plan
