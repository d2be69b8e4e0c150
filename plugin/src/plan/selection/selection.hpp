// Which people come from which selected unit or group.
#pragma once

#include <compare>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "model/unit_tree.hpp"
#include "plan/make_plan.hpp"
#include "plan/selection/person_table.hpp"
#include "plan/state/link_sources.hpp"

namespace gup::plan {

/// A person comes from a source.
struct SourceMatch {
  PersonIndex person = 0;
  SourceIndex source = 0;

  auto operator<=>(const SourceMatch&) const = default;
};

/// A member of a group who is not a user of the customer.
struct ExternalMember {
  std::string id;
  std::string email;
};

struct Selection {
  /// Starts with the stored sources, with the same indexes.
  SourceTable sources;
  /// The stored link sources, sorted, and those of unknown people.
  std::vector<SourceMatch> before;
  std::vector<LinkSources::Entry> orphaned;
  /// The sources that this run found, sorted. Missing people have one only if a frozen source keeps them.
  std::vector<SourceMatch> now;
  /// The members of each matching group, sorted. Only for groups with the method `matching_groups`; units
  /// use `now`.
  std::vector<SourceMatch> matching;
  /// Indexed by source: true for frozen ones, which keep their people.
  std::vector<bool> frozen;
  /// People whose unit is not in the list of units, or whose path up to the root is not known.
  std::vector<bool> unit_unknown;
  /// Indexed by source: the groups of this run, and those whose members it listed.
  std::vector<bool> walked;
  std::vector<bool> fresh;
  /// The selected groups (or all).
  std::vector<SourceIndex> selected_groups;
  /// Groups whose members have to be listed before the plan can be made.
  std::vector<std::string> unread_groups;
  /// The groups that were read, as they will be stored; sorted.
  std::vector<SourceGroup> source_groups;
  /// Sorted, without duplicates.
  std::vector<ExternalMember> external_members;
  std::vector<std::string> remarks;

  [[nodiscard]] std::span<const SourceMatch> sources_of(PersonIndex person) const {
    return {now.data() + first_[person], now.data() + first_[person + 1]};
  }
  [[nodiscard]] bool selected(PersonIndex person) const { return first_[person] != first_[person + 1]; }
  [[nodiscard]] bool is_frozen(SourceIndex source) const { return source < frozen.size() && frozen[source]; }
  void freeze(SourceIndex source) { set(frozen, source); }
  [[nodiscard]] bool is_walked(SourceIndex source) const { return source < walked.size() && walked[source]; }
  void mark_walked(SourceIndex source) { set(walked, source); }
  [[nodiscard]] bool is_fresh(SourceIndex source) const { return source < fresh.size() && fresh[source]; }
  void mark_fresh(SourceIndex source) { set(fresh, source); }
  /// Sorts `now` and `matching`. Call this once, before `sources_of` and `selected`.
  void finish(PersonIndex people);

 private:
  static void set(std::vector<bool>& sources, SourceIndex source) {
    if (sources.size() <= source) sources.resize(source + 1, false);
    sources[source] = true;
  }

  /// Indexed by person: the index of the first match in `now`.
  std::vector<std::uint32_t> first_;
};

/// The ids of units that the last good run or the settings know: the selected ones, or all.
[[nodiscard]] std::set<std::string> known_units(const PlanInput& input);

[[nodiscard]] Selection select_people(const PlanInput& input, const PersonTable& person_table,
                                      const UnitTree& units);

}  // namespace gup::plan
