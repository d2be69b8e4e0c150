#include "plan/memberships.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace gup::plan {
namespace {

/// The memberships that the method gives to eligible people.
std::vector<Membership> given(const Findings& findings, const std::vector<PersonAfter>& people,
                              const GroupsAfter& groups) {
  std::vector<Membership> memberships;
  if (groups.target) {
    for (const PersonAfter& person : people)
      if (person.memberships == MembershipRule::wanted)
        memberships.push_back({*groups.target, person.user_id});
    return memberships;
  }
  const SourceTable& sources = findings.selection.sources;
  std::vector<std::int64_t> group_of(sources.size(), 0);
  for (SourceIndex source = 0; source < sources.size(); ++source)
    if (const auto group = groups.of_source.find(sources.id(source)); group != groups.of_source.end())
      group_of[source] = group->second;
  memberships.reserve(findings.selection.matching.size());
  for (const auto& [person, source] : findings.selection.matching)
    if (group_of[source] != 0 && people[person].memberships == MembershipRule::wanted)
      memberships.push_back({group_of[source], people[person].user_id});
  return memberships;
}

/// The person behind a target user, as far as the run knows the row.
std::unordered_map<std::int64_t, const PersonAfter*> by_user_id(const std::vector<PersonAfter>& people) {
  std::unordered_map<std::int64_t, const PersonAfter*> found;
  found.reserve(people.size());
  for (const PersonAfter& person : people)
    if (person.user_id != 0) found.emplace(person.user_id, &person);
  return found;
}

bool stays(const Membership& membership, const PersonAfter* person, const GroupsAfter& groups) {
  if (person == nullptr || groups.released.contains(membership.group_id)) return false;
  switch (person->memberships) {
    case MembershipRule::none:
    case MembershipRule::wanted:
      break;
    case MembershipRule::all_present:
      return true;
    case MembershipRule::present_in_wanted_groups:
      return groups.wanted.contains(membership.group_id);
  }
  return false;
}

}  // namespace

void plan_memberships(const PlanInput& input, const Findings& findings,
                      const std::vector<PersonAfter>& people, const GroupsAfter& groups, Plan& plan) {
  const auto person_of = by_user_id(people);
  auto wanted = given(findings, people, groups);
  std::vector<Membership> present;
  present.reserve(input.stored.memberships.size());
  for (const Membership& membership : input.stored.memberships) {
    const auto found = person_of.find(membership.user_id);
    const PersonAfter* person = found == person_of.end() ? nullptr : found->second;
    // What goes with its row or its group needs no order of its own.
    if (groups.deleted.contains(membership.group_id) || (person && person->row_deleted)) continue;
    present.push_back(membership);
    if (stays(membership, person, groups)) wanted.push_back(membership);
  }
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  std::ranges::sort(present);
  std::ranges::set_difference(wanted, present, std::back_inserter(plan.new_memberships));
  std::ranges::set_difference(present, wanted, std::back_inserter(plan.lost_memberships));
}

}  // namespace gup::plan
