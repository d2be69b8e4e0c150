// Target groups whose removal is held, approved or dismissed.
#include <gmock/gmock.h>

#include <algorithm>

#include "world.hpp"

namespace gup::plan::test {
namespace {

/// Six units with a person each, and their matching groups.
World company_with_matching_units() {
  World world;
  for (char unit = 'a'; unit < 'g'; ++unit) {
    const std::string name(1, unit);
    world.unit("id:" + name, "/" + name);
    world.person(name, name + "@acme.example", "/" + name);
  }
  world.choose_units({"id:a", "id:b", "id:c", "id:d", "id:e", "id:f"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 4};
  return world;
}

TEST(HeldGroups, AreDeletedGroupsAboveTheLimit) {
  auto world = company_with_matching_units();
  for (char unit = 'c'; unit < 'g'; ++unit)
    world.person(std::string(1, unit), std::string(1, unit) + "@acme.example", "/a");
  world.choose_units({"id:a", "id:b"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.group_names().size(), 6u) << "four of twelve people and groups";
  EXPECT_EQ(held_groups(plan), 4);
  EXPECT_TRUE(plan.needs_review());
  EXPECT_THAT(world.members_of("c"), ::testing::ElementsAre("c@acme.example"));
  EXPECT_THAT(world.members_of("a"), ::testing::Contains("c@acme.example")) << "additions are applied";
  ASSERT_EQ(world.host.held.size(), 4u);
  EXPECT_EQ(world.host.held[0].external_id, "id:c");
  EXPECT_EQ(world.host.held[0].email, "c");
  EXPECT_EQ(world.host.held[0].reason, "The target group would be deleted");
  EXPECT_EQ(world.host.held[0].user_id, 0);

  world.approved = {"id:c", "id:d", "id:e", "id:f"};
  world.sync();
  EXPECT_EQ(world.group_names().size(), 2u);
  EXPECT_TRUE(world.host.held.empty());
}

TEST(HeldGroups, AreEmptiedGroupsAboveTheLimit) {
  auto world = company_with_matching_units();
  for (char unit = 'c'; unit < 'g'; ++unit)
    world.person(std::string(1, unit), std::string(1, unit) + "@acme.example", "/a");
  const auto plan = world.sync_twice();
  EXPECT_EQ(held_groups(plan), 4);
  EXPECT_EQ(world.host.held.at(0).reason, "The target group would lose all its members");
  EXPECT_THAT(world.members_of("c"), ::testing::ElementsAre("c@acme.example"));
}

TEST(HeldGroups, AreNotThoseThatOnlyHeldPeopleLeave) {
  auto world = company_with_matching_units();
  world.settings.removal_limit.at_least = 2;
  world.delete_person("c");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "c")->kind, ChangeKind::held) << "with the group, two would be gone";
  EXPECT_EQ(held_groups(plan), 0) << "the group keeps its member";
}

TEST(HeldGroups, HaveTheNameThatTheSameSyncGivesThem) {
  auto world = company_with_matching_units();
  for (char unit = 'c'; unit < 'g'; ++unit)
    world.person(std::string(1, unit), std::string(1, unit) + "@acme.example", "/a");
  std::ranges::find(world.directory.units, "id:c", &OrganizationalUnit::id)->name = "Renamed";
  world.sync_twice();
  ASSERT_EQ(world.host.held.size(), 4u);
  EXPECT_EQ(world.host.held[0].email, "Renamed");
}

TEST(HeldGroups, AreNotThoseWhoseLastMembersLeaveByApprovedRemovals) {
  auto world = company_with_matching_units();
  for (char unit = 'c'; unit < 'g'; ++unit) world.delete_person(std::string(1, unit));
  world.sync();
  for (const auto& held : world.host.held)
    if (held.user_id != 0) world.approved.insert(held.external_id);
  EXPECT_EQ(world.approved.size(), 4u);
  world.sync_twice();
  EXPECT_THAT(world.host.held, ::testing::IsEmpty());
  EXPECT_THAT(world.members_of("c"), ::testing::IsEmpty());
}

/// The people of four of the six units leave, because the units are no longer selected.
World company_that_deselects_units() {
  auto world = company_with_matching_units();
  world.choose_units({"id:a", "id:b"});
  world.sync();
  return world;
}

std::set<std::string> held_ids(const World& world, bool groups) {
  std::set<std::string> ids;
  for (const auto& held : world.host.held)
    if ((held.group_id != 0) == groups) ids.insert(held.external_id);
  return ids;
}

TEST(HeldGroups, AreThoseThatGoWithHeldPeople) {
  auto world = company_that_deselects_units();
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 8);
  EXPECT_EQ(held_groups(plan), 4);
  EXPECT_THAT(held_ids(world, true), ::testing::ElementsAre("id:c", "id:d", "id:e", "id:f"));
  const auto group = std::ranges::find(world.host.held, "id:c", &HeldRemoval::external_id);
  EXPECT_EQ(group->email, "c");
  EXPECT_EQ(group->reason, "The target group would be deleted");

  for (const auto& held : world.host.held) world.approved.insert(held.external_id);
  const auto approved = world.sync_twice();
  EXPECT_EQ(world.group_names().size(), 2u);
  EXPECT_EQ(count(approved, ChangeKind::removed), 4);
  EXPECT_TRUE(world.host.held.empty());
}

TEST(HeldGroups, AreNotDeletedWithTheApprovedPeople) {
  auto world = company_that_deselects_units();
  world.approved = held_ids(world, false);
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_EQ(world.group_names().size(), 6u);
  world.approved.clear();
  EXPECT_EQ(held_groups(world.sync_twice()), 4) << "they wait for an approval of their own";
  world.approved = held_ids(world, true);
  world.sync_twice();
  EXPECT_EQ(world.group_names().size(), 2u);
}

TEST(HeldGroups, StayWithTheirHeldPeopleWhenOnlyTheGroupsAreApproved) {
  auto world = company_that_deselects_units();
  world.approved = held_ids(world, true);
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::held), 8);
  EXPECT_EQ(world.group_names().size(), 6u);
}

TEST(HeldGroups, AreNotThoseThatAlsoStayForOthers) {
  auto world = company_with_matching_units();
  world.person("c2", "c2@acme.example", "/c");
  world.settings.removal_limit.percent = 100;
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 4};
  world.choose_units({"id:a", "id:b"});
  world.sync();
  world.host.apply(world.dismissal_of({"c2"}));
  const auto plan = world.sync_twice();
  EXPECT_EQ(held_groups(plan), 3) << "the dismissed person keeps the group c";
}

TEST(HeldGroups, BelowTheLimitAreDeletedAndCounted) {
  auto world = company_with_matching_units();
  world.person("c", "c@acme.example", "/a");
  world.choose_units({"id:a", "id:b", "id:d", "id:e", "id:f"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.group_named("c"), std::nullopt);
  EXPECT_EQ(plan.report.counts.counted_removals, 1);
}

TEST(DismissedRemovals, KeepTheGroupsOfADeselectedUnit) {
  World world;
  for (const std::string unit : {"a", "b"}) {
    world.unit("id:" + unit, "/" + unit);
    for (int i = 0; i < 6; ++i) {
      const std::string id = unit + std::to_string(i);
      world.person(id, id + "@acme.example", "/" + unit);
    }
  }
  world.choose_units({"id:a", "id:b"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 3};
  world.choose_units({"id:a"});
  world.sync();
  ASSERT_EQ(world.host.held.size(), 7u) << "six people and their group";
  world.host.apply(world.dismissal_of({"b0", "b1", "b2", "b3", "b4", "b5"}));
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.groups.removals.empty());
  EXPECT_TRUE(plan.memberships.removed.empty());
  EXPECT_EQ(world.members_of("b").size(), 6u);
}

TEST(DismissedRemovals, KeepTheirGroupsWhenOnlyThePeopleAreApprovedLater) {
  auto world = company_that_deselects_units();
  world.host.apply(world.dismissal_of({"c", "id:c", "d"}));
  world.sync_twice();
  EXPECT_TRUE(world.host.group_links.at("id:c").dismissed_since);
  world.approved = {"c", "d"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
  EXPECT_TRUE(world.host.group_links.at("id:c").dismissed_since) << "it was dismissed, too";
  EXPECT_THAT(held_ids(world, true), ::testing::Contains("id:d")) << "no one has seen that it goes";
  EXPECT_EQ(world.group_names().size(), 6u);
}

void move_to(World& world, char from, char to) {
  const std::string name(1, from);
  world.person(name, name + "@acme.example", "/" + std::string(1, to));
}

/// Everyone of c, d, e and f moves to a, so that four groups are held.
World company_with_emptied_groups() {
  auto world = company_with_matching_units();
  world.settings.removal_limit = {.percent = 5, .at_least = 3};
  for (char unit = 'c'; unit < 'g'; ++unit) move_to(world, unit, 'a');
  world.sync();
  return world;
}

TEST(DismissedGroups, KeepTheirMembersAndAreNotHeldAgain) {
  auto world = company_with_emptied_groups();
  ASSERT_EQ(world.host.held.size(), 4u);
  world.host.apply(world.dismissal_of({"id:c", "id:d", "id:e", "id:f"}));
  EXPECT_TRUE(world.host.held.empty());
  const auto plan = world.sync_twice();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_TRUE(world.host.held.empty());
  EXPECT_THAT(world.members_of("c"), ::testing::ElementsAre("c@acme.example"));
  EXPECT_EQ(world.group_names().size(), 6u);
}

TEST(DismissedGroups, StayWhenTheirUnitIsDeselected) {
  auto world = company_with_emptied_groups();
  world.host.apply(world.dismissal_of({"id:c", "id:d", "id:e", "id:f"}));
  world.choose_units({"id:a", "id:b"});
  world.sync_twice();
  EXPECT_EQ(world.group_names().size(), 6u);
  EXPECT_THAT(world.members_of("d"), ::testing::ElementsAre("d@acme.example"));
}

TEST(DismissedGroups, AreOrdinaryGroupsOnceTheyHaveMembersAgain) {
  auto world = company_with_emptied_groups();
  world.host.apply(world.dismissal_of({"id:c", "id:d", "id:e", "id:f"}));
  move_to(world, 'c', 'c');
  world.sync_twice();
  EXPECT_FALSE(world.host.group_links.at("id:c").dismissed_since);
  EXPECT_TRUE(world.host.group_links.at("id:d").dismissed_since);
}

TEST(DismissedGroups, CanBeApprovedLater) {
  auto world = company_with_emptied_groups();
  world.host.apply(world.dismissal_of({"id:c", "id:d", "id:e", "id:f"}));
  world.approved = {"id:c"};
  world.sync();
  EXPECT_TRUE(world.members_of("c").empty());
  EXPECT_THAT(world.members_of("d"), ::testing::ElementsAre("d@acme.example"));
  EXPECT_FALSE(world.host.group_links.at("id:c").dismissed_since);
}

TEST(DismissedGroups, DoNotKeepOthersThatAreHeld) {
  auto world = company_with_emptied_groups();
  world.host.apply(world.dismissal_of({"id:c"}));
  world.sync_twice();
  EXPECT_EQ(world.host.held.size(), 3u);
  EXPECT_THAT(world.members_of("c"), ::testing::ElementsAre("c@acme.example"));
}

TEST(HeldGroups, WaitWhileGoogleDoesNotAnswerAboutTheirUnits) {
  auto world = company_with_emptied_groups();
  world.host.apply(world.dismissal_of({"id:c"}));
  const auto known = world.directory;
  for (const char* unit : {"id:c", "id:d"}) {
    world.delete_unit(unit);
    world.unclear.insert(unit);
  }
  world.sync();
  EXPECT_TRUE(world.host.group_links.at("id:c").dismissed_since);
  EXPECT_THAT(held_ids(world, true), ::testing::ElementsAre("id:d", "id:e", "id:f"));
  world.directory = known;
  world.unclear.clear();
  // Within this limit.
  world.settings.removal_limit.at_least = 10;
  world.sync_twice();
  EXPECT_THAT(world.members_of("c"), ::testing::ElementsAre("c@acme.example")) << "dismissed";
  EXPECT_THAT(world.members_of("d"), ::testing::ElementsAre("d@acme.example")) << "held";
}

}  // namespace
}  // namespace gup::plan::test
