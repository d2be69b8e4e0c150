// Who is brought by which chosen unit or group.
#pragma once

#include <compare>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "plan/selection/person_table.hpp"
#include "plan/selection/unit_tree.hpp"
#include "plan/state/source_table.hpp"

namespace gup::plan {

/// That a source brings a person.
struct SourceMatch {
  PersonIndex person = 0;
  SourceIndex source = 0;

  auto operator<=>(const SourceMatch&) const = default;
};

/// A member of a group who is no user of the customer.
struct ExternalMember {
  std::string id;
  std::string email;
};

struct Selection {
  SourceTable sources;
  /// The stored link sources, sorted; and those whose person nobody knows any more.
  std::vector<SourceMatch> before;
  std::vector<LinkSources::Entry> orphaned;
  /// What this run found, sorted. An absent person is in it only when a frozen source keeps them.
  std::vector<SourceMatch> now;
  /// Who belongs into the matching group of which group, sorted. Only with the method `matching_groups`;
  /// where the source is units, `now` says it.
  std::vector<SourceMatch> matching;
  /// By source: frozen ones keep what they brought.
  std::vector<bool> frozen;
  /// People whose unit is not in the run's list of units.
  std::vector<bool> unit_unknown;
  /// The groups that were read, as they shall be stored; sorted.
  std::vector<SourceGroup> source_groups;
  /// Sorted, each once.
  std::vector<ExternalMember> external_members;
  std::vector<std::string> remarks;

  [[nodiscard]] std::span<const SourceMatch> brought_to(PersonIndex person) const {
    return {now.data() + first_[person], now.data() + first_[person + 1]};
  }
  [[nodiscard]] bool selected(PersonIndex person) const { return first_[person] != first_[person + 1]; }
  [[nodiscard]] bool is_frozen(SourceIndex source) const { return source < frozen.size() && frozen[source]; }
  void freeze(SourceIndex source);
  /// Sorts `now` and makes `brought_to` and `selected` answer. Once, at the end.
  void settle(PersonIndex people);

 private:
  std::vector<std::uint32_t> first_;
};

[[nodiscard]] Selection select_people(const PlanInput& input, const PersonTable& person_table,
                                      const UnitTree& units);

/// The part of `select_people` for groups (group_selection.cpp).
void select_by_groups(const PlanInput& input, const PersonTable& person_table, Selection& selection);

}  // namespace gup::plan
