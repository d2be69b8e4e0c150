// Random directories and histories. A second plan writes nothing, keys stay unique, and foreign rows stay
// untouched; `Model` checks the latter two.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "failure.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

class History : public ::testing::TestWithParam<int> {
 protected:
  int pick(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
  bool chance(int percent) { return pick(100) < percent; }
  std::string some_id() { return "u" + std::to_string(pick(24)); }
  std::string some_email() {
    return "p" + std::to_string(pick(20)) + (chance(10) ? "@ACME.example" : "@acme.example");
  }
  std::string some_group() { return "g" + std::to_string(pick(6)); }

  std::string some_path() {
    const auto& units = world_.directory.units;
    return chance(5) ? "/not listed"
                     : units[static_cast<std::size_t>(pick(static_cast<int>(units.size())))].path;
  }

  void change_people() {
    const auto id = some_id();
    switch (pick(5)) {
      case 0:
        world_.delete_person(id);
        break;
      case 1:
        world_.unusable(id, some_email(), some_path());
        break;
      default: {
        auto& person = world_.person(id, some_email(), some_path());
        person.suspended = chance(10);
        person.archived = chance(5);
        if (chance(40)) person.fields.department = "D" + std::to_string(pick(3));
        if (chance(15)) spoil(person);
      }
    }
    if (chance(10))
      world_.unclear.insert(id);
    else
      world_.unclear.erase(id);
  }

  /// Makes the name or some of the other fields unknown.
  void spoil(Person& person) {
    person.problems.no_name = chance(50);
    for (std::size_t i = 1; i < kTargetFields.size(); ++i) {
      if (is_name(kTargetFields[i]) ? !person.problems.no_name : !chance(30)) continue;
      kTargetFields[i].set(person.fields, std::nullopt);
      person.problems.kept.set(i);
    }
  }

  void change_directory() {
    for (int i = 0; i < 6; ++i) change_people();
    if (world_.directory.people.empty()) world_.person("u0", some_email());
    const auto number = std::to_string(pick(5));
    if (chance(30))
      world_.unit("id:" + number,
                  "/" + (chance(30) ? "Same" : "Unit " + number) + (chance(40) ? "/" + number : ""));
    if (chance(15)) world_.delete_unit("id:" + number);
    const auto group = some_group();
    if (chance(40))
      world_.group(group, chance(30) ? "Same" : "Group " + group, {some_id(), some_id(), some_id()});
    if (chance(15)) world_.delete_group(group);
    if (chance(15)) world_.cannot_read(group);
    for (int i = 0; i < 2; ++i) {
      const auto parent = some_group();
      if (world_.directory.group_answers.contains(parent) &&
          !world_.directory.group_answers.at(parent).unreadable)
        world_.nest(parent, some_group());
    }
    // A run reads every nested group.
    for (int i = 0; i < 6; ++i)
      if (const auto id = "g" + std::to_string(i); !world_.directory.group_answers.contains(id))
        world_.cannot_read(id);
  }

  void change_host() {
    if (chance(30) && !world_.host.links.empty()) {
      auto link = world_.host.links.begin();
      std::advance(link, pick(static_cast<int>(world_.host.links.size())));
      if (world_.row_of(link->first)) {
        if (chance(50))
          world_.delete_row(link->first);
        else
          world_.edit(link->first).fields.last_name = "Edited";
        if (world_.row_of(link->first) && chance(30))
          world_.edit(link->first).status = chance(50) ? "inactive" : "active";
      }
    }
    if (const auto email = some_email(); chance(20) && !world_.row_with_email(email))
      world_.row_by_hand(email, chance(30) ? "okta" : "");
    if (const auto name = "Group g" + std::to_string(pick(6)); chance(15) && !world_.group_named(name))
      world_.group_by_hand(name);
    if (chance(15) && !world_.host.groups.empty() && !world_.host.users.empty())
      world_.member_by_hand(world_.host.groups.begin()->first, world_.host.users.rbegin()->first);
    if (chance(10) && !world_.host.groups.empty()) {
      const auto id = world_.host.groups.rbegin()->first;
      world_.host.groups.erase(id);
      std::erase_if(world_.host.members, [&](const MemberRow& member) { return std::get<0>(member) == id; });
    }
  }

  void change_settings() {
    auto& settings = world_.settings;
    if (chance(15)) settings.source = chance(50) ? SyncSource::groups : SyncSource::organizational_units;
    if (chance(20)) settings.scope = chance(50) ? SyncScope::all : SyncScope::chosen;
    if (chance(20))
      settings.organizational_units = {"id:" + std::to_string(pick(5)), "id:" + std::to_string(pick(5)),
                                       "id:root"};
    if (chance(20)) settings.groups = {some_group(), some_group()};
    if (chance(20)) settings.include_sub_units = chance(50);
    if (chance(20)) settings.include_nested_groups = chance(50);
    if (chance(20)) settings.on_leaving = chance(50) ? OnLeaving::delete_ : OnLeaving::deactivate;
    if (chance(20)) settings.existing_users = chance(50) ? ExistingUsers::adopt : ExistingUsers::skip;
    if (chance(20)) settings.removal_limit = {.percent = chance(50) ? 100 : 5, .at_least = 2};
    if (chance(25)) {
      settings.method = static_cast<SyncMethod>(pick(3));
      settings.target_group = "new:Made " + std::to_string(pick(3));
    }
  }

  World world_;
  std::mt19937 random_{static_cast<std::mt19937::result_type>(GetParam())};
};

TEST_P(History, WritesNothingWhenPlannedTwice) {
  for (int i = 0; i < 12; ++i)
    world_.person("u" + std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  world_.settings.groups = {"g0"};
  world_.settings.organizational_units = {"id:root"};
  int applied = 0;
  for (int step = 0; step < 25; ++step) {
    change_directory();
    change_host();
    change_settings();
    try {
      const auto plan = world_.sync();
      ++applied;
      const auto active = std::ranges::count_if(
          world_.host.links, [](const auto& link) { return link.second.state == LinkState::active; });
      ASSERT_EQ(plan.report.counts.managed_after, active);
      const auto again = world_.plan();
      ASSERT_TRUE(again.writes_nothing()) << "step " << step << ": " << writes_of(again);
      ASSERT_EQ(again.needs_review(), plan.needs_review());
    } catch (const Failure& failure) {
      // The settings cannot be carried out, or the directory is incomplete: nothing was changed.
      ASSERT_NE(failure.code(), host_sdk::ResultCode::operator_action);
    }
    world_.directory.evidence = {};
    if (HasFatalFailure() || HasNonfatalFailure()) FAIL() << "seed " << GetParam() << ", step " << step;
  }
  EXPECT_GT(applied, 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, History, testing::Range(0, 60));

}  // namespace
}  // namespace gup::plan::test
