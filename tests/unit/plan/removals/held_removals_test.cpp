// Removals that are held, approved or dismissed.
#include <gmock/gmock.h>

#include <algorithm>

#include "world.hpp"

namespace gup::plan::test {
namespace {

/// Thirty people with a limit of four removals. In the tests five people leave.
World removal_limit_company() {
  World world;
  for (int i = 10; i < 40; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 5};
  return world;
}

void five_leave(World& world) {
  for (int i = 10; i < 15; ++i) world.delete_person(std::to_string(i));
}

TEST(HeldRemovals, KeepPeopleWhileOtherChangesAreApplied) {
  auto world = removal_limit_company();
  five_leave(world);
  world.person("90", "new@acme.example");
  world.person("20", "p20@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(count(plan, ChangeKind::held), 5);
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_EQ(count(plan, ChangeKind::added), 1);
  EXPECT_EQ(count(plan, ChangeKind::updated), 1);
  EXPECT_EQ(plan.report.managed_after, 31);
  ASSERT_EQ(world.host.held.size(), 5u);
  EXPECT_EQ(world.host.held[0].email, "p10@acme.example");
  EXPECT_EQ(world.host.held[0].reason, "Deleted in Google");
  EXPECT_EQ(world.host.held[0].held_since, world.now);
}

TEST(HeldRemovals, KeepTheirDateAndQueryNoRows) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  const auto since = world.now;
  world.now += std::chrono::hours{24};
  const auto plan = world.plan();
  EXPECT_TRUE(plan.writes_nothing());
  EXPECT_EQ(plan.people.held.at(0).held_since, since);
  EXPECT_EQ(count(plan, ChangeKind::held), 5) << "every report lists them";
  EXPECT_TRUE(world.query().user_ids.empty());
}

TEST(HeldRemovals, EndWhenThePersonIsSeenAgain) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.person("10", "p10@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_FALSE(plan.needs_review()) << "four are within the limit";
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_TRUE(world.host.held.empty());
  EXPECT_NE(world.row_of("10"), nullptr);
}

TEST(HeldRemovals, AreAppliedWhenTheLimitIsRaised) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.settings.removal_limit.percent = 100;
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5);
  EXPECT_TRUE(world.host.held.empty());
}

TEST(HeldRemovals, CoverAnEmptySelection) {
  World world;
  world.unit("id:sales", "/Sales");
  world.person("1", "anna@acme.example", "/Sales");
  world.choose_units({"id:sales"});
  world.sync();
  world.settings.removal_limit = {};
  world.person("1", "anna@acme.example", "/");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::held);
}

TEST(HeldRemovals, CoverDeselectingAUnit) {
  auto world = removal_limit_company();
  world.unit("id:sales", "/Sales");
  world.choose_units({"id:sales"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 30);
  EXPECT_EQ(change_of(plan, "10")->reason, "No longer in a selected organizational unit");
}

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

TEST(HeldGroups, BelowTheLimitAreDeletedAndCounted) {
  auto world = company_with_matching_units();
  world.person("c", "c@acme.example", "/a");
  world.choose_units({"id:a", "id:b", "id:d", "id:e", "id:f"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.group_named("c"), std::nullopt);
  EXPECT_EQ(plan.report.counted_removals, 1);
}

TEST(HeldRemovals, KeepSourcesAndMemberships) {
  auto world = removal_limit_company();
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  const auto sources = world.host.link_sources;
  five_leave(world);
  world.sync_twice();
  EXPECT_EQ(world.host.link_sources, sources);
  EXPECT_EQ(world.members_of("Acme Inc.").size(), 30u);
}

TEST(HeldRemovals, CoverDeactivations) {
  auto world = removal_limit_company();
  world.settings.on_leaving = OnLeaving::deactivate;
  five_leave(world);
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 5);
  EXPECT_EQ(world.row_of("10")->status, "active");
}

TEST(ApprovedRemovals, AreAppliedRegardlessOfTheLimitAndDoNotCount) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.approved = {"10", "11", "12", "13", "14"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5);
  EXPECT_EQ(plan.report.counted_removals, 0);
  EXPECT_TRUE(change_of(plan, "10")->approved);
  EXPECT_FALSE(plan.needs_review());
}

TEST(ApprovedRemovals, ApplyToPeopleWhoAreStillMissing) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.person("10", "p10@acme.example");
  world.approved = {"10", "11", "12", "13", "14"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_NE(world.row_of("10"), nullptr);
}

TEST(ApprovedRemovals, LeaveTheOthersHeld) {
  auto world = removal_limit_company();
  for (int i = 10; i < 20; ++i) world.delete_person(std::to_string(i));
  world.sync();
  world.approved = {"10"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 1);
  EXPECT_EQ(count(plan, ChangeKind::held), 9);
}

TEST(ApprovedRemovals, LeaveTheOthersHeldEvenWithinTheLimit) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.approved = {"10", "11", "12", "13"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_EQ(change_of(plan, "14")->kind, ChangeKind::held);
}

TEST(DismissedRemovals, KeepThePersonUntilSeenAgain) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  const auto dismissal = world.dismissal_of({"10", "11", "99"});
  EXPECT_EQ(dismissal.people.held.size(), 3u);
  EXPECT_FALSE(dismissal.writes_nothing());
  world.host.apply(dismissal);
  EXPECT_EQ(world.host.links.at("10").state, LinkState::dismissed);
  EXPECT_EQ(world.row_of("10")->status, "active");

  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "10"), std::nullopt);
  EXPECT_NE(world.row_of("10"), nullptr);
  EXPECT_EQ(count(plan, ChangeKind::removed), 3) << "three are within the limit";
  EXPECT_EQ(plan.report.dismissed, 2);
}

TEST(DismissedRemovals, CanBeApprovedLater) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.host.apply(world.dismissal_of({"10", "11", "12", "13", "14"}));
  world.approved = {"10"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "10")->kind, ChangeKind::removed);
  EXPECT_NE(world.row_of("11"), nullptr);
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
  ASSERT_EQ(world.host.held.size(), 6u);
  world.host.apply(world.dismissal_of({"b0", "b1", "b2", "b3", "b4", "b5"}));
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.groups.removals.empty());
  EXPECT_TRUE(plan.memberships.removed.empty());
  EXPECT_EQ(world.members_of("b").size(), 6u);
}

TEST(DismissedRemovals, OfNoOneChangeNothing) {
  auto world = removal_limit_company();
  EXPECT_TRUE(world.dismissal_of({"10"}).writes_nothing());
}

void move_to(World& world, char from, char to) {
  const std::string name(1, from);
  world.person(name, name + "@acme.example", "/" + std::string(1, to));
}

/// Six units of one person each. Everyone of c, d, e and f moves to a, so that four groups are held.
World company_with_emptied_groups() {
  World world;
  for (char unit = 'a'; unit < 'g'; ++unit) {
    const std::string name(1, unit);
    world.unit("id:" + name, "/" + name);
    world.person(name, name + "@acme.example", "/" + name);
  }
  world.choose_units({"id:a", "id:b", "id:c", "id:d", "id:e", "id:f"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
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

}  // namespace
}  // namespace gup::plan::test
