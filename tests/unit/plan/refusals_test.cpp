// Target groups and memberships that the database refused in an earlier plan of the run.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class RefusedRows : public ::testing::Test {
 protected:
  RefusedRows() : world(World::of({"anna", "bob"})) {
    world.settings.method = SyncMethod::matching_groups;
    world.unit("id:sales", "/Sales");
    world.person("1", "anna@acme.example", "/Sales");
  }
  void refuse_group(const std::string& source_id, const std::string& name) {
    world.refusals.groups[source_id] = {name, "", "The database refused a row: no"};
  }
  static std::string reason_of(const Plan& plan, const std::string& external_id) {
    const auto change = change_of(plan, external_id);
    return change && change->kind == ChangeKind::failed ? change->reason : "";
  }
  World world;
};

TEST_F(RefusedRows, LeaveOutANewTargetGroupWithItsMembers) {
  refuse_group("id:sales", "Sales");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_FALSE(world.group_named("Sales"));
  EXPECT_EQ(reason_of(plan, "id:sales"), "The database refused a row: no; the target group was not changed");
  EXPECT_EQ(change_of(plan, "id:sales")->email, "Sales");
}

TEST_F(RefusedRows, KeepTheNameOfATargetGroupAndSyncItsMembers) {
  world.sync();
  world.delete_unit("id:sales");
  world.unit("id:sales", "/Field");
  world.person("1", "anna@acme.example", "/");
  world.person("2", "bob@acme.example", "/Field");
  refuse_group("id:sales", "Field");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example"));
}

TEST_F(RefusedRows, KeepATargetGroupThatIsNoLongerWantedWithItsMembers) {
  world.sync();
  world.settings.method = SyncMethod::target_users;
  refuse_group("id:sales", "Sales");
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example"));
}

TEST_F(RefusedRows, SyncTheUsersIfTheNewTargetGroupIsRefused) {
  world.settings.method = SyncMethod::target_group;
  world.settings.target_group = "new:Staff";
  refuse_group(kNewTargetGroup, "Staff");
  const auto plan = world.sync();
  EXPECT_EQ(world.emails().size(), 2U);
  EXPECT_THAT(world.group_names(), IsEmpty());
  EXPECT_FALSE(plan.groups.made_target_group);
}

TEST_F(RefusedRows, LeaveOutTheMembershipOfANewUserInANewTargetGroup) {
  world.refusals.memberships[{"id:sales", "1"}] = {"Sales", "anna@acme.example", "The database refused: no"};
  const auto plan = world.sync();
  EXPECT_THAT(world.members_of("Sales"), IsEmpty());
  EXPECT_EQ(plan.memberships.added.size(), 1U) << "bob is in the root";
  EXPECT_EQ(count(plan, ChangeKind::failed), 1);
}

TEST_F(RefusedRows, KeepAMembershipWhoseDeletionTheDatabaseRefuses) {
  world.sync();
  world.person("1", "anna@acme.example", "/");
  world.refusals.memberships[{key_of_row(*world.group_named("Sales")), "1"}] = {"Sales", "anna@acme.example",
                                                                                "The database refused: no"};
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example"));
  EXPECT_EQ(reason_of(plan, "1"),
            "The database refused: no; the membership in the target group “Sales” was not changed");
}

}  // namespace
}  // namespace gup::plan::test
