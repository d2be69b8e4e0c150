// The method "one target group".
#include <gmock/gmock.h>

#include "failure.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

World target_group_company() {
  auto world = World::of({"anna", "bob"});
  world.settings.method = SyncMethod::target_group;
  return world;
}

std::string refusal(World& world) {
  try {
    (void)world.plan();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::administrator_action);
    return failure.what();
  }
  return "";
}

TEST(TargetGroup, ContainsEverySyncedUser) {
  auto world = target_group_company();
  world.settings.target_group = std::to_string(world.group_by_hand("Everybody"));
  world.sync_twice();
  EXPECT_THAT(world.members_of("Everybody"), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_EQ(world.host.groups.begin()->second.provider, "") << "it still belongs to the host";
}

TEST(TargetGroup, KeepsMembersAddedByHand) {
  auto world = target_group_company();
  const auto group = world.group_by_hand("Everybody");
  const auto hand = world.row_by_hand("hand@acme.example").id;
  world.member_by_hand(group, hand);
  world.settings.target_group = std::to_string(group);
  world.sync();
  world.member_by_hand(group, world.row_of("1")->id);
  world.person("1", "anna@acme.example").suspended = true;
  world.sync_twice();
  EXPECT_TRUE(world.host.members.contains({group, hand, ""}));
  EXPECT_THAT(world.members_of("Everybody"), ElementsAre("bob@acme.example"));
}

TEST(TargetGroup, LosesAReleasedUser) {
  auto world = target_group_company();
  world.row_by_hand("anna@acme.example");
  world.settings.target_group = std::to_string(world.group_by_hand("Everybody"));
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  EXPECT_NE(world.row_with_email("anna@acme.example"), nullptr);
  EXPECT_THAT(world.members_of("Everybody"), ElementsAre("bob@acme.example"));
}

TEST(TargetGroup, DeletedInTheHostFailsTheRun) {
  auto world = target_group_company();
  const auto group = world.group_by_hand("Everybody");
  world.settings.target_group = std::to_string(group);
  world.sync();
  world.host.groups.erase(group);
  world.host.members.clear();
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("was deleted in the host. Select another one"));
}

TEST(TargetGroup, NotSelectedFailsTheRun) {
  auto world = target_group_company();
  for (const char* setting : {"", "abc", "12x", "-3", "0"}) {
    world.settings.target_group = setting;
    EXPECT_THAT(refusal(world), ::testing::HasSubstr("No target group is selected")) << setting;
  }
}

TEST(TargetGroup, IsCreatedByTheFirstRun) {
  auto world = target_group_company();
  world.settings.target_group = "new: Awareness ";
  const auto plan = world.sync_twice();
  ASSERT_TRUE(plan.groups.made_target_group.has_value());
  EXPECT_EQ(world.settings.target_group, std::to_string(*plan.groups.made_target_group));
  EXPECT_THAT(world.members_of("Awareness"), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_EQ(world.host.groups.begin()->second.provider, kProvider);
}

TEST(TargetGroup, CreatedBeforeIsUsedAgainIfTheSettingStillNamesIt) {
  auto world = target_group_company();
  world.settings.target_group = "new:Awareness";
  const auto made = world.sync().groups.made_target_group;
  world.settings.target_group = "new:Awareness";
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.groups.made_target_group, made);
  EXPECT_THAT(world.group_names(), ElementsAre("Awareness"));
  // The store writes the id into the settings when it writes the group.
  EXPECT_EQ(plan.groups.writes.size(), 1u);
}

TEST(TargetGroup, ToCreateNeedsAValidNameThatIsFree) {
  auto world = target_group_company();
  world.group_by_hand("Sales");
  world.settings.target_group = "new: \u200B";
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("needs a name"));
  world.settings.target_group = "new:" + std::string(257, 'x');
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("longer than 256"));
  world.settings.target_group = "new:x\xFF";
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("not valid text"));
  world.settings.target_group = "new:SALES";
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("“SALES” already exists"));
}

TEST(TargetGroup, CreatedAndThenDeletedInTheHostFailsTheRun) {
  auto world = target_group_company();
  world.settings.target_group = "new:Awareness";
  world.sync();
  world.host.groups.clear();
  world.host.members.clear();
  EXPECT_THAT(refusal(world), ::testing::HasSubstr("was deleted in the host"));
  world.settings.target_group = "new:Awareness";
  world.sync_twice();
  EXPECT_EQ(world.members_of("Awareness").size(), 2u);
}

TEST(TargetGroup, CreatedByTheSyncGetsItsNameBack) {
  auto world = target_group_company();
  world.settings.target_group = "new:Awareness";
  world.sync();
  auto& group = world.host.groups.begin()->second;
  group.name = "Renamed";
  group.name_key = "renamed";
  group.updated_at = ++world.host.clock;
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Awareness"));
  EXPECT_TRUE(has_remark(plan, "“Renamed” was renamed in the host and is named “Awareness” again"));
}

TEST(TargetGroup, CreatedByTheSyncIsDeletedIfAnotherIsSelected) {
  auto world = target_group_company();
  world.settings.target_group = "new:Awareness";
  world.sync();
  world.settings.target_group = std::to_string(world.group_by_hand("Other"));
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Other"));
  EXPECT_EQ(world.members_of("Other").size(), 2u);
}

TEST(TargetGroup, CreatedSecondReplacesTheFirst) {
  auto world = target_group_company();
  world.settings.target_group = "new:One";
  world.sync();
  world.member_by_hand(*world.group_named("One"), world.row_by_hand("hand@acme.example").id);
  world.settings.target_group = "new:Two";
  world.settings.existing_users = ExistingUsers::skip;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("One", "Two"));
  EXPECT_THAT(world.members_of("One"), IsEmpty()) << "released, because it has a member added by hand";
  EXPECT_EQ(world.members_of("Two").size(), 2u);
  world.settings.target_group = "new:Three";
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("One", "Three"));
}

TEST(TargetGroup, CanBeAMatchingGroup) {
  auto world = target_group_company();
  world.settings.method = SyncMethod::matching_groups;
  world.unit("id:sales", "/Sales");
  world.sync();
  world.settings.method = SyncMethod::target_group;
  world.settings.target_group = std::to_string(*world.group_named("Sales"));
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
  EXPECT_EQ(world.members_of("Sales").size(), 2u);
}

TEST(TargetGroup, OfAFormerSettingLosesOurMemberships) {
  auto world = target_group_company();
  world.settings.target_group = std::to_string(world.group_by_hand("One"));
  world.sync();
  world.settings.target_group = std::to_string(world.group_by_hand("Two"));
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.members_of("One"), IsEmpty());
  EXPECT_EQ(world.members_of("Two").size(), 2u);
  EXPECT_EQ(plan.report.counts.counted_removals, 0) << "memberships are not people";
  EXPECT_EQ(plan.report.counts.unchanged, 2);
}

TEST(TargetUsers, TouchNoTargetGroup) {
  auto world = target_group_company();
  world.settings.method = SyncMethod::target_users;
  world.group_by_hand("Acme Inc.");
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.groups.writes.empty());
  EXPECT_TRUE(plan.memberships.added.empty());
}

}  // namespace
}  // namespace gup::plan::test
