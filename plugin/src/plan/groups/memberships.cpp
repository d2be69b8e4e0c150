#include "plan/groups/memberships.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace gup::plan {
namespace {

/// The memberships that the method gives to eligible people.
std::vector<Membership> given(const Classification& classification, bool by_units,
                              const FinalMemberships& people, const GroupsAfter& groups) {
  std::vector<Membership> memberships;
  if (groups.target) {
    for (PersonIndex person = 0; person < people.size(); ++person)
      if (people.memberships(person) == MembershipRule::wanted)
        memberships.push_back({*groups.target, people[person].user_id});
    return memberships;
  }
  if (groups.of_source.empty()) return memberships;
  const SourceTable& sources = classification.selection.sources;
  std::vector<std::int64_t> group_of(sources.size(), 0);
  for (SourceIndex source = 0; source < sources.size(); ++source)
    if (const auto group = groups.of_source.find(sources.id(source)); group != groups.of_source.end())
      group_of[source] = group->second;
  const auto& matching = by_units ? classification.selection.now : classification.selection.matching;
  memberships.reserve(matching.size());
  for (const auto& [person, source] : matching)
    if (group_of[source] != 0 && people.memberships(person) == MembershipRule::wanted)
      memberships.push_back({group_of[source], people[person].user_id});
  return memberships;
}

/// The people behind target users, as far as the run knows the rows.
class PeopleByUser {
 public:
  explicit PeopleByUser(const FinalMemberships& people) : people_(people) {
    by_user_.reserve(people.size());
    for (PersonIndex person = 0; person < people.size(); ++person)
      if (const auto user_id = people[person].user_id; user_id != 0) by_user_.emplace_back(user_id, person);
    std::ranges::sort(by_user_);
  }

  [[nodiscard]] std::optional<PersonAfter> find(std::int64_t user_id) const {
    const auto found = std::ranges::lower_bound(by_user_, user_id, {}, &UserOf::first);
    if (found == by_user_.end() || found->first != user_id) return std::nullopt;
    return people_[found->second];
  }

 private:
  using UserOf = std::pair<std::int64_t, PersonIndex>;

  const FinalMemberships& people_;
  std::vector<UserOf> by_user_;
};

bool stays(const Membership& membership, const std::optional<PersonAfter>& person,
           const GroupsAfter& groups) {
  if (!person || groups.released.contains(membership.group_id)) return false;
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

void plan_memberships(const PlanInput& input, const Classification& classification,
                      const FinalMemberships& people, const GroupsAfter& groups, Plan& plan) {
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  auto wanted = given(classification, by_units, people, groups);
  if (wanted.empty() && input.stored.memberships.empty()) return;
  const PeopleByUser by_user(people);
  std::vector<Membership> present;
  present.reserve(input.stored.memberships.size());
  for (const Membership& membership : input.stored.memberships) {
    const auto person = by_user.find(membership.user_id);
    // What goes with its row or its group needs no order of its own.
    if (groups.deleted.contains(membership.group_id) || (person && person->row_deleted)) continue;
    present.push_back(membership);
    if (stays(membership, person, groups)) wanted.push_back(membership);
  }
  std::ranges::sort(wanted);
  wanted.erase(std::ranges::unique(wanted).begin(), wanted.end());
  std::ranges::sort(present);
  std::ranges::set_difference(wanted, present, std::back_inserter(plan.memberships.added));
  std::ranges::set_difference(present, wanted, std::back_inserter(plan.memberships.removed));
}

}  // namespace gup::plan
