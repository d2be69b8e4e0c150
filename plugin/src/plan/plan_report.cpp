#include "plan/plan_report.hpp"

#include "model/clean_text.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {

PersonChange MembershipReport::change(std::size_t person) const {
  const Person& who = people[person];
  const auto names = [&](std::size_t from, std::size_t count) {
    ShortList list;
    for (std::size_t at = from; at < from + count; ++at) {
      const std::string& name = groups[groups_of_people[at]].name;
      list.add(name.empty() ? "a target group" : quoted(printable(name)));
    }
    return list.text();
  };
  PersonChange change;
  change.kind = ChangeKind::memberships;
  if (who.person != kNoPerson) change.external_id = (*ids)[who.person];
  change.user_id = who.user_id;
  if (person < emails.size()) change.email = emails[person];
  if (who.joined > 0) change.reason = "Added to " + names(who.first, who.joined);
  if (who.left > 0)
    change.reason +=
        (who.joined > 0 ? "; removed from " : "Removed from ") + names(who.first + who.joined, who.left);
  return change;
}

std::int64_t Doubts::count() const {
  return unconfirmed_people + people_without_unit +
         static_cast<std::int64_t>(frozen_sources.size() + missing_attributes.size()) +
         (no_group_was_read ? 1 : 0) + (too_many_values.empty() ? 0 : 1);
}

LazyList<PersonChange> PlanReport::all_changes() const {
  const std::size_t people = changes.size() + added.size();
  const std::size_t without_groups = people + memberships.people.size();
  return {without_groups + groups.size(), [this, people, without_groups](std::size_t at) {
            if (at < changes.size()) return changes[at];
            if (at < people) return added[at - changes.size()];
            if (at < without_groups) return memberships.change(at - people);
            return groups[at - without_groups];
          }};
}

}  // namespace gup::plan
