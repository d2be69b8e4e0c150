// What was stored about managed users and groups is lost; the rows of the host are left.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

World lost(std::initializer_list<const char*> names) {
  auto world = World::synced(names);
  world.host.lose_links();
  return world;
}

void hold_above_half(World& world) {
  world.settings.removal_limit = {.percent = 50, .at_least = 1, .within = std::chrono::hours(24)};
}

TEST(LostLinks, AreWrittenAgainWithoutTouchingTheRows) {
  auto world = lost({"anna", "bob"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.people.inserts.size(), 0U);
  EXPECT_THAT(plan.people.updates, IsEmpty());
  EXPECT_THAT(plan.people.link_updates, SizeIs(2));
  EXPECT_EQ(plan.report.counts.unchanged, 2);
  EXPECT_TRUE(has_remark(plan, "2 target users were linked to Google again"));
  EXPECT_TRUE(has_remark(plan, "anna@acme.example"));
}

TEST(LostLinks, LetGoogleChangeTheAddress) {
  auto world = lost({"anna", "bob"});
  const auto id = world.row_with_email("anna@acme.example")->id;
  world.person("1", "anna.berg@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.row_of("1")->fields.email, "anna.berg@acme.example");
}

TEST(LostLinks, LetTwoPeopleSwapTheirAddresses) {
  auto world = lost({"anna", "bob"});
  world.person("1", "bob@acme.example");
  world.person("2", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.people.inserts.size(), 0U);
  EXPECT_EQ(world.row_of("1")->fields.email, "bob@acme.example");
}

TEST(LostLinks, OfPeopleWhoLeftHoldTheirRemovalWithinTheLimit) {
  auto world = lost({"anna", "bob", "cleo", "dora", "emil", "finn"});
  hold_above_half(world);
  world.delete_person("1");
  for (int round = 1; round <= 2; ++round) {
    const auto plan = world.sync();
    ASSERT_THAT(plan.people.held, SizeIs(1)) << round;
    EXPECT_EQ(plan.people.held[0].email, "anna@acme.example");
    EXPECT_EQ(plan.report.counts.held_recovered, 1);
    EXPECT_NE(world.row_with_email("anna@acme.example"), nullptr);
  }
  world.approved = {"1"};
  EXPECT_THAT(world.sync().people.deletes, SizeIs(1));
}

TEST(LostLinks, OfPeopleWhoLeftAreNotHeldWithoutALimit) {
  auto world = lost({"anna", "bob"});
  world.delete_person("1");
  EXPECT_THAT(world.sync().people.deletes, SizeIs(1));
}

TEST(LostLinks, KeepADismissedPerson) {
  auto world = lost({"anna", "bob", "cleo"});
  hold_above_half(world);
  world.delete_person("1");
  world.sync();
  world.host.apply(world.dismissal_of({"1"}));
  EXPECT_EQ(world.host.links.at("1").state, LinkState::dismissed);
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.people.held, IsEmpty());
  EXPECT_NE(world.row_of("1"), nullptr);
}

TEST(LostLinks, RemoveNoOneWithoutProof) {
  auto world = lost({"anna", "bob"});
  world.delete_person("1");
  world.unclear = {"1"};
  const auto plan = world.sync();
  EXPECT_THAT(plan.people.deletes, IsEmpty());
  EXPECT_EQ(plan.report.doubts.unconfirmed_people, 1);
}

TEST(LostLinks, OfDeactivatedPeopleAreWrittenAsRetired) {
  auto world = World::synced({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.person("1", "anna@acme.example").suspended = true;
  world.sync();
  world.host.lose_links();
  hold_above_half(world);
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.people.held, IsEmpty());
  EXPECT_EQ(world.host.links.at("1").state, LinkState::inactive);
  EXPECT_TRUE(has_remark(plan, "anna@acme.example"));
  world.person("1", "anna@acme.example");
  world.sync();
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(LostLinks, KeepTheStatusThatAnAdministratorSet) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1").status = "inactive";
  world.host.lose_links();
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
}

TEST(LostLinks, ThatPointToAnotherRowAreReplaced) {
  auto world = World::synced({"anna", "bob"});
  world.host.links.at("1").user_id = world.row_of("2")->id;
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.people.inserts.size(), 0U);
  EXPECT_THAT(plan.people.updates, IsEmpty());
  EXPECT_EQ(world.host.links.at("1").user_id, world.row_of("1")->id);
}

class LostGroupLinks : public ::testing::Test {
 protected:
  LostGroupLinks() : world(World::of({"anna", "bob"})) {
    world.settings.method = SyncMethod::matching_groups;
    world.unit("id:sales", "/Sales");
    world.person("1", "anna@acme.example", "/Sales");
  }
  void sync_and_lose() {
    world.sync();
    groups = world.host.groups;
    members = world.host.members;
    world.host.lose_links();
  }
  World world;
  std::map<std::int64_t, GroupRow> groups;
  std::set<MemberRow> members;
};

TEST_F(LostGroupLinks, AreWrittenAgainWithoutTouchingTheRows) {
  sync_and_lose();
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.host.groups, groups);
  EXPECT_EQ(world.host.members, members);
  EXPECT_TRUE(has_remark(plan, "2 target groups were linked to Google again"));
}

TEST_F(LostGroupLinks, KeepASuffix) {
  world.group_by_hand("Sales");
  sync_and_lose();
  world.sync_twice();
  EXPECT_EQ(world.host.groups, groups);
}

TEST_F(LostGroupLinks, LetGoogleRenameTheGroup) {
  sync_and_lose();
  const auto id = world.group_named("Sales");
  world.delete_unit("id:sales");
  world.unit("id:sales", "/Field");
  world.person("1", "anna@acme.example", "/Field");
  world.sync_twice();
  EXPECT_EQ(world.group_named("Field"), id);
}

TEST_F(LostGroupLinks, HoldTheRemovalOfGroupsThatAreNoLongerWanted) {
  sync_and_lose();
  hold_above_half(world);
  world.settings.method = SyncMethod::target_users;
  for (int round = 1; round <= 2; ++round) {
    const auto plan = world.sync();
    EXPECT_EQ(held_groups(plan), 2) << round;
    EXPECT_EQ(world.host.groups, groups);
  }
  world.host.apply(world.dismissal_of({"id:sales"}));
  world.approved = {"id:root"};
  world.sync();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
}

TEST_F(LostGroupLinks, HoldOnlyTheirOwnGroupsWithinTheLimit) {
  for (const char* name : {"3", "4", "5", "6", "7", "8"})
    world.person(name, "user" + std::string(name) + "@acme.example");
  world.unit("id:field", "/Field");
  world.person("8", "user8@acme.example", "/Field");
  world.sync();
  world.host.group_links.erase("id:sales");
  hold_above_half(world);
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example");
  world.delete_unit("id:field");
  world.person("8", "user8@acme.example");
  world.delete_person("2");
  const auto plan = world.sync();
  ASSERT_THAT(plan.people.held, SizeIs(1));
  EXPECT_EQ(plan.people.held[0].external_id, "id:sales");
  EXPECT_EQ(plan.report.counts.held_recovered, 1);
  EXPECT_EQ(plan.report.counts.counted_removals, 2) << "bob and the group of id:field";
  EXPECT_THAT(plan.people.deletes, SizeIs(1));
  EXPECT_EQ(world.row_with_email("bob@acme.example"), nullptr);
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "Sales"));
}

TEST_F(LostGroupLinks, AreHeldWithEveryOtherRemovalAboveTheLimit) {
  world.sync();
  world.host.group_links.clear();
  hold_above_half(world);
  world.settings.method = SyncMethod::target_users;
  world.delete_person("2");
  const auto plan = world.sync();
  EXPECT_THAT(plan.people.held, SizeIs(3));
  EXPECT_EQ(plan.report.counts.held_recovered, 2);
  EXPECT_NE(world.row_with_email("bob@acme.example"), nullptr);
}

TEST_F(LostGroupLinks, KeepTheGroupOfAUnitThatGoogleDoesNotConfirmAsGone) {
  sync_and_lose();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example");
  world.unclear = {"id:sales"};
  world.sync();
  EXPECT_THAT(world.host.groups, SizeIs(2));
}

TEST_F(LostGroupLinks, KeepTheGroupOfAGroupThatGoogleDoesNotConfirmAsGone) {
  world.settings.source = SyncSource::groups;
  world.group("crew", "Crew", {"1"});
  world.group("night", "Night", {"2"});
  sync_and_lose();
  world.delete_group("night");
  world.unclear = {"night"};
  world.sync();
  EXPECT_THAT(world.group_names(), ElementsAre("Crew", "Night"));
  world.unclear.clear();
  world.sync();
  EXPECT_THAT(world.group_names(), ElementsAre("Crew"));
}

TEST(LostLinkOfANewTargetGroup, FindsTheGroupByItsName) {
  auto world = World::of({"anna", "bob"});
  world.settings.method = SyncMethod::target_group;
  world.settings.target_group = "new:Staff";
  world.sync();
  const auto id = world.group_named("Staff");
  world.host.lose_links();
  world.settings.target_group = "new:Staff";
  const auto plan = world.sync();
  EXPECT_EQ(plan.groups.made_target_group, id);
  EXPECT_THAT(world.group_names(), ElementsAre("Staff"));
}

}  // namespace
}  // namespace gup::plan::test
