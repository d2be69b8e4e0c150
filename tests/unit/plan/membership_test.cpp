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

std::vector<std::string> reasons(const Plan& plan, ChangeKind kind) {
  std::vector<std::string> found;
  for (const PersonChange& change : plan.report.all_changes())
    if (change.kind == kind) found.push_back(change.external_id + ": " + change.reason);
  return found;
}

TEST(Membership, ReportsOnlyTheGroupsWhenAPersonMoves) {
  auto world = membership_company();
  world.unit("id:berlin", "/Berlin");
  world.sync();
  world.person("1", "anna@acme.example", "/Berlin");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(reasons(plan, ChangeKind::memberships),
              ElementsAre("1: Added to “Berlin”; removed from “Sales”"));
  EXPECT_EQ(plan.report.memberships.added, 1);
  EXPECT_EQ(plan.report.memberships.removed, 1);
  EXPECT_EQ(plan.report.changes.size(), 0u);
}

TEST(Membership, OfAddedPeopleHasNoLine) {
  World world = World::of({"anna", "bob"});
  world.settings.method = SyncMethod::matching_groups;
  const Plan plan = world.sync_twice();
  EXPECT_EQ(plan.memberships.added.size(), 2u);
  EXPECT_EQ(plan.report.memberships.people.size(), 0u);
  EXPECT_EQ(plan.report.memberships.added, 2);
}

TEST(Membership, OfAdoptedAndRemovedPeopleHasNoLine) {
  auto world = membership_company();
  world.settings.on_leaving = OnLeaving::delete_;
  world.row_by_hand("carl@acme.example");
  world.person("3", "carl@acme.example", "/Sales");
  world.delete_person("1");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(reasons(plan, ChangeKind::memberships), IsEmpty());
  EXPECT_EQ(plan.report.memberships.added, 1) << "of the adopted one";
  EXPECT_EQ(plan.report.memberships.removed, 1) << "of the deleted one";
}

TEST(Membership, ThatEndsWithItsGroupIsReported) {
  auto world = membership_company();
  world.unit("id:berlin", "/Berlin");
  world.person("1", "anna@acme.example", "/Berlin");
  world.sync();
  world.person("1", "anna@acme.example", "/Sales");
  world.delete_unit("id:berlin");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(reasons(plan, ChangeKind::memberships),
              ElementsAre("1: Added to “Sales”; removed from “Berlin”"));
  EXPECT_THAT(
      reasons(plan, ChangeKind::group_removed),
      ElementsAre("id:berlin: Target group “Berlin” is deleted: its unit or group is no longer selected"));
}

TEST(Membership, ReportsAPersonWhoChangesAndMovesTwice) {
  auto world = membership_company();
  world.unit("id:berlin", "/Berlin");
  world.person("1", "anna@acme.example", "/Berlin").fields.department = "Design";
  const Plan plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_THAT(reasons(plan, ChangeKind::memberships),
              ElementsAre("1: Added to “Berlin”; removed from “Sales”"));
  EXPECT_THAT(reasons(plan, ChangeKind::group_added),
              ElementsAre("id:berlin: Target group “Berlin” is created"));
}

TEST(Membership, ReportsAGroupThatIsRenamed) {
  auto world = membership_company();
  world.unit("id:sales", "/Vertrieb");
  world.person("1", "anna@acme.example", "/Vertrieb");
  world.person("2", "bob@acme.example", "/Vertrieb");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(reasons(plan, ChangeKind::group_renamed),
              ElementsAre("id:sales: Target group “Sales” is renamed to “Vertrieb”"));
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
