#include "plan/groups/memberships.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_set>
#include <utility>

#include "erase_repeated.hpp"

namespace gup::plan {
namespace {

std::vector<Membership> memberships_by_value(const FinalMemberships& people, const ValueGroups& values,
                                             const FinalGroups& groups) {
  std::vector<std::int64_t> group_ids(values.groups.size(), 0);
  for (std::size_t i = 0; i < group_ids.size(); ++i)
    if (const auto id = groups.of_source.find(values.groups[i].source_id); id != groups.of_source.end())
      group_ids[i] = id->second;
  std::vector<Membership> memberships;
  for (PersonIndex person = 0; person < people.size(); ++person)
    if (const auto group = values.group_of[person]; group != ValueGroups::kNone && group_ids[group] != 0)
      memberships.push_back({group_ids[group], people[person].user_id});
  return memberships;
}

/// The memberships of eligible people under the sync method.
std::vector<Membership> memberships_by_method(const Classification& classification, bool by_units,
                                              const FinalMemberships& people, const ValueGroups& values,
                                              const FinalGroups& groups) {
  std::vector<Membership> memberships;
  if (groups.target) {
    for (PersonIndex person = 0; person < people.size(); ++person)
      if (people[person].rule == MembershipRule::wanted)
        memberships.push_back({*groups.target, people[person].user_id});
    return memberships;
  }
  if (groups.of_source.empty()) return memberships;
  if (!values.groups.empty()) return memberships_by_value(people, values, groups);
  const SourceTable& sources = classification.selection.sources;
  std::vector<std::int64_t> group_of(sources.size(), 0);
  for (SourceIndex source = 0; source < sources.size(); ++source)
    if (const auto group = groups.of_source.find(sources.id(source)); group != groups.of_source.end())
      group_of[source] = group->second;
  const auto& matching = by_units ? classification.selection.now : classification.selection.matching;
  memberships.reserve(matching.size());
  for (const auto& [person, source] : matching)
    if (group_of[source] != 0 && people[person].rule == MembershipRule::wanted)
      memberships.push_back({group_of[source], people[person].user_id});
  return memberships;
}

/// People by the ids of their target users.
class PeopleByUser {
 public:
  explicit PeopleByUser(const FinalMemberships& people) : people_(people) {
    by_user_.reserve(people.size());
    for (PersonIndex person = 0; person < people.size(); ++person)
      if (const auto user_id = people[person].user_id; user_id != 0) by_user_.emplace_back(user_id, person);
    std::ranges::sort(by_user_);
  }

  /// Returns null if no person of the run has this target user.
  [[nodiscard]] const FinalMembership* find(std::int64_t user_id) const {
    const auto found = std::ranges::lower_bound(by_user_, user_id, {}, &UserAndPerson::first);
    if (found == by_user_.end() || found->first != user_id) return nullptr;
    return &people_[found->second];
  }

 private:
  using UserAndPerson = std::pair<std::int64_t, PersonIndex>;

  const FinalMemberships& people_;
  std::vector<UserAndPerson> by_user_;
};

/// The matching groups of units and groups whose members are not known in this run. The last good run may
/// not have had them, so its answer says nothing about their members either.
std::unordered_set<std::int64_t> frozen_groups(const PlanInput& input, const Selection& selection) {
  std::unordered_set<std::int64_t> frozen;
  if (input.settings.method != SyncMethod::matching_groups) return frozen;
  for (const GroupLink& link : input.stored.group_links)
    if (const auto source = selection.sources.find(link.source_id); source && selection.is_frozen(*source))
      frozen.insert(link.group_id);
  return frozen;
}

bool stays(const Membership& membership, const FinalMembership* person, const FinalGroups& groups,
           const std::unordered_set<std::int64_t>& frozen) {
  if (person && groups.unchanged) return person->rule != MembershipRule::none;
  if (!person || groups.released.contains(membership.group_id)) return false;
  if (groups.held.contains(membership.group_id)) return true;
  switch (person->rule) {
    case MembershipRule::none:
      break;
    case MembershipRule::wanted:
      return frozen.contains(membership.group_id);
    case MembershipRule::all_present:
      return true;
    case MembershipRule::present_in_wanted_groups:
      return groups.wanted.contains(membership.group_id);
  }
  return false;
}

}  // namespace

MembershipChanges plan_memberships(const PlanInput& input, const Classification& classification,
                                   const FinalMemberships& people, const ValueGroups& values,
                                   const FinalGroups& groups) {
  MembershipChanges changes;
  const bool by_units = input.settings.source == SyncSource::organizational_units;
  auto wanted = memberships_by_method(classification, by_units, people, values, groups);
  if (wanted.empty() && input.stored.memberships.empty()) return changes;
  const PeopleByUser by_user(people);
  const auto frozen = frozen_groups(input, classification.selection);
  std::vector<Membership> present;
  present.reserve(input.stored.memberships.size());
  for (const Membership& membership : input.stored.memberships) {
    const FinalMembership* person = by_user.find(membership.user_id);
    // Deleting the row or the group deletes this membership, too.
    if (groups.deleted.contains(membership.group_id) || (person && person->row_deleted)) continue;
    present.push_back(membership);
    if (stays(membership, person, groups, frozen)) wanted.push_back(membership);
  }
  std::ranges::sort(wanted);
  erase_repeated(wanted);
  std::ranges::sort(present);
  std::ranges::set_difference(wanted, present, std::back_inserter(changes.added));
  std::ranges::set_difference(present, wanted, std::back_inserter(changes.removed));
  return changes;
}

}  // namespace gup::plan
