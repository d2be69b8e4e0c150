#include "plan/plan.hpp"

#include "model/clean_text.hpp"
#include "plan/short_list.hpp"

namespace gup::plan {

Inserts::Inserts(const std::vector<RowWrite>& rows)
    : LazyList(rows), links(rows.size(), [list = LazyList(rows)](std::size_t at) { return list[at].link; }) {}

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

bool Plan::writes_nothing() const {
  return people.deletes.empty() && people.email_key_releases.empty() && people.updates.empty() &&
         people.inserts.empty() && people.link_updates.empty() && people.forgotten_links.empty() &&
         people.new_link_sources.empty() && people.lost_link_sources.empty() && !people.held_changed &&
         groups.new_source_groups.empty() && groups.lost_source_groups.empty() &&
         groups.new_excluded_members.empty() && groups.lost_excluded_members.empty() &&
         groups.source_names.empty() && groups.dismissals.empty() && groups.lost_source_names.empty() &&
         groups.writes.empty() && groups.recovered_links.empty() && groups.removals.empty() &&
         !groups.made_target_group && memberships.added.empty() && memberships.removed.empty();
}

std::string released_email_key(std::int64_t user_id) {
  return "gone:" + std::to_string(user_id);
}

}  // namespace gup::plan
