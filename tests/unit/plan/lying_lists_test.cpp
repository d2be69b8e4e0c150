// Random directories whose lists lie, against an independent model of who is selected: no one that Google
// still has and who is still selected loses a target user, and an honest run afterwards is exact.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <utility>

#include "host_sdk/text.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

/// Who is selected, straight from what Google really has.
class Truth {
 public:
  Truth(const WrittenDirectory& google, const SyncSettings& settings)
      : google_(google), settings_(settings) {}

  [[nodiscard]] std::set<std::string> selected_people() const {
    std::set<std::string> selected;
    const bool by_units = settings_.source == SyncSource::organizational_units;
    const std::set<std::string> members = by_units ? std::set<std::string>{} : selected_members();
    for (const auto& [id, person] : google_.people)
      if (!person.suspended && !person.archived &&
          (by_units ? in_selected_unit(person) : members.contains(id)))
        selected.insert(id);
    return selected;
  }

 private:
  [[nodiscard]] bool in_selected_unit(const Person& person) const {
    for (const auto& unit : google_.units)
      if (host_sdk::fold_key(unit.path) == person.unit_path_key) return is_selected(unit);
    return false;
  }

  [[nodiscard]] bool is_selected(const OrganizationalUnit& unit) const {
    if (settings_.scope == SyncScope::all) return true;
    if (std::ranges::find(settings_.organizational_units, unit.id) != settings_.organizational_units.end())
      return true;
    if (!settings_.include_sub_units) return false;
    return std::ranges::any_of(google_.units, [&](const auto& parent) {
      return parent.id == unit.parent_id && is_selected(parent);
    });
  }

  [[nodiscard]] std::set<std::string> selected_members() const {
    std::set<std::string> members;
    std::set<std::string> visited;
    for (const auto& group : google_.groups)
      if (settings_.scope == SyncScope::all ||
          std::ranges::find(settings_.groups, group.id) != settings_.groups.end())
        visit(group.id, visited, members);
    return members;
  }

  void visit(const std::string& group, std::set<std::string>& visited, std::set<std::string>& members) const {
    if (!visited.insert(group).second) return;
    for (const Member& member : google_.group_answers.at(group).members) {
      if (member.type == MemberType::user) members.insert(member.id);
      if (member.type == MemberType::group && settings_.include_nested_groups)
        visit(member.id, visited, members);
    }
  }

  const WrittenDirectory& google_;
  const SyncSettings& settings_;
};

class LyingLists : public ::testing::TestWithParam<int> {
 protected:
  LyingLists() {
    world_.unit("id:0", "/U0");
    world_.unit("id:1", "/U0/S1");
    world_.unit("id:2", "/U2");
    world_.unit("id:3", "/U2/S3");
    for (int group = 0; group < 6; ++group) world_.group(group_id(group), "Group " + std::to_string(group));
    for (int person = 0; person < 20; ++person) put_person(person);
    for (int group = 0; group < 6; ++group) fill(group);
    world_.settings.source = chance(50) ? SyncSource::groups : SyncSource::organizational_units;
    change_settings();
  }

  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }
  static std::string group_id(int group) { return "g" + std::to_string(group); }

  void put_person(int number) {
    const auto& units = world_.directory.units;
    const auto& unit = units[static_cast<std::size_t>(pick(static_cast<int>(units.size())))];
    auto& person = world_.person("u" + std::to_string(number), "p" + std::to_string(number) + "@acme.example",
                                 unit.path);
    person.suspended = chance(5);
  }

  void fill(int group) {
    std::vector<std::string> members;
    for (int number = 0; number < 20; ++number)
      if (chance(20)) members.push_back("u" + std::to_string(number));
    world_.group(group_id(group), "Group " + std::to_string(group), members);
    if (chance(30)) world_.nest(group_id(group), group_id(pick(6)));
  }

  void change_directory() {
    for (int i = 0; i < 3; ++i) {
      if (chance(30))
        world_.delete_person("u" + std::to_string(pick(20)));
      else
        put_person(pick(20));
    }
    if (world_.directory.people.empty()) put_person(0);
    if (chance(40)) fill(pick(6));
  }

  /// Selected units and groups always exist.
  void change_settings() {
    auto& settings = world_.settings;
    settings.scope = chance(50) ? SyncScope::all : SyncScope::chosen;
    settings.organizational_units = {"id:" + std::to_string(pick(4))};
    settings.groups = {group_id(pick(6)), group_id(pick(6))};
    settings.include_sub_units = chance(70);
    settings.include_nested_groups = chance(70);
    settings.method = chance(50) ? SyncMethod::target_users : SyncMethod::matching_groups;
    settings.on_leaving = chance(70) ? OnLeaving::delete_ : OnLeaving::deactivate;
  }

  void omit_from_lists() {
    WrittenDirectory& lists = world_.directory;
    std::erase_if(lists.people, [&](const auto&) { return chance(15); });
    if (lists.people.empty()) lists.people = world_.truth->people;
    std::erase_if(lists.units, [&](const auto& unit) { return unit.path != "/" && chance(15); });
    std::erase_if(lists.groups, [&](const auto&) { return chance(15); });
    if (lists.groups.empty()) lists.groups = world_.truth->groups;
    for (auto& [id, answer] : lists.group_answers)
      if (chance(40)) std::erase_if(answer.members, [&](const Member&) { return chance(40); });
  }

  [[nodiscard]] std::set<std::string> active_people() const {
    std::set<std::string> active;
    for (const auto& [id, link] : world_.host.links)
      if (link.state == LinkState::active && world_.row_of(id)) active.insert(id);
    return active;
  }

  void sync_with_lies(bool always) {
    const auto before = active_people();
    world_.truth = world_.directory;
    const auto selected = Truth(*world_.truth, world_.settings).selected_people();
    omit_from_lists();
    world_.second_lists_lie = always;
    world_.sync();
    const auto after = active_people();
    std::set<std::string> lost;
    for (const auto& id : before)
      if (selected.contains(id) && !after.contains(id)) lost.insert(id);
    ASSERT_EQ(lost, std::set<std::string>{});
    world_.directory = *std::exchange(world_.truth, std::nullopt);
    world_.second_lists_lie = false;
  }

  void sync_honestly() {
    world_.sync();
    ASSERT_EQ(active_people(), Truth(world_.directory, world_.settings).selected_people());
  }

  std::mt19937 random_{static_cast<std::mt19937::result_type>(GetParam())};
  World world_;
};

TEST_P(LyingLists, RemoveNoOneWhoIsStillSelected) {
  for (int step = 0; step < 12; ++step) {
    SCOPED_TRACE("seed " + std::to_string(GetParam()) + ", step " + std::to_string(step));
    change_directory();
    if (chance(20)) change_settings();
    if (chance(70)) sync_with_lies(chance(50));
    if (HasFatalFailure()) return;
    if (chance(50)) sync_honestly();
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, LyingLists, testing::Range(0, 400));

}  // namespace
}  // namespace gup::plan::test
