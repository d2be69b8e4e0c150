// What must hold after each event.
#include <algorithm>

#include "company.hpp"
#include "directory/members.hpp"
#include "host_sdk/text.hpp"
#include "model/settings/group_attribute.hpp"

namespace gup::plan::test {

Company::Before Company::before() const {
  Before found;
  for (const auto& [id, link] : world_.host.links)
    if (is_active(id)) found.people.insert(id);
  for (const auto& [source, link] : world_.host.group_links) {
    if (!world_.host.groups.contains(link.group_id)) continue;
    found.groups[source] = link.group_id;
    for (const auto& id : found.people)
      if (is_member(link.group_id, id)) found.members[source].insert(id);
    if (memberships_are_uncertain_) continue;
    // Also of people who are away: they keep their memberships for their return.
    for (const auto& [id, person] : world_.host.links)
      if (person.state != LinkState::released && world_.row_of(id) != nullptr && is_member(link.group_id, id))
        found.memberships.insert({source, id});
  }
  return found;
}

/// What the sync took away although Google still has it and the settings still want it, and did so before the
/// last change, of which lists may show only a part. A membership may be lost when both readings of a list
/// lie, at once or, if the person was held, later.
std::string Company::lost(const Before& before, const Truth& truth, const Truth& earlier) const {
  std::string lost;
  for (const auto& id : before.people)
    if (truth.selected_people().contains(id) && earlier.selected_people().contains(id) && !is_active(id))
      lost += " " + id + " lost although selected;";
  const auto groups_earlier = earlier.matching_groups();
  for (const auto& [source, people] : truth.matching_groups()) {
    const auto people_earlier = groups_earlier.find(source);
    if (people_earlier == groups_earlier.end()) continue;
    const auto group = before.groups.find(source);
    if (group == before.groups.end()) continue;
    // A person who has the value and was in no group yet may wait for an answer of Google. And the value of a
    // target user who was deleted by hand is unknown while the lists omit the person.
    const auto members = before.members.find(source);
    const bool keeps_a_member =
        members != before.members.end() &&
        std::ranges::any_of(people, [&](const auto& id) { return members->second.contains(id); });
    if (is_value_group_id(source) && !keeps_a_member) continue;
    const auto link = world_.host.group_links.find(source);
    if (link == world_.host.group_links.end() || link->second.group_id != group->second)
      lost += " the group of " + source + " lost;";
    else
      for (const auto& id : people)
        if (before.memberships.contains({source, id}) && people_earlier->second.contains(id) &&
            !is_member(group->second, id))
          lost += " " + id + " lost the membership of " + source + ";";
  }
  return lost;
}

std::string Company::differences(const Truth& truth) const {
  return differences_of_people(truth) + differences_of_groups(truth) + differences_of_team(truth);
}

std::string Company::differences_of_people(const Truth& truth) const {
  std::string wrong;
  const auto& selected = truth.selected_people();
  for (const auto& [id, link] : world_.host.links)
    if (is_settled(id) && !selected.contains(id)) wrong += " " + id + " is too many;";
  for (const auto& id : selected) {
    const auto found = world_.directory.people.find(id);
    // Only a deleted source still brings the person.
    if (found == world_.directory.people.end()) continue;
    const Person& person = found->second;
    const TargetUserRow* holder = world_.row_with_email(person.fields.email);
    const bool is_own = holder != nullptr && holder->external_id == id;
    if (!is_active(id)) {
      if (!waits_for_address(id)) wrong += " " + id + " is missing;";
    } else if (!is_own && holder == nullptr) {
      wrong += " " + id + " has another address;";
    } else if (is_own && holder->fields.job_title != person.fields.job_title) {
      wrong += " " + id + " has another title;";
    }
  }
  return wrong;
}

/// True if the address belongs to a target user that is held or stays as it is, or that cannot take its own
/// new address. Someone who has a row takes over no other that was made by hand, and no one does if the
/// settings say so: then a row that was released to the host stays the host's, too.
bool Company::waits_for_address(const std::string& id) const {
  const auto own_link = world_.host.links.find(id);
  if (world_.settings.existing_users == ExistingUsers::skip && own_link != world_.host.links.end() &&
      own_link->second.state == LinkState::released)
    return true;
  std::set<std::string> visited;
  for (std::string waiting = id; visited.insert(waiting).second;) {
    const auto person = world_.directory.people.find(waiting);
    if (person == world_.directory.people.end()) return false;
    const TargetUserRow* holder = world_.row_with_email(person->second.fields.email);
    if (holder == nullptr) return false;
    if (!holder->external_id)
      return world_.settings.existing_users == ExistingUsers::skip || world_.row_of(waiting) != nullptr;
    if (is_held(*holder->external_id) || stays_as_it_is(*holder->external_id)) return true;
    waiting = *holder->external_id;
  }
  return false;
}

/// People who are gone, and stay because their source was deleted, stay as before and join nothing. The
/// target group of a deleted source keeps its members.
std::string Company::differences_of_groups(const Truth& truth) const {
  std::string wrong;
  const auto wanted = truth.matching_groups();
  for (const auto& [source, link] : world_.host.group_links)
    if (!wanted.contains(source) && world_.settings.target_group != std::to_string(link.group_id) &&
        !keeps_its_members(source) && !has_former_members(source))
      wrong += " the group of " + source + " is too many;";
  for (const auto& [source, people] : wanted) {
    // All of them may wait for their addresses.
    if (is_value_group_id(source) &&
        std::ranges::none_of(people, [&](const auto& id) { return is_active(id); }))
      continue;
    const auto link = world_.host.group_links.find(source);
    if (link == world_.host.group_links.end() || !world_.host.groups.contains(link->second.group_id)) {
      // Nothing is created for a deleted source that keeps its people.
      if (truth.is_deleted_source(source)) continue;
      wrong += " the group of " + source + " is missing;";
      continue;
    }
    const std::string key = world_.host.groups.at(link->second.group_id).name_key;
    if (!key.starts_with(host_sdk::fold_key(truth.name_of_source(source))))
      wrong += " the group of " + source + " has another name;";
    for (const auto& [id, person] : world_.host.links) {
      const bool belongs = people.contains(id);
      const bool is_in = is_member(link->second.group_id, id);
      if (belongs && is_active(id) && !is_in && !kept_although_gone_.contains(id))
        wrong += " " + id + " is not in the group of " + source + ";";
      if (!belongs && is_settled(id) && !keeps_its_members(source) && !truth.is_deleted_source(source) &&
          world_.host.members.contains({link->second.group_id, person.user_id, kProvider}))
        wrong += " " + id + " is still in the group of " + source + ";";
    }
  }
  return wrong;
}

/// With the method target group: everybody is in it, and nothing else is left of former settings.
std::string Company::differences_of_team(const Truth& truth) const {
  if (world_.settings.method != SyncMethod::target_group) return {};
  const std::int64_t team = std::stoll(world_.settings.target_group);
  std::string wrong;
  for (const auto& id : truth.selected_people())
    if (is_active(id) && !is_member(team, id) && !kept_although_gone_.contains(id))
      wrong += " " + id + " is not in the target group;";
  for (const auto& [group, user, provider] : world_.host.members) {
    if (group == team || provider != kProvider) continue;
    const bool is_kept = std::ranges::any_of(world_.host.group_links, [&, group = group](const auto& link) {
      return link.second.group_id == group && keeps_its_members(link.first);
    });
    for (const auto& [id, link] : world_.host.links)
      if (!is_kept && link.user_id == user && is_settled(id)) wrong += " " + id + " is in a former group;";
  }
  return wrong;
}

bool Company::is_active(const std::string& person) const {
  const auto link = world_.host.links.find(person);
  return link != world_.host.links.end() && link->second.state == LinkState::active &&
         world_.row_of(person) != nullptr;
}

bool Company::is_held(const std::string& id) const {
  return std::ranges::find(world_.host.held, id, &HeldRemoval::external_id) != world_.host.held.end();
}

bool Company::is_settled(const std::string& person) const {
  return is_active(person) && !is_held(person) && !stays_as_it_is(person);
}

bool Company::stays_as_it_is(const std::string& person) const {
  return kept_although_gone_.contains(person) ||
         (world_.settings.source == SyncSource::groups && is_in_outside_group(world_.directory, person));
}

bool Company::keeps_its_members(const std::string& source) const {
  const auto link = world_.host.group_links.find(source);
  if (is_held(source) || link == world_.host.group_links.end()) return is_held(source);
  const auto has_member = [&](std::int64_t user) {
    return world_.host.members.contains({link->second.group_id, user, kProvider});
  };
  return link->second.dismissed_since ||
         std::ranges::any_of(world_.host.held, has_member, &HeldRemoval::user_id) ||
         std::ranges::any_of(world_.host.links, [&](const auto& person) {
           return (person.second.state == LinkState::dismissed || stays_as_it_is(person.first)) &&
                  has_member(person.second.user_id);
         });
}

/// The group of a value stays while it has inactive or dismissed members.
bool Company::has_former_members(const std::string& source) const {
  if (!is_value_group_id(source) || !grouping_attribute(world_.settings)) return false;
  const std::int64_t group = world_.host.group_links.at(source).group_id;
  return std::ranges::any_of(world_.host.links, [&](const auto& link) {
    return link.second.state != LinkState::active &&
           world_.host.members.contains({group, link.second.user_id, kProvider});
  });
}

bool Company::is_member(std::int64_t group, const std::string& person) const {
  const std::int64_t user = world_.host.links.at(person).user_id;
  return std::ranges::any_of(world_.host.members, [&](const MemberRow& member) {
    return std::get<0>(member) == group && std::get<1>(member) == user;
  });
}

}  // namespace gup::plan::test
