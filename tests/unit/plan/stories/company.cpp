#include "company.hpp"

#include <algorithm>

#include "google_changes.hpp"
#include "hand_edits.hpp"
#include "host_sdk/text.hpp"
#include "leavers.hpp"
#include "model/settings/group_attribute.hpp"

namespace gup::plan::test {

std::string Event::text() const {
  constexpr std::array kNames{
      "the directory changes",        "the settings change",          "an edit by hand",
      "a sync whose first lists lie", "a sync whose lists lie twice", "an honest sync",
      "all held removals approved",   "some held removals dismissed"};
  return std::string(kNames.at(static_cast<std::size_t>(kind))) + " (" + std::to_string(seed) + ")";
}

Company::Company(std::uint32_t seed) {
  Dice dice(seed);
  set_up_google(world_, dice);
  world_.settings.source = dice.chance(50) ? SyncSource::groups : SyncSource::organizational_units;
  change_settings(dice);
}

std::string Company::happen(const Event& event) {
  Dice dice(event.seed);
  switch (event.kind) {
    case Event::Kind::directory:
      change_google(world_, dice);
      world_.now += std::chrono::hours{dice.pick(60)};
      return {};
    case Event::Kind::settings:
      change_settings(dice);
      return {};
    case Event::Kind::edit:
      edit_by_hand(world_, dice);
      return {};
    case Event::Kind::lie_once:
      return sync_with_lies(dice, false);
    case Event::Kind::lie_always:
      return sync_with_lies(dice, true);
    case Event::Kind::honest_sync:
      return sync_honestly();
    case Event::Kind::approval:
      return approve();
    case Event::Kind::dismissal:
      dismiss(dice);
      return {};
  }
  return "an unknown event";
}

/// Selected units and groups always exist.
void Company::change_settings(Dice& dice) {
  auto& settings = world_.settings;
  settings.scope = dice.chance(50) ? SyncScope::all : SyncScope::chosen;
  settings.organizational_units = {"id:" + std::to_string(dice.pick(4)),
                                   "id:" + std::to_string(dice.pick(4))};
  settings.groups = {dice.one_of(world_.directory.groups).id, dice.one_of(world_.directory.groups).id};
  settings.include_sub_units = dice.chance(70);
  settings.include_nested_groups = dice.chance(70);
  change_steps(dice);
  settings.existing_users = dice.chance(70) ? ExistingUsers::adopt : ExistingUsers::skip;
  settings.suspended_users = dice.chance(70) ? SuspendedUsers::leave_out : SuspendedUsers::include;
  settings.removal_limit = {.percent = dice.chance(50) ? 100 : 5, .at_least = 2};
  switch (dice.pick(4)) {
    case 0:
      settings.method = SyncMethod::target_users;
      break;
    case 1:
      settings.method = SyncMethod::matching_groups;
      break;
    case 2:
      settings.method = SyncMethod::value_groups;
      settings.group_attribute = dice.chance(70) ? GroupAttribute::job_title : GroupAttribute::department;
      break;
    default:
      settings.method = SyncMethod::target_group;
      settings.target_group = "new:Team " + std::to_string(dice.pick(1'000'000));
  }
  change_exclusions(dice);
}

/// One step for all causes, or one for each.
void Company::change_steps(Dice& dice) {
  constexpr std::array kSteps{OnLeaving::delete_, OnLeaving::deactivate, OnLeaving::deactivate_then_delete};
  auto& steps = world_.settings.on_leaving;
  steps = kSteps.at(dice.chance(40) ? 0 : static_cast<std::size_t>(dice.pick(3)));
  if (dice.chance(50)) {
    steps.suspended = kSteps.at(static_cast<std::size_t>(dice.pick(3)));
    steps.deselected = kSteps.at(static_cast<std::size_t>(dice.pick(3)));
  }
  steps.delete_after_days = 1 + dice.pick(3);
}

/// Rules about units, guests and addresses. A rule about a group lets its list decide, lies included.
void Company::change_exclusions(Dice& dice) {
  auto& directory = world_.directory;
  directory.exclusions.clear();
  directory.guests.clear();
  if (dice.chance(30)) {
    world_.exclude(ExclusionKind::guests);
    for (const auto& [id, person] : directory.people)
      if (dice.chance(15)) directory.guests.insert(id);
  }
  if (dice.chance(30)) {
    const auto& unit = directory.units.at(static_cast<std::size_t>(dice.pick(4)));
    if (unit.path != "/") {
      world_.exclude(ExclusionKind::unit, unit.id);
      directory.exclusions.back().name = unit.path;
    }
  }
  if (dice.chance(30) && !directory.people.empty()) {
    const auto person =
        std::next(directory.people.begin(), dice.pick(static_cast<int>(directory.people.size())));
    world_.exclude(ExclusionKind::address, host_sdk::fold_key(person->second.fields.email));
  }
}

std::string Company::sync_with_lies(Dice& dice, bool always) {
  memberships_are_uncertain_ = memberships_are_uncertain_ || always;
  const Before kept = before();
  const Leavers leavers(world_);
  world_.truth = world_.directory;
  world_.second_lists_lie = always;
  spoil_lists(world_, dice);
  const bool has_unread_group = std::ranges::any_of(world_.directory.group_answers, [](const auto& answer) {
    return answer.second.unreadable && answer.second.unreadable != Unreadable::gone;
  });
  std::set<std::string> unknown;
  for (const auto& id : kept.people)
    if (!world_.directory.people.contains(id) && !world_.directory.unusable.contains(id) &&
        world_.unclear.contains(id))
      unknown.insert(id);
  world_.sync();
  std::string wrong =
      lost(kept, Truth(*world_.truth, world_.settings)) + leavers.deleted_too_early(world_, *world_.truth);
  for (const auto& id : unknown)
    if (!is_active(id)) wrong += " " + id + " left although Google did not answer;";
  world_.directory = *std::exchange(world_.truth, std::nullopt);
  world_.second_lists_lie = false;
  world_.unclear.clear();
  memberships_are_uncertain_ = memberships_are_uncertain_ || has_unread_group;
  return wrong;
}

std::string Company::sync_honestly() {
  const Before kept = before();
  const Leavers leavers(world_);
  world_.sync_twice();
  const Truth truth(world_.directory, world_.settings);
  memberships_are_uncertain_ = false;
  return lost(kept, truth) + differences(truth) + leavers.deleted_too_early(world_, world_.directory) +
         leavers.wrong_steps(world_, world_.directory);
}

/// Approves what is held until nothing is, since emptied groups may be held only when their people are gone.
std::string Company::approve() {
  std::string wrong = sync_honestly();
  for (int i = 0; i < 3 && wrong.empty() && !world_.host.held.empty(); ++i) {
    for (const auto& held : world_.host.held) world_.approved.insert(held.external_id);
    wrong = sync_honestly();
    world_.approved.clear();
  }
  if (wrong.empty() && !world_.host.held.empty())
    wrong = world_.host.held.front().external_id + " is held although it was approved;";
  return wrong;
}

void Company::dismiss(Dice& dice) {
  std::set<std::string> ids;
  for (const auto& held : world_.host.held)
    if (dice.chance(60)) ids.insert(held.external_id);
  world_.host.apply(world_.dismissal_of(ids));
}

// What must hold after each event

Company::Before Company::before() const {
  Before found;
  for (const auto& [id, link] : world_.host.links)
    if (is_active(id)) found.people.insert(id);
  for (const auto& [source, link] : world_.host.group_links) {
    if (!world_.host.groups.contains(link.group_id)) continue;
    found.groups[source] = link.group_id;
    const auto is_in_it = [this, group = link.group_id](const auto& id) { return is_member(group, id); };
    if (std::ranges::any_of(found.people, is_in_it)) found.had_members.insert(source);
    if (memberships_are_uncertain_) continue;
    // Also of people who are away: they keep their memberships for their return.
    for (const auto& [id, person] : world_.host.links)
      if (person.state != LinkState::released && world_.row_of(id) != nullptr && is_member(link.group_id, id))
        found.memberships.insert({source, id});
  }
  return found;
}

/// What the sync took away although Google still has it and the settings still want it. A membership may be
/// lost when both readings of a list lie, at once or, if the person was held, later; and when the list of a
/// group that was never read before omits a member once, since no one is missing there.
std::string Company::lost(const Before& before, const Truth& truth) const {
  std::string lost;
  const auto selected = truth.selected_people();
  for (const auto& id : before.people)
    if (selected.contains(id) && !is_active(id)) lost += " " + id + " lost although selected;";
  for (const auto& [source, people] : truth.matching_groups()) {
    const auto group = before.groups.find(source);
    if (group == before.groups.end()) continue;
    // The value of a target user who was deleted by hand is not known while the lists omit the person.
    const bool had_members =
        before.had_members.contains(source) &&
        std::ranges::any_of(people, [&](const std::string& id) { return before.people.contains(id); });
    if (is_value_group_id(source) && !had_members) continue;
    const auto link = world_.host.group_links.find(source);
    if (link == world_.host.group_links.end() || link->second.group_id != group->second)
      lost += " the group of " + source + " lost;";
    else
      for (const auto& id : people)
        if (before.memberships.contains({source, id}) && !is_member(group->second, id))
          lost += " " + id + " lost the membership of " + source + ";";
  }
  return lost;
}

std::string Company::differences(const Truth& truth) const {
  return differences_of_people(truth) + differences_of_groups(truth) + differences_of_team(truth);
}

std::string Company::differences_of_people(const Truth& truth) const {
  std::string wrong;
  const auto selected = truth.selected_people();
  for (const auto& [id, link] : world_.host.links)
    if (is_settled(id) && !selected.contains(id)) wrong += " " + id + " is too many;";
  for (const auto& id : selected) {
    const Person& person = world_.directory.people.at(id);
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

/// True if the address belongs to a target user that is held, or that cannot take its own new address.
/// Someone who has a row takes over no other that was made by hand, and no one does if the settings say so:
/// then a row that was released to the host stays the host's, too.
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
    if (is_held(*holder->external_id)) return true;
    waiting = *holder->external_id;
  }
  return false;
}

std::string Company::differences_of_groups(const Truth& truth) const {
  std::string wrong;
  const auto wanted = truth.matching_groups();
  for (const auto& [source, link] : world_.host.group_links)
    if (!wanted.contains(source) && world_.settings.target_group != std::to_string(link.group_id) &&
        !keeps_its_members(source) && !has_former_members(source))
      wrong += " the group of " + source + " is too many;";
  for (const auto& [source, people] : wanted) {
    const auto link = world_.host.group_links.find(source);
    if (link == world_.host.group_links.end() || !world_.host.groups.contains(link->second.group_id)) {
      wrong += " the group of " + source + " is missing;";
      continue;
    }
    const std::string key = world_.host.groups.at(link->second.group_id).name_key;
    if (!key.starts_with(host_sdk::fold_key(truth.name_of_source(source))))
      wrong += " the group of " + source + " has another name;";
    for (const auto& [id, person] : world_.host.links) {
      const bool belongs = people.contains(id);
      const bool is_in = is_member(link->second.group_id, id);
      if (belongs && is_active(id) && !is_in) wrong += " " + id + " is not in the group of " + source + ";";
      if (!belongs && is_settled(id) && !keeps_its_members(source) &&
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
    if (is_active(id) && !is_member(team, id)) wrong += " " + id + " is not in the target group;";
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
  return is_active(person) && !is_held(person);
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
           return person.second.state == LinkState::dismissed && has_member(person.second.user_id);
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
