// Memberships of people who are kept or retired.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

World membership_company() {
  World world;
  world.unit("id:sales", "/Sales");
  world.person("1", "anna@acme.example", "/Sales");
  world.person("2", "bob@acme.example", "/Sales");
  world.settings.method = SyncMethod::matching_groups;
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  return world;
}

TEST(Membership, OfADeactivatedPersonStays) {
  auto world = membership_company();
  world.delete_person("1");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(Membership, OfADeactivatedPersonEndsWithTheMethod) {
  auto world = membership_company();
  world.delete_person("1");
  world.sync();
  const auto own = world.group_by_hand("Everybody");
  world.settings.method = SyncMethod::target_group;
  world.settings.target_group = std::to_string(own);
  world.sync_twice();
  EXPECT_THAT(world.members_of("Everybody"), ElementsAre("bob@acme.example"));
  EXPECT_FALSE(world.group_named("Sales").has_value());
}

TEST(Membership, OfADeactivatedPersonInAFormerTargetGroupIsRemoved) {
  auto world = membership_company();
  world.settings.method = SyncMethod::target_group;
  world.settings.target_group = std::to_string(world.group_by_hand("One"));
  world.sync();
  world.delete_person("1");
  world.sync();
  EXPECT_EQ(world.members_of("One").size(), 2u);
  world.settings.target_group = std::to_string(world.group_by_hand("Two"));
  world.sync_twice();
  EXPECT_THAT(world.members_of("One"), IsEmpty());
  EXPECT_THAT(world.members_of("Two"), ElementsAre("bob@acme.example"));
}

TEST(Membership, OfAnUnusableRecordStays) {
  auto world = membership_company();
  world.unusable("1", "anna", "/");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(Membership, OfAnUnconfirmedPersonStaysWithTheGroup) {
  auto world = membership_company();
  world.delete_person("1");
  world.unclear = {"1"};
  world.choose_units({"id:root"});
  world.settings.include_sub_units = false;
  world.person("2", "bob@acme.example", "/");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example"));
}

TEST(Membership, RemovedByHandIsRestored) {
  auto world = membership_company();
  world.host.members.erase(world.host.members.begin());
  world.sync_twice();
  EXPECT_EQ(world.members_of("Sales").size(), 2u);
}

TEST(Membership, OfAReactivatedPersonIsRestored) {
  auto world = membership_company();
  world.delete_person("1");
  world.sync();
  world.person("1", "anna@acme.example", "/");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("anna@acme.example"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example"));
}

TEST(Membership, OfADeletedRowIsNotRemovedSeparately) {
  auto world = membership_company();
  world.settings.on_leaving = OnLeaving::delete_;
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.memberships.removed.empty());
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example"));
}

TEST(Membership, OfANewPersonIsAddedInTheSameRun) {
  auto world = membership_company();
  world.person("3", "carl@acme.example", "/Sales");
  world.sync_twice();
  EXPECT_EQ(world.members_of("Sales").size(), 3u);
}

}  // namespace
}  // namespace gup::plan::test
