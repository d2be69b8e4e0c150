// Target groups that stay although they are no longer wanted, because of the people in them.
#pragma once

#include <cstdint>
#include <unordered_set>

#include "model/settings/group_attribute.hpp"
#include "plan/people/final_memberships.hpp"
#include "plan/selection/classify.hpp"

namespace gup::plan {

/// Finds out which groups stay with the users whose leaving is not decided, or was decided against.
class KeptGroups {
 public:
  KeptGroups(const PlanInput& input, const Classification& classification, const FinalMemberships& people);

  /// The groups for the values of target users whose value this run does not decide, or who are kept although
  /// they left: each such user still has the value.
  [[nodiscard]] std::unordered_set<std::int64_t> add_groups_of_values(const FinalMemberships& people,
                                                                      GroupAttribute attribute);

  [[nodiscard]] bool contains(std::int64_t group) const { return groups_.contains(group); }
  /// True if the group would be deleted if all held removals of people were approved.
  [[nodiscard]] bool stays_for_held_people(const GroupLink& link) const;

 private:
  const PlanInput& input_;
  std::unordered_set<std::int64_t> groups_;
  /// Groups that also stay for someone whose removal is not held.
  std::unordered_set<std::int64_t> kept_by_others_;
  /// Target users whose removal is held.
  std::unordered_set<std::int64_t> held_users_;
};

}  // namespace gup::plan
