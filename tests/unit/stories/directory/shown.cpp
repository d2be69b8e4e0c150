#include "directory/shown.hpp"

#include <algorithm>
#include <utility>

#include "directory/members.hpp"
#include "model/clean_text.hpp"

namespace gup::plan::test {
namespace {

/// A list that changes from `before` to `now` while its pages are read, with page tokens that are positions:
/// rows that move to an earlier place are missing, and rows that move to a later one come twice.
template <typename Row>
std::vector<Row> moved_between_pages(const std::vector<Row>& before, const std::vector<Row>& now,
                                     Dice& dice) {
  const auto boundary = static_cast<std::size_t>(dice.pick(static_cast<int>(before.size()) + 1));
  std::vector<Row> rows(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(boundary));
  if (boundary < now.size())
    rows.insert(rows.end(), now.begin() + static_cast<std::ptrdiff_t>(boundary), now.end());
  return rows;
}

/// As it is, as it was, or partly both.
template <typename Row>
std::vector<Row> late(const std::vector<Row>& before, const std::vector<Row>& now, Dice& dice) {
  if (dice.chance(25)) return moved_between_pages(before, now, dice);
  return dice.chance(15) ? before : now;
}

std::vector<DirectoryUser> users_by_email(const WrittenDirectory& google) {
  std::vector<DirectoryUser> users;
  for (const auto& [id, person] : google.people) users.push_back(record_of(google, person));
  std::ranges::sort(users, {}, &DirectoryUser::primary_email);
  return users;
}

/// Another record of the same person earlier or later in the list, or none that can be used.
void spoil_records(const WrittenDirectory& google, Dice& dice, std::vector<DirectoryUser>& users) {
  for (DirectoryUser& user : std::vector(users)) {
    const bool is_doubled = dice.chance(10);
    if (!is_doubled && !dice.chance(5)) continue;
    if (is_doubled) {
      user.org_unit_path = dice.one_of(google.units).path;
      user.suspended = dice.chance(30);
      users.insert(users.begin() + dice.pick(static_cast<int>(users.size()) + 1), user);
      continue;
    }
    for (DirectoryUser& listed : users) {
      if (listed.id != user.id) continue;
      if (dice.chance(50))
        listed.primary_email = "no-address";
      else
        listed.suspended.reset();
    }
  }
}

void spoil_units(const WrittenDirectory& google, Dice& dice, Shown& shown) {
  std::erase_if(shown.units, [&](const auto& unit) { return dice.chance(unit.path == "/" ? 4 : 12); });
  if (shown.units.empty()) return;
  if (dice.chance(15)) {
    auto& unit = shown.units.at(static_cast<std::size_t>(dice.pick(static_cast<int>(shown.units.size()))));
    // A parent that is not listed, or a circle.
    unit.parent_id = dice.chance(40) ? "id:unlisted" : dice.one_of(google.units).id;
  }
  if (dice.chance(8)) shown.tree_changes = 1 + dice.pick(2);
}

void spoil_members(const World& world, Dice& dice, GroupAnswer& answer) {
  if (answer.unreadable) return;
  if (dice.chance(40)) std::erase_if(answer.members, [&](const Member&) { return dice.chance(40); });
  if (dice.chance(5)) answer.members.clear();
  if (dice.chance(20) && !world.directory.people.empty()) {
    const auto& people = world.directory.people;
    const auto person = std::next(people.begin(), dice.pick(static_cast<int>(people.size())));
    answer.members.push_back({person->first, "", MemberType::user});
  }
  if (!dice.chance(10)) return;
  // A group that was never read and whose members Google does not show never brought anyone.
  const bool was_read =
      std::ranges::count(world.host.source_groups, answer.group_id, &SourceGroup::group_id) > 0;
  answer.members.clear();
  answer.unreadable = Unreadable::failing;
  if (was_read && dice.chance(50))
    answer.unreadable = dice.chance(70) ? Unreadable::forbidden : Unreadable::gone;
}

}  // namespace

DirectoryUser record_of(const WrittenDirectory& google, const Person& person) {
  DirectoryUser user = google.account_of(person);
  user.id = person.id;
  user.given_name = person.fields.first_name;
  user.suspended = person.suspended;
  user.archived = person.archived;
  user.org_unit_path = person.unit_path_key;
  user.department = person.fields.department;
  user.job_title = person.fields.job_title;
  if (const auto aliases = google.aliases.find(person.id); aliases != google.aliases.end())
    user.aliases = aliases->second;
  user.editable_aliases = user.aliases.size();
  return user;
}

Shown honest(const WrittenDirectory& google, Dice& dice) {
  Shown shown;
  shown.users = users_by_email(google);
  shown.page_size = static_cast<std::size_t>(1 + dice.pick(10));
  shown.pages_before_groups = static_cast<std::size_t>(dice.pick(4));
  shown.units = google.units;
  shown.groups = google.groups;
  shown.members = google.group_answers;
  shown.members_again = google.group_answers;
  return shown;
}

Shown spoiled(const World& world, const WrittenDirectory& earlier, Dice& dice, bool always) {
  const WrittenDirectory& google = world.directory;
  Shown shown = honest(google, dice);
  shown.users = late(users_by_email(earlier), shown.users, dice);
  std::erase_if(shown.users, [&](const auto&) { return dice.chance(12); });
  spoil_records(google, dice, shown.users);
  if (dice.chance(20)) shown.units = earlier.units;
  spoil_units(google, dice, shown);
  shown.groups = late(earlier.groups, shown.groups, dice);
  std::erase_if(shown.groups, [&](const auto&) { return dice.chance(12); });
  const bool all_refused = dice.chance(4);
  for (auto& [id, answer] : shown.members) {
    const auto before = earlier.group_answers.find(id);
    if (before != earlier.group_answers.end() && !before->second.unreadable && !answer.unreadable)
      answer.members = late(before->second.members, answer.members, dice);
    spoil_members(world, dice, answer);
    if (all_refused) {
      answer.members.clear();
      answer.unreadable = Unreadable::failing;
    }
  }
  if (always) {
    shown.members_again = shown.members;
    for (auto& [id, answer] : shown.members_again)
      if (dice.chance(15)) spoil_members(world, dice, answer);
  }
  for (const auto& [id, person] : google.people)
    if (dice.chance(10)) shown.unclear.insert(id);
  for (const auto& unit : google.units)
    if (dice.chance(10)) shown.unclear.insert(unit.id);
  for (const auto& [id, answer] : google.group_answers)
    if (dice.chance(10)) shown.unclear.insert(id);
  return shown;
}

}  // namespace gup::plan::test
