// The selection by groups.
#include <gmock/gmock.h>

#include "failure.hpp"
#include "plan/selection/group_walk.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

World company_of_groups() {
  auto world = World::of({"p1", "p2", "p3", "p4", "p5"});
  world.group("team", "Team Rocket", {"1", "2"});
  world.group("inner", "Inner", {"2", "3"});
  world.group("other", "Other", {"4"});
  world.choose_groups({"team"});
  return world;
}

TEST(GroupSelection, SelectsDirectMembers) {
  auto world = company_of_groups();
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("p1@acme.example", "p2@acme.example"));
  EXPECT_EQ(change_of(plan, "1")->reason, "Member of “Team Rocket”");
}

TEST(GroupSelection, SelectsMembersOfNestedGroups) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("p1@acme.example", "p2@acme.example", "p3@acme.example"));
  EXPECT_EQ(change_of(plan, "2")->reason, "Member of “Team Rocket” and 1 more group");
  EXPECT_THAT(world.host.link_sources, ElementsAre(LinkSource{"1", "team"}, LinkSource{"2", "inner"},
                                                   LinkSource{"2", "team"}, LinkSource{"3", "inner"}));
  EXPECT_THAT(world.host.source_groups, ElementsAre(SourceGroup{"inner", "team"}, SourceGroup{"team", ""}));
}

TEST(GroupSelection, ExcludesNestedGroupsIfTheSettingsSaySo) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.settings.include_nested_groups = false;
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("p1@acme.example", "p2@acme.example"));
  EXPECT_THAT(world.host.source_groups, ElementsAre(SourceGroup{"team", ""}));
}

TEST(GroupSelection, HandlesGroupsThatContainEachOther) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.nest("inner", "other");
  world.nest("other", "team");
  world.nest("other", "other");
  world.sync_twice();
  EXPECT_EQ(world.emails().size(), 4u);
}

TEST(GroupSelection, AllSelectsMembersOfAnyGroupOnly) {
  auto world = company_of_groups();
  world.settings.scope = SyncScope::all;
  world.sync_twice();
  EXPECT_EQ(world.emails().size(), 4u);
  EXPECT_EQ(world.row_of("5"), nullptr);
}

TEST(GroupSelection, CustomerMemberSelectsEveryone) {
  auto world = company_of_groups();
  world.member("team", {"C0123", "", MemberType::customer});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 5u);
  EXPECT_EQ(count(plan, ChangeKind::skipped), 0);
}

TEST(GroupSelection, FindsAMemberWithoutAnIdByAddressOrAlias) {
  auto world = company_of_groups();
  world.directory.id_by_address_key["old.name@acme.example"] = "5";
  world.group("team", "Team Rocket");
  world.member("team", {"", "P1@ACME.example", MemberType::user});
  world.member("team", {"", "Old.Name@acme.example", MemberType::user});
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("p1@acme.example", "p5@acme.example"));
}

TEST(GroupSelection, FindsAMemberWithAnIdByTheIdAlone) {
  auto world = company_of_groups();
  world.directory.id_by_address_key["left@acme.example"] = "5";
  world.group("team", "Team Rocket", {"1"});
  world.member("team", {"deleted-person", "left@acme.example", MemberType::user});
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("p1@acme.example")) << "the address passed on to a colleague";
  EXPECT_EQ(change_of(plan, "deleted-person")->kind, ChangeKind::skipped);
}

TEST(GroupSelection, CountsOnlyTheConnectionsOwnCustomerAsEveryone) {
  auto world = company_of_groups();
  world.member("team", {"C0999", "", MemberType::customer});
  world.sync_twice();
  EXPECT_EQ(world.emails().size(), 2u);
}

TEST(GroupSelection, RecognizesTheCustomerWithoutItsType) {
  auto world = company_of_groups();
  world.member("team", {"C0123", "", MemberType::other});
  world.sync_twice();
  EXPECT_EQ(world.emails().size(), 5u);
}

TEST(GroupSelection, SkipsAndCountsExternalMembers) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.member("team", {"900", "guest@elsewhere.example", MemberType::user});
  world.member("inner", {"", "Guest@elsewhere.example", MemberType::user});
  world.member("inner", {"901", "", MemberType::other});
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::skipped), 2) << "the same guest is in both groups";
  EXPECT_EQ(change_of(plan, "901")->reason, "Not a user of this Google Workspace");
  EXPECT_TRUE(has_remark(plan, "2 in “Inner”"));
  EXPECT_TRUE(has_remark(plan, "1 in “Team Rocket”"));
}

TEST(GroupSelection, DoesNotTreatAMembershipAsProofOfExistence) {
  auto world = company_of_groups();
  world.sync();
  world.delete_person("2");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "2")->reason, "Deleted in Google");
  EXPECT_EQ(count(plan, ChangeKind::skipped), 0);
}

TEST(GroupSelection, SkipsAndCountsANestedGroupThatWasNeverReadable) {
  auto world = company_of_groups();
  world.nest("team", "foreign");
  world.cannot_read("foreign");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 2u);
  EXPECT_TRUE(has_remark(plan, "1 group was skipped because Google does not show the members: foreign."));
  EXPECT_FALSE(plan.needs_review());
}

TEST(GroupSelection, RemovesPeopleWhoLeaveEverySelectedGroup) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.sync();
  world.group("inner", "Inner", {});
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "3")->kind, ChangeKind::removed);
  EXPECT_EQ(change_of(plan, "3")->reason, "No longer a member of a selected group; was in “Inner”");
  EXPECT_EQ(change_of(plan, "2"), std::nullopt) << "is a member of the outer group, too";
}

TEST(GroupSelection, AsksForTheMembersOfEverySelectedAndNestedGroup) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.directory.group_answers.erase("inner");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("inner"));
  auto other = company_of_groups();
  other.directory.group_answers.erase("team");
  EXPECT_THAT(other.questions().member_lists, ElementsAre("team"));
}

TEST(GroupSelection, ReportsAnUnusableMember) {
  auto world = company_of_groups();
  world.unusable("1", "p1");
  world.unusable("5", "p5");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "5"), std::nullopt);
}

TEST(GroupSelection, ChangingTheSourceKeepsPeopleInBoth) {
  auto world = company_of_groups();
  world.sync();
  world.choose_units({"id:root"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.report.counts.unchanged, 2);
  EXPECT_EQ(count(plan, ChangeKind::added), 3);
  EXPECT_THAT(world.host.source_groups, IsEmpty());
  EXPECT_THAT(world.host.link_sources, ::testing::Contains(LinkSource{"1", "id:root"}));
}

TEST(GroupsToWalk, IncludeSelectedGroupsThatAreNoLongerListed) {
  auto world = company_of_groups();
  world.choose_groups({"team", "vanished"});
  EXPECT_THAT(groups_to_walk(world.directory.groups, world.settings), ElementsAre("team", "vanished"));
  world.settings.scope = SyncScope::all;
  EXPECT_THAT(groups_to_walk(world.directory.groups, world.settings),
              UnorderedElementsAre("team", "inner", "other"));
}

TEST(GroupsToWalk, IncludeNestedGroupsIfTheSettingsSaySo) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  const auto& answer = world.directory.group_answers.at("team");
  EXPECT_THAT(next_groups_to_walk(answer, {}, world.settings), ElementsAre("inner"));
  world.settings.include_nested_groups = false;
  EXPECT_THAT(next_groups_to_walk(answer, {}, world.settings), IsEmpty());
}

TEST(GroupsToWalk, IncludeFormerNestedGroupsOfAGroupThatIsNoLongerReadable) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.sync();
  world.delete_group("team");
  const auto& answer = world.directory.group_answers.at("team");
  EXPECT_THAT(next_groups_to_walk(answer, world.read()->stored, world.settings), ElementsAre("inner"));
  EXPECT_THAT(next_groups_to_walk(answer, {}, world.settings), IsEmpty());
}

/// Removes the id of the nested group in `team`.
void forget_nested_id(World& world, const std::string& email) {
  for (auto& member : world.directory.group_answers.at("team").members)
    if (member.type == MemberType::group) member = {"", email, MemberType::group};
}

TEST(GroupsWithoutId, AreFoundByTheirAddress) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  forget_nested_id(world, "INNER@Acme.example");
  auto& answer = world.directory.group_answers.at("team");
  set_nested_group_ids(answer, ids_by_address(world.directory.groups));
  EXPECT_EQ(answer.members.back().id, "inner");
  EXPECT_THAT(next_groups_to_walk(answer, {}, world.settings), ElementsAre("inner"));
}

TEST(GroupsWithoutId, KeepPeopleOfTheLastGoodRun) {
  auto world = company_of_groups();
  world.nest("team", "inner");
  world.sync();
  forget_nested_id(world, "inner@elsewhere.example");
  set_nested_group_ids(world.directory.group_answers.at("team"), ids_by_address(world.directory.groups));
  EXPECT_THAT(
      next_groups_to_walk(world.directory.group_answers.at("team"), world.read()->stored, world.settings),
      ElementsAre("inner"));
  world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3U);
  world.cannot_read("inner", Unreadable::forbidden);
  const auto plan = world.sync();
  EXPECT_EQ(world.emails().size(), 3U);
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Inner” (inner)"));
}

TEST(GroupsWithoutId, AreSkippedAndReportedIfUnknown) {
  auto world = company_of_groups();
  world.member("team", {"", "board@elsewhere.example", MemberType::group});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 2U);
  EXPECT_EQ(change_of(plan, "")->email, "board@elsewhere.example");
}

}  // namespace
}  // namespace gup::plan::test
