// Random directories whose lists lie, random settings and edits by hand, against an independent model of who
// is selected: no one that Google still has and who is still selected loses a target user, and an honest run
// afterwards is exact. A failing story is shrunk before it is printed.
#include <gtest/gtest-spi.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

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

/// A source of random decisions.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : random_(seed) {}
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }

 private:
  std::mt19937 random_;
};

/// What happens next in a story. Each event has dice of its own, so that leaving one out changes no other.
struct Event {
  enum class Kind : std::uint8_t { directory, settings, edit, lie_once, lie_always, honest_sync };
  Kind kind;
  std::uint32_t seed;

  [[nodiscard]] std::string text() const {
    constexpr std::array kNames{
        "the directory changes",        "the settings change",          "an edit by hand",
        "a sync whose first lists lie", "a sync whose lists lie twice", "an honest sync"};
    return std::string(kNames.at(static_cast<std::size_t>(kind))) + " (" + std::to_string(seed) + ")";
  }
};

std::vector<Event> random_story(std::uint32_t seed) {
  using Kind = Event::Kind;
  Dice dice(seed);
  std::vector<Event> story;
  const auto add = [&](Kind kind) {
    story.push_back({kind, static_cast<std::uint32_t>(dice.pick(1 << 30))});
  };
  for (int step = 0; step < 12; ++step) {
    add(Kind::directory);
    if (dice.chance(20)) add(Kind::settings);
    if (dice.chance(30)) add(Kind::edit);
    if (dice.chance(70)) add(dice.chance(50) ? Kind::lie_always : Kind::lie_once);
    if (dice.chance(50)) add(Kind::honest_sync);
  }
  return story;
}

/// A company in which a story happens.
class Company {
 public:
  explicit Company(std::uint32_t seed) {
    Dice dice(seed);
    world_.unit("id:0", "/U0");
    world_.unit("id:1", "/U0/S1");
    world_.unit("id:2", "/U2");
    world_.unit("id:3", "/U2/S3");
    for (int group = 0; group < kGroups; ++group)
      world_.group(group_id(group), "Group " + std::to_string(group));
    for (int person = 0; person < kPeople; ++person) put_person(person, dice);
    for (int group = 0; group < kGroups; ++group) fill(group, dice);
    world_.settings.source = dice.chance(50) ? SyncSource::groups : SyncSource::organizational_units;
    change_settings(dice);
  }

  /// Returns who lost a target user, or what else went wrong; empty if all is well.
  std::string happen(const Event& event) {
    Dice dice(event.seed);
    switch (event.kind) {
      case Event::Kind::directory:
        change_directory(dice);
        return {};
      case Event::Kind::settings:
        change_settings(dice);
        return {};
      case Event::Kind::edit:
        edit_by_hand(dice);
        return {};
      case Event::Kind::lie_once:
        return sync_with_lies(dice, false);
      case Event::Kind::lie_always:
        return sync_with_lies(dice, true);
      case Event::Kind::honest_sync:
        return sync_honestly();
    }
    return "an unknown event";
  }

 private:
  static constexpr int kPeople = 20;
  static constexpr int kGroups = 6;

  static std::string group_id(int group) { return "g" + std::to_string(group); }
  static std::string person_id(int number) { return "u" + std::to_string(number); }
  static std::string address(int number) { return "p" + std::to_string(number) + "@acme.example"; }

  void put_person(int number, Dice& dice) {
    const auto& units = world_.directory.units;
    const auto& unit = units[static_cast<std::size_t>(dice.pick(static_cast<int>(units.size())))];
    world_.person(person_id(number), address(number), unit.path).suspended = dice.chance(5);
  }

  void fill(int group, Dice& dice) {
    std::vector<std::string> members;
    for (int number = 0; number < kPeople; ++number)
      if (dice.chance(20)) members.push_back(person_id(number));
    world_.group(group_id(group), "Group " + std::to_string(group), members);
    if (dice.chance(30)) world_.nest(group_id(group), group_id(dice.pick(kGroups)));
  }

  void change_directory(Dice& dice) {
    for (int i = 0; i < 3; ++i) {
      if (dice.chance(30))
        world_.delete_person(person_id(dice.pick(kPeople)));
      else
        put_person(dice.pick(kPeople), dice);
    }
    if (world_.directory.people.empty()) put_person(0, dice);
    if (dice.chance(40)) fill(dice.pick(kGroups), dice);
  }

  /// Selected units and groups always exist.
  void change_settings(Dice& dice) {
    auto& settings = world_.settings;
    settings.scope = dice.chance(50) ? SyncScope::all : SyncScope::chosen;
    settings.organizational_units = {"id:" + std::to_string(dice.pick(4))};
    settings.groups = {group_id(dice.pick(kGroups)), group_id(dice.pick(kGroups))};
    settings.include_sub_units = dice.chance(70);
    settings.include_nested_groups = dice.chance(70);
    settings.on_leaving = dice.chance(70) ? OnLeaving::delete_ : OnLeaving::deactivate;
    switch (dice.pick(3)) {
      case 0:
        settings.method = SyncMethod::target_users;
        break;
      case 1:
        settings.method = SyncMethod::matching_groups;
        break;
      default:
        settings.method = SyncMethod::target_group;
        settings.target_group = "new:Team " + std::to_string(dice.pick(1'000'000));
    }
  }

  /// An administrator edits a target user, deletes one, deactivates one, makes one with the address of
  /// someone in Google, or puts one into a group.
  void edit_by_hand(Dice& dice) {
    const std::string id = person_id(dice.pick(kPeople));
    const bool has_row = world_.row_of(id) != nullptr;
    switch (dice.pick(5)) {
      case 0:
        if (has_row) world_.edit(id).fields.job_title = "Edited";
        return;
      case 1:
        if (has_row) world_.delete_row(id);
        return;
      case 2:
        if (has_row) world_.edit(id).status = "inactive";
        return;
      case 3: {
        const std::string email = address(dice.pick(kPeople));
        if (world_.row_with_email(email) == nullptr) world_.row_by_hand(email);
        return;
      }
      default:
        if (has_row && !world_.host.groups.empty())
          world_.member_by_hand(world_.host.groups.begin()->first, world_.row_of(id)->id);
    }
  }

  void omit_from_lists(Dice& dice) {
    WrittenDirectory& lists = world_.directory;
    std::erase_if(lists.people, [&](const auto&) { return dice.chance(15); });
    if (lists.people.empty()) lists.people = world_.truth->people;
    std::erase_if(lists.units, [&](const auto& unit) { return unit.path != "/" && dice.chance(15); });
    std::erase_if(lists.groups, [&](const auto&) { return dice.chance(15); });
    if (lists.groups.empty()) lists.groups = world_.truth->groups;
    for (auto& [id, answer] : lists.group_answers)
      if (dice.chance(40)) std::erase_if(answer.members, [&](const Member&) { return dice.chance(40); });
  }

  [[nodiscard]] std::set<std::string> active_people() const {
    std::set<std::string> active;
    for (const auto& [id, link] : world_.host.links)
      if (link.state == LinkState::active && world_.row_of(id) != nullptr) active.insert(id);
    return active;
  }

  std::string sync_with_lies(Dice& dice, bool always) {
    const auto before = active_people();
    world_.truth = world_.directory;
    const auto selected = Truth(*world_.truth, world_.settings).selected_people();
    omit_from_lists(dice);
    world_.second_lists_lie = always;
    world_.sync();
    const auto after = active_people();
    std::string lost;
    for (const auto& id : before)
      if (selected.contains(id) && !after.contains(id)) lost += " " + id;
    world_.directory = *std::exchange(world_.truth, std::nullopt);
    world_.second_lists_lie = false;
    return lost.empty() ? lost : "lost although still selected:" + lost;
  }

  std::string sync_honestly() {
    world_.sync();
    const auto active = active_people();
    const auto selected = Truth(world_.directory, world_.settings).selected_people();
    std::string wrong;
    for (const auto& id : active)
      if (!selected.contains(id)) wrong += " " + id + " is too many";
    for (const auto& id : selected)
      if (!active.contains(id)) wrong += " " + id + " is missing";
    return wrong;
  }

  World world_;
};

/// Returns what goes wrong first; empty if nothing does. Failed checks of the tables count.
std::string outcome_of(std::uint32_t seed, const std::vector<Event>& story) {
  testing::TestPartResultArray checks;
  const testing::ScopedFakeTestPartResultReporter reporter(
      testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &checks);
  Company company(seed);
  for (const Event& event : story) {
    std::string wrong = company.happen(event);
    for (int i = 0; wrong.empty() && i < checks.size(); ++i)
      if (checks.GetTestPartResult(i).failed()) wrong = checks.GetTestPartResult(i).message();
    if (!wrong.empty()) return wrong;
  }
  return {};
}

/// Leaves out every event without which the story still goes wrong.
std::vector<Event> shrunk(std::uint32_t seed, std::vector<Event> story) {
  for (std::size_t at = story.size(); at-- > 0;) {
    auto shorter = story;
    shorter.erase(shorter.begin() + static_cast<std::ptrdiff_t>(at));
    if (!outcome_of(seed, shorter).empty()) story = std::move(shorter);
  }
  return story;
}

class LyingLists : public testing::TestWithParam<int> {};

TEST_P(LyingLists, RemoveNoOneWhoIsStillSelected) {
  constexpr int kSeeds = 10;
  for (int i = 0; i < kSeeds; ++i) {
    const auto seed = static_cast<std::uint32_t>(GetParam() * kSeeds + i);
    const auto story = random_story(seed);
    if (outcome_of(seed, story).empty()) continue;
    const auto shortest = shrunk(seed, story);
    std::string told = "seed " + std::to_string(seed) + ", shrunk to:\n";
    for (const Event& event : shortest) told += "  " + event.text() + "\n";
    FAIL() << told << outcome_of(seed, shortest);
  }
}

/// Ten stories each; more with the environment variable STORY_BATCHES.
int batches() {
  const char* const wanted = std::getenv("STORY_BATCHES");
  return wanted == nullptr ? 20 : std::atoi(wanted);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LyingLists, testing::Range(0, batches()));

}  // namespace
}  // namespace gup::plan::test
