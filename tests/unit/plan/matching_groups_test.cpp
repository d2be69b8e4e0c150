// The method "matching groups".
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

World matching_groups_company() {
  World world;
  world.unit("id:sales", "/Sales");
  world.unit("id:emea", "/Sales/EMEA");
  world.person("1", "anna@acme.example", "/");
  world.person("2", "bob@acme.example", "/Sales");
  world.person("3", "carl@acme.example", "/Sales/EMEA");
  world.settings.method = SyncMethod::matching_groups;
  return world;
}

void rename_by_hand(World& world, const std::string& name, const std::string& new_name) {
  auto& group = world.host.groups.at(*world.group_named(name));
  group.name = new_name;
  group.name_key = new_name;
  group.updated_at = ++world.host.clock;
}

TEST(MatchingGroups, AreCreatedForEachUnitAndTheRoot) {
  auto world = matching_groups_company();
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "EMEA", "Sales"));
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("anna@acme.example"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example"));
  EXPECT_THAT(world.members_of("EMEA"), ElementsAre("carl@acme.example"));
}

TEST(MatchingGroups, ContainThePeopleOfTheNearestSelectedUnit) {
  auto world = matching_groups_company();
  world.choose_units({"id:root", "id:sales"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "Sales"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example", "carl@acme.example"));
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("anna@acme.example"));
}

TEST(MatchingGroups, AreCreatedForUnitsWithoutPeople) {
  auto world = matching_groups_company();
  world.unit("id:empty", "/Empty");
  world.choose_units({"id:empty"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Empty"));
}

TEST(MatchingGroups, FollowARenameInGoogleWithTheSameId) {
  auto world = matching_groups_company();
  world.sync();
  const auto id = *world.group_named("Sales");
  world.unit("id:sales", "/Revenue");
  world.unit("id:emea", "/Revenue/EMEA");
  world.person("2", "bob@acme.example", "/Revenue");
  world.person("3", "carl@acme.example", "/Revenue/EMEA");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.group_named("Revenue"), id);
  EXPECT_EQ(plan.groups.writes.size(), 1u);
}

TEST(MatchingGroups, FollowAPersonWhoMoves) {
  auto world = matching_groups_company();
  world.sync();
  world.person("2", "bob@acme.example", "/");
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.memberships.added.size(), 1u);
  EXPECT_EQ(plan.memberships.removed.size(), 1u);
  EXPECT_THAT(world.members_of("Sales"), IsEmpty());
  EXPECT_EQ(plan.report.counts.unchanged, 3);
}

TEST(MatchingGroups, AreDeletedWhenNoLongerSelected) {
  auto world = matching_groups_company();
  world.sync();
  world.choose_units({"id:sales"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example", "carl@acme.example"));
}

TEST(MatchingGroups, AreReleasedIfTheyHaveMembersAddedByHand) {
  auto world = matching_groups_company();
  world.sync();
  const auto group = *world.group_named("EMEA");
  world.member_by_hand(group, world.row_by_hand("hand@acme.example").id);
  world.choose_units({"id:sales"});
  world.sync_twice();
  EXPECT_EQ(world.host.groups.at(group).provider, "");
  EXPECT_THAT(world.members_of("EMEA"), IsEmpty());
  EXPECT_EQ(world.host.members.count({group, world.row_with_email("hand@acme.example")->id, ""}), 1u);
}

TEST(MatchingGroups, StayWhileRemovalsAreHeld) {
  auto world = matching_groups_company();
  world.sync();
  world.settings.removal_limit = {.percent = 0, .at_least = 1};
  world.choose_units({"id:sales"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "EMEA", "Sales"));
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("anna@acme.example"));
  world.settings.removal_limit.percent = 100;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
}

TEST(MatchingGroups, GetTheParentPathOnANameClashAndARemark) {
  auto world = matching_groups_company();
  world.unit("id:emea2", "/Ops");
  world.unit("id:emea3", "/Ops/EMEA");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "EMEA", "EMEA (/Sales)", "Ops", "Sales"));
  EXPECT_TRUE(
      has_remark(plan, "The name “EMEA” is already in use; the target group of /Sales/EMEA is named"));
}

TEST(MatchingGroups, DoNotTouchAHostGroupOfTheSameName) {
  auto world = matching_groups_company();
  const auto own = world.group_by_hand("SALES");
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "EMEA", "SALES", "Sales (/)"));
  EXPECT_EQ(world.host.groups.at(own).provider, "");
}

TEST(MatchingGroups, KeepTheirSuffixWhenTheClashEnds) {
  auto world = matching_groups_company();
  const auto own = world.group_by_hand("Sales");
  world.sync();
  world.host.groups.erase(own);
  EXPECT_TRUE(world.plan().writes_nothing());
}

TEST(MatchingGroups, KeepTheirNamesWhenANewUnitHasTheSameName) {
  auto world = matching_groups_company();
  world.sync();
  world.unit("id:a", "/A");
  world.unit("id:a-emea", "/A/EMEA");
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("A", "Acme Inc.", "EMEA", "EMEA (/A)", "Sales"));
}

TEST(MatchingGroups, GetANumberOnAThirdClash) {
  auto world = matching_groups_company();
  world.group_by_hand("EMEA");
  world.group_by_hand("emea (/sales)");
  world.sync_twice();
  EXPECT_TRUE(world.group_named("EMEA (2)").has_value());
}

TEST(MatchingGroups, SwapNames) {
  auto world = matching_groups_company();
  world.unit("id:ops", "/Ops");
  world.sync();
  const auto sales = *world.group_named("Sales");
  for (auto& unit : world.directory.units) {
    if (unit.id == "id:sales")
      unit.name = "Ops", unit.path = "/Ops";
    else if (unit.id == "id:ops")
      unit.name = "Sales", unit.path = "/Sales";
    else if (unit.id == "id:emea")
      unit.path = "/Ops/EMEA";
  }
  world.person("2", "bob@acme.example", "/Ops");
  world.person("3", "carl@acme.example", "/Ops/EMEA");
  world.sync_twice();
  EXPECT_EQ(world.group_named("Ops"), sales);
}

TEST(MatchingGroups, TakeTheNameOfADeletedUnit) {
  auto world = matching_groups_company();
  world.sync();
  world.delete_unit("id:emea");
  world.unit("id:emea-new", "/Sales/EMEA");
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc.", "EMEA", "Sales"));
}

TEST(MatchingGroups, GetTheirNamesBackAfterARenameByHand) {
  auto world = matching_groups_company();
  world.sync();
  rename_by_hand(world, "Sales", "my group");
  const auto plan = world.sync_twice();
  EXPECT_TRUE(world.group_named("Sales").has_value());
  EXPECT_TRUE(has_remark(plan, "“my group” was renamed in the host and is named “Sales” again"));
}

TEST(MatchingGroups, AreNotReportedIfTheEditKeptTheName) {
  auto world = matching_groups_company();
  world.sync();
  world.host.groups.at(*world.group_named("Sales")).updated_at = ++world.host.clock;
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.report.remarks.empty());
}

TEST(MatchingGroups, AreRecreatedAfterADeletionByHand) {
  auto world = matching_groups_company();
  world.sync();
  const auto id = *world.group_named("Sales");
  world.host.groups.erase(id);
  std::erase_if(world.host.members, [&](const MemberRow& member) { return std::get<0>(member) == id; });
  const auto plan = world.sync_twice();
  EXPECT_NE(world.group_named("Sales"), id);
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("bob@acme.example"));
  EXPECT_TRUE(has_remark(plan, "The target group “Sales” was deleted in the host and created again."));
}

TEST(MatchingGroups, AreDeletedWhenTheMethodChanges) {
  auto world = matching_groups_company();
  world.sync();
  world.settings.method = SyncMethod::target_users;
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), IsEmpty());
  EXPECT_TRUE(world.host.members.empty());
  EXPECT_EQ(plan.report.counts.unchanged, 3);
  EXPECT_EQ(plan.report.counts.counted_removals, 3) << "deleted groups count in the removal limit";
}

TEST(MatchingGroups, CutLongNames) {
  auto world = matching_groups_company();
  world.directory.units[0].name = std::string(300, 'x');
  world.sync_twice();
  EXPECT_TRUE(world.group_named(std::string(256, 'x')).has_value());
}

World company_with_matching_groups_of_groups() {
  auto world = World::of({"p1", "p2", "p3"});
  world.group("outer", "Outer", {"1"});
  world.group("inner", "Inner", {"2"});
  world.group("core", "Core", {"3"});
  world.nest("outer", "inner");
  world.nest("inner", "core");
  world.nest("core", "inner");
  world.settings.method = SyncMethod::matching_groups;
  world.choose_groups({"outer", "inner"});
  return world;
}

TEST(MatchingGroups, OfGroupsIncludeMembersOfNestedGroups) {
  auto world = company_with_matching_groups_of_groups();
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Inner", "Outer"));
  EXPECT_EQ(world.members_of("Outer").size(), 3u);
  EXPECT_THAT(world.members_of("Inner"), ElementsAre("p2@acme.example", "p3@acme.example"));
}

TEST(MatchingGroups, OfGroupsExcludeNestedGroupsIfTheSettingsSaySo) {
  auto world = company_with_matching_groups_of_groups();
  world.settings.include_nested_groups = false;
  world.sync_twice();
  EXPECT_THAT(world.members_of("Outer"), ElementsAre("p1@acme.example"));
}

TEST(MatchingGroups, AreCreatedForEachGroup) {
  auto world = company_with_matching_groups_of_groups();
  world.settings.scope = SyncScope::all;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Core", "Inner", "Outer"));
  EXPECT_EQ(world.members_of("Core").size(), 2u);
}

TEST(MatchingGroups, UseTheAddressOfAGroupWithoutAName) {
  auto world = company_with_matching_groups_of_groups();
  world.group("inner", "");
  world.choose_groups({"inner"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("inner@acme.example"));
}

TEST(MatchingGroups, OfGroupsGetTheAddressOnANameClash) {
  auto world = company_with_matching_groups_of_groups();
  world.group("inner", "Team");
  world.group("core", "team");
  world.choose_groups({"inner", "core"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Team (inner@acme.example)", "team"));
}

TEST(MatchingGroups, FollowAChangeOfTheSource) {
  auto world = company_with_matching_groups_of_groups();
  world.sync();
  world.choose_units({"id:root"});
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Acme Inc."));
  EXPECT_EQ(world.members_of("Acme Inc.").size(), 3u);
}

}  // namespace
}  // namespace gup::plan::test
