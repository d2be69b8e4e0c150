#include "google_changes.hpp"

#include <algorithm>
#include <utility>

#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"

namespace gup::plan::test {
namespace {

const OrganizationalUnit& any_unit(const World& world, Dice& dice) {
  return dice.one_of(world.directory.units);
}

std::vector<std::string> ids_of_people(const World& world) {
  std::vector<std::string> ids;
  for (const auto& [id, person] : world.directory.people) ids.push_back(id);
  return ids;
}

std::string free_address(const World& world, int number) {
  std::string local = "p" + std::to_string(number);
  const auto taken = [&](const std::string& address) {
    return std::ranges::any_of(world.directory.people,
                               [&](const auto& entry) { return entry.second.fields.email == address; });
  };
  while (taken(local + "@acme.example")) local += "x";
  return local + "@acme.example";
}

void join(World& world, const std::string& id, int number, Dice& dice) {
  Person& person = world.person(id, free_address(world, number), any_unit(world, dice).path);
  person.suspended = dice.chance(5);
  person.fields.job_title = "Title " + std::to_string(dice.pick(3));
  if (dice.chance(70)) person.fields.department = dice.chance(50) ? "Sales" : "SALES";
}

void set_members(World& world, int group, Dice& dice) {
  std::vector<std::string> members;
  for (const auto& id : ids_of_people(world))
    if (dice.chance(20)) members.push_back(id);
  const auto known = std::ranges::find(world.directory.groups, group_id(group), &DirectoryGroup::id);
  if (known == world.directory.groups.end()) return;
  const std::string name = known->name;
  world.group(group_id(group), name, members);
  if (dice.chance(30)) world.nest(group_id(group), dice.one_of(world.directory.groups).id);
}

/// One that no setting names, since the people of a selected group stay when it is deleted.
void delete_group(World& world, Dice& dice) {
  const std::string id = dice.one_of(world.directory.groups).id;
  if (world.directory.groups.size() < 4 || std::ranges::count(world.settings.groups, id) > 0) return;
  world.delete_group(id);
  for (auto& [parent, answer] : world.directory.group_answers)
    std::erase_if(answer.members, [&](const Member& member) { return member.id == id; });
}

/// The paths of the units below and of their people change with it.
void rename_unit(World& world, Dice& dice) {
  const OrganizationalUnit renamed = any_unit(world, dice);
  if (renamed.path == "/") return;
  const std::string path =
      renamed.path.substr(0, renamed.path.rfind('/') + 1) + "R" + std::to_string(dice.pick(1'000'000));
  const auto with_new_path = [&](const std::string& old) { return path + old.substr(renamed.path.size()); };
  const auto is_below = [&](const std::string& candidate, const std::string& above) {
    return candidate == above || candidate.starts_with(above + "/");
  };
  const std::string old_key = unit_path_key(renamed.path);
  for (auto& unit : world.directory.units) {
    if (!is_below(unit.path, renamed.path)) continue;
    unit.path = with_new_path(unit.path);
    unit.name = unit.path.substr(unit.path.rfind('/') + 1);
  }
  for (auto& [id, person] : world.directory.people)
    if (is_below(person.unit_path_key, old_key))
      person.unit_path_key = unit_path_key(path) + person.unit_path_key.substr(old_key.size());
}

void swap_addresses(World& world, Dice& dice) {
  const auto ids = ids_of_people(world);
  auto& google = world.directory;
  Person& one = google.people.at(dice.one_of(ids));
  Person& other = google.people.at(dice.one_of(ids));
  std::swap(one.fields.email, other.fields.email);
  for (const Person* person : {&one, &other})
    google.id_by_address_key[host_sdk::fold_key(person->fields.email)] = person->id;
}

void change_person(World& world, Dice& dice) {
  const int number = dice.pick(kPeople);
  const auto ids = ids_of_people(world);
  const std::string id = ids.empty() ? "" : dice.one_of(ids);
  switch (ids.empty() ? 0 : dice.pick(6)) {
    case 0:
      // Never the id of a deleted person: Google gives each a new one.
      return join(world, "u" + std::to_string(dice.pick(1'000'000)), number, dice);
    case 1:
      return world.delete_person(id);
    case 2: {
      // Comes back under a new id, with the address of before.
      const Person before = world.directory.people.at(id);
      world.delete_person(id);
      world.person(id + "'", before.fields.email).unit_path_key = before.unit_path_key;
      return;
    }
    case 3:
      return swap_addresses(world, dice);
    case 4:
      world.directory.people.at(id).suspended = dice.chance(50);
      return;
    default:
      world.directory.people.at(id).unit_path_key = unit_path_key(any_unit(world, dice).path);
      world.directory.people.at(id).fields.job_title = "Title " + std::to_string(dice.pick(3));
  }
}

}  // namespace

void set_up_google(World& world, Dice& dice) {
  world.unit("id:0", "/U0");
  world.unit("id:1", "/U0/S1");
  world.unit("id:2", "/U2");
  world.unit("id:3", "/U2/S3");
  for (int group = 0; group < kGroups; ++group)
    world.group(group_id(group), "Group " + std::to_string(group));
  for (int person = 0; person < kPeople; ++person) join(world, "u" + std::to_string(person), person, dice);
  for (int group = 0; group < kGroups; ++group) set_members(world, group, dice);
}

void change_google(World& world, Dice& dice) {
  for (int i = 0; i < 3; ++i) change_person(world, dice);
  if (world.directory.people.empty()) join(world, "u" + std::to_string(dice.pick(1'000'000)), 0, dice);
  if (dice.chance(40)) set_members(world, dice.pick(kGroups), dice);
  if (dice.chance(15)) rename_unit(world, dice);
  if (dice.chance(10)) delete_group(world, dice);
  for (auto& group : world.directory.groups)
    if (dice.chance(5)) group.name = "Group " + std::to_string(dice.pick(1'000'000));
}

void spoil_lists(World& world, Dice& dice) {
  WrittenDirectory& lists = world.directory;
  const WrittenDirectory& google = *world.truth;
  std::erase_if(lists.people, [&](const auto&) { return dice.chance(15); });
  if (lists.people.empty()) lists.people = google.people;
  std::erase_if(lists.units, [&](const auto& unit) { return unit.path != "/" && dice.chance(15); });
  std::erase_if(lists.groups, [&](const auto&) { return dice.chance(15); });
  if (lists.groups.empty()) lists.groups = google.groups;
  for (auto& [id, answer] : lists.group_answers) {
    if (dice.chance(40)) std::erase_if(answer.members, [&](const Member&) { return dice.chance(40); });
    if (dice.chance(20)) answer.members.push_back({dice.one_of(ids_of_people(world)), "", MemberType::user});
    if (dice.chance(10) && !answer.unreadable) {
      // A group that was never read and whose members Google does not show never brought anyone.
      const bool was_read = std::ranges::count(world.host.source_groups, id, &SourceGroup::group_id) > 0;
      answer.members.clear();
      answer.unreadable = dice.chance(50) && was_read ? Unreadable::forbidden : Unreadable::failing;
    }
  }
  for (const auto& [id, person] : google.people) {
    if (dice.chance(10) && lists.people.contains(id)) {
      // Listed twice, with an older answer first or last.
      Person former = person;
      former.unit_path_key = unit_path_key(dice.one_of(google.units).path);
      former.suspended = dice.chance(30);
      lists.second_records[id] = dice.chance(50) ? former : std::exchange(lists.people.at(id), former);
    } else if (dice.chance(5)) {
      lists.people.erase(id);
      lists.unusable[id] = {.id = id,
                            .email = person.fields.email,
                            .reason = "The email address has no @",
                            .unit_path_key = person.unit_path_key};
    }
    if (dice.chance(10)) world.unclear.insert(id);
  }
  for (const auto& unit : google.units)
    if (dice.chance(10)) world.unclear.insert(unit.id);
  for (const auto& group : google.groups)
    if (dice.chance(10)) world.unclear.insert(group.id);
}

}  // namespace gup::plan::test
