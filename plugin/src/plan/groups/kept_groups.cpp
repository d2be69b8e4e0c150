#include "plan/groups/kept_groups.hpp"

namespace gup::plan {

KeptGroups::KeptGroups(const PlanInput& input, const Classification& classification,
                       const FinalMemberships& people)
    : input_(input) {
  std::unordered_set<std::int64_t> users;
  for (PersonIndex i = 0; i < people.size(); ++i) {
    if (!keeps_groups(classification, i)) continue;
    users.insert(people[i].user_id);
    if (can_be_approved(classification, i)) held_users_.insert(people[i].user_id);
  }
  if (users.empty()) return;
  for (const Membership& membership : input.stored.memberships) {
    if (!users.contains(membership.user_id)) continue;
    groups_.insert(membership.group_id);
    if (!held_users_.contains(membership.user_id)) kept_by_others_.insert(membership.group_id);
  }
}

std::unordered_set<std::int64_t> KeptGroups::add_groups_of_values(const FinalMemberships& people,
                                                                  GroupAttribute attribute) {
  std::unordered_set<std::int64_t> users;
  for (const FinalMembership& person : people)
    if (person.rule == MembershipRule::all_present || person.rule == MembershipRule::present_in_wanted_groups)
      users.insert(person.user_id);
  std::unordered_set<std::int64_t> groups;
  if (users.empty()) return groups;
  std::unordered_set<std::int64_t> groups_of_values;
  for (const GroupLink& link : input_.stored.group_links)
    if (is_value_group_id(link.source_id, attribute)) groups_of_values.insert(link.group_id);
  for (const Membership& membership : input_.stored.memberships) {
    if (!users.contains(membership.user_id) || !groups_of_values.contains(membership.group_id)) continue;
    groups.insert(membership.group_id);
    if (!held_users_.contains(membership.user_id)) kept_by_others_.insert(membership.group_id);
  }
  return groups;
}

bool KeptGroups::stays_for_held_people(const GroupLink& link) const {
  return groups_.contains(link.group_id) && !kept_by_others_.contains(link.group_id) &&
         !link.has_hand_made_members;
}

}  // namespace gup::plan
