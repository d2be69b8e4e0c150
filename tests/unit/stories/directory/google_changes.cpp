#include "directory/google_changes.hpp"

#include <algorithm>
#include <utility>

#include "directory/members.hpp"
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

std::string free_address(const World& world, std::string local) {
  while (owner_of(world.directory, local + "@acme.example")) local += "x";
  return local + "@acme.example";
}

void join(World& world, const std::string& id, int number, Dice& dice) {
  Person& person =
      world.person(id, free_address(world, "p" + std::to_string(number)), any_unit(world, dice).path);
  person.suspended = dice.chance(5);
  person.fields.job_title = "Title " + std::to_string(dice.pick(3));
  if (dice.chance(70)) person.fields.department = dice.chance(50) ? "Sales" : "SALES";
  if (dice.chance(30))
    world.directory.aliases[id].push_back(free_address(world, "alias" + std::to_string(dice.pick(1000))));
}

/// A row of a member list, in one of the forms in which Google sends rows.
Member row_of(const World& world, const std::string& id, Dice& dice) {
  const WrittenDirectory& google = world.directory;
  const std::string& email = google.people.at(id).fields.email;
  const auto aliases = google.aliases.find(id);
  const auto ids = ids_of_people(world);
  switch (dice.pick(8)) {
    case 0:
      return {"", email, MemberType::user};
    case 1:
      if (aliases == google.aliases.end() || aliases->second.empty()) break;
      return {"", dice.one_of(aliases->second), MemberType::user};
    case 2:
      // The address is another person's by now.
      return {id, google.people.at(dice.one_of(ids)).fields.email, MemberType::user};
    case 3:
      return {id, email, MemberType::other};
    case 4:
      // Left by someone who was deleted, and whose address this person has now.
      return {"deleted" + std::to_string(dice.pick(100)), email, MemberType::user};
    case 5:
      return dice.chance(50) ? Member{"", "someone@elsewhere.example", MemberType::user}
                             : Member{"outsider", "someone@elsewhere.example", MemberType::user};
    default:
      break;
  }
  return {id, email, MemberType::user};
}

Member everyone(Dice& dice) {
  switch (dice.pick(3)) {
    case 0:
      return {kCustomer, "", MemberType::customer};
    case 1:
      return {kCustomer, "", MemberType::other};
    default:
      return {"C0999", "", MemberType::customer};
  }
}

Member nested_group(const World& world, Dice& dice) {
  if (dice.chance(30)) return {dice.chance(70) ? "outside-shown" : "outside-hidden", "", MemberType::group};
  const DirectoryGroup& nested = dice.one_of(world.directory.groups);
  return {dice.chance(70) ? nested.id : "", nested.email, MemberType::group};
}

/// Another customer's group has no nested groups.
void set_members(World& world, const std::string& group, Dice& dice) {
  GroupAnswer& answer = world.directory.group_answers.at(group);
  answer.members.clear();
  for (const auto& id : ids_of_people(world))
    if (dice.chance(20)) answer.members.push_back(row_of(world, id, dice));
  if (!world.directory.has_group(group)) return;
  if (dice.chance(40)) answer.members.push_back(nested_group(world, dice));
  if (dice.chance(8)) answer.members.push_back(everyone(dice));
}

/// Often one that the settings name, and sometimes recreated under the same address.
void delete_group(World& world, Dice& dice) {
  const DirectoryGroup deleted = dice.one_of(world.directory.groups);
  if (world.directory.groups.size() < 4) return;
  world.delete_group(deleted.id);
  for (auto& [parent, answer] : world.directory.group_answers)
    std::erase_if(answer.members, [&](const Member& member) {
      return member.id == deleted.id || (member.id.empty() && member.email == deleted.email);
    });
  if (!dice.chance(40)) return;
  world.group(deleted.id + "'", deleted.name);
  world.directory.groups.back().email = deleted.email;
  set_members(world, deleted.id + "'", dice);
}

bool is_at_or_below(const std::string& candidate, const std::string& above) {
  return candidate == above || candidate.starts_with(above + "/");
}

/// The paths of the units below and of their people change with it.
void set_path(World& world, const OrganizationalUnit& unit, const std::string& path) {
  const std::string old_key = unit_path_key(unit.path);
  for (auto& other : world.directory.units) {
    if (!is_at_or_below(other.path, unit.path)) continue;
    other.path = path + other.path.substr(unit.path.size());
    other.name = other.path.substr(other.path.rfind('/') + 1);
  }
  for (auto& [id, person] : world.directory.people)
    if (is_at_or_below(person.unit_path_key, old_key))
      person.unit_path_key = unit_path_key(path) + person.unit_path_key.substr(old_key.size());
}

std::string unit_name(Dice& dice) {
  return "R" + std::to_string(dice.pick(1'000'000));
}

void change_units(World& world, Dice& dice) {
  auto& units = world.directory.units;
  const OrganizationalUnit unit = dice.one_of(units);
  if (unit.path == "/") {
    const std::string name = unit_name(dice);
    return world.unit("id:" + name, "/" + name);
  }
  const OrganizationalUnit parent = dice.one_of(units);
  switch (dice.pick(3)) {
    case 0:
      return set_path(world, unit, unit.path.substr(0, unit.path.rfind('/') + 1) + unit_name(dice));
    case 1:
      // Moves with everything below.
      if (is_at_or_below(parent.path, unit.path)) return;
      set_path(world, unit, (parent.path == "/" ? "" : parent.path) + "/" + unit_name(dice));
      std::ranges::find(units, unit.id, &OrganizationalUnit::id)->parent_id = parent.id;
      return;
    default:
      // Google deletes empty units only.
      if (std::ranges::count(units, unit.id, &OrganizationalUnit::parent_id) > 0) return;
      for (auto& [id, person] : world.directory.people)
        if (person.unit_path_key == unit_path_key(unit.path)) person.unit_path_key = unit_path_key("/");
      world.delete_unit(unit.id);
  }
}

void swap_addresses(World& world, Dice& dice) {
  const auto ids = ids_of_people(world);
  std::swap(world.directory.people.at(dice.one_of(ids)).fields.email,
            world.directory.people.at(dice.one_of(ids)).fields.email);
}

/// Google keeps the former address as an alias, which may be deleted and given to someone else.
void change_addresses(World& world, const std::string& id, Dice& dice) {
  auto& aliases = world.directory.aliases;
  const auto own = aliases.find(id);
  if (dice.chance(50)) {
    Person& person = world.directory.people.at(id);
    aliases[id].push_back(person.fields.email);
    person.fields.email = free_address(world, "renamed" + std::to_string(dice.pick(1000)));
  } else if (own != aliases.end() && !own->second.empty()) {
    const std::string alias = own->second.back();
    own->second.pop_back();
    if (dice.chance(50)) aliases[dice.one_of(ids_of_people(world))].push_back(alias);
  }
}

void change_person(World& world, Dice& dice) {
  const int number = dice.pick(kPeople);
  const auto ids = ids_of_people(world);
  const std::string id = ids.empty() ? "" : dice.one_of(ids);
  switch (ids.empty() ? 0 : dice.pick(7)) {
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
    case 5:
      return change_addresses(world, id, dice);
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
  for (const char* outside : {"outside-shown", "outside-hidden"})
    world.directory.group_answers[outside].group_id = outside;
  for (int group = 0; group < kGroups; ++group) set_members(world, group_id(group), dice);
  set_members(world, "outside-shown", dice);
  world.cannot_read("outside-hidden");
}

void change_google(World& world, Dice& dice) {
  for (int i = 0; i < 3; ++i) change_person(world, dice);
  if (world.directory.people.empty()) join(world, "u" + std::to_string(dice.pick(1'000'000)), 0, dice);
  if (dice.chance(40)) set_members(world, dice.one_of(world.directory.groups).id, dice);
  if (dice.chance(10)) set_members(world, "outside-shown", dice);
  if (dice.chance(25)) change_units(world, dice);
  if (dice.chance(10)) delete_group(world, dice);
  for (auto& group : world.directory.groups)
    if (dice.chance(5)) group.name = "Group " + std::to_string(dice.pick(1'000'000));
}

}  // namespace gup::plan::test
