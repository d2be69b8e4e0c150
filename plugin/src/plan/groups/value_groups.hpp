// The target groups for the values of a field (method `value_groups`), before names are assigned.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "plan/groups/wanted_groups.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// More values than that are most likely a mistake: for example a field that holds a number for each person.
inline constexpr std::int64_t kMostValueGroups = 1000;

/// One group for each value of the people who are synced; values that differ only in case are one.
struct ValueGroups {
  static constexpr std::uint32_t kNone = UINT32_MAX;

  ValueGroups() = default;
  ValueGroups(ValueGroups&&) = default;
  ValueGroups& operator=(ValueGroups&&) = default;
  // The groups borrow their ids.
  ValueGroups(const ValueGroups&) = delete;
  ValueGroups& operator=(const ValueGroups&) = delete;

  /// Sorted in the order in which names are assigned. Empty if there are too many.
  std::vector<MatchingGroup> groups;
  /// Indexed by person: an index into `groups`.
  std::vector<std::uint32_t> group_of;
  std::deque<std::string> ids;
  std::int64_t values = 0;
  std::int64_t people_without_value = 0;
  /// There are more than `kMostValueGroups` values: no group changes.
  bool too_many = false;
};

/// Empty unless the method is `value_groups`. If a person's record does not contain the value, the target
/// user's value counts, which stays the same.
[[nodiscard]] ValueGroups value_groups(const PlanInput& input, const Classification& classification,
                                       const FinalMemberships& people, const TargetUserRows& rows);

/// The highest number of groups that may be created for values.
[[nodiscard]] std::int64_t new_value_groups_at_most(const PlanInput& input,
                                                    const Classification& classification);

/// Reports people without a value, and too many values.
void report_values(const PlanInput& input, const ValueGroups& values, PlanReport& report);

}  // namespace gup::plan
