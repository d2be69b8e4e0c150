// Selected units and groups that are no longer visible keep their people.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;

World frozen_company_of_units() {
  World world;
  world.unit("id:sales", "/Sales");
  world.unit("id:eng", "/Engineering");
  world.person("1", "anna@acme.example", "/Sales");
  world.person("2", "bob@acme.example", "/Sales");
  world.person("3", "carl@acme.example", "/Engineering");
  world.choose_units({"id:sales", "id:eng"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  return world;
}

TEST(FrozenUnit, KeepsItsPeople) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/");
  world.delete_person("2");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3u) << "even a person missing from the users";
  EXPECT_TRUE(plan.needs_review());
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“/ Sales” (id:sales)"));
  ASSERT_EQ(plan.report.doubts.frozen.size(), 1U);
  EXPECT_EQ(plan.report.doubts.frozen[0].id, "id:sales");
  EXPECT_EQ(plan.report.doubts.frozen[0].name, "/ Sales");
  EXPECT_EQ(plan.report.doubts.frozen[0].cause, "was deleted in Google");
  EXPECT_EQ(plan.report.doubts.frozen[0].people, 2);
  EXPECT_EQ(plan.report.doubts.frozen_people, 2);
  EXPECT_TRUE(has_remark(plan, "Its 2 people stay unchanged until"));
  ASSERT_TRUE(change_of(plan, "2"));
  EXPECT_EQ(change_of(plan, "2")->kind, ChangeKind::frozen);
  EXPECT_EQ(change_of(plan, "2")->email, "bob@acme.example");
  EXPECT_EQ(change_of(plan, "2")->reason, "The organizational unit “/ Sales” was deleted in Google");
  EXPECT_EQ(change_of(plan, "1")->email, "anna@acme.example");
  EXPECT_EQ(change_of(plan, "3"), std::nullopt);
  EXPECT_EQ(plan.report.counts.managed_after, 3);
}

TEST(FrozenUnit, AsksGoogleNothingAboutItsPeople) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.delete_person("2");
  EXPECT_TRUE(world.questions().people.empty());
}

TEST(FrozenUnit, StillUpdatesPresentPeople) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/").fields.department = "Moved";
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.department, "Moved");
}

TEST(FrozenUnit, RemovesSuspendedPeople) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/").suspended = true;
  world.person("2", "bob@acme.example", "/");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::removed);
  EXPECT_EQ(plan.report.doubts.frozen_people, 1);
}

TEST(FrozenUnit, KeepsItsMatchingGroup) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/");
  world.delete_person("2");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(FrozenUnit, EndsWhenTheUnitIsDeselected) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/");
  world.person("2", "bob@acme.example", "/");
  world.sync();
  world.choose_units({"id:eng"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
  EXPECT_FALSE(plan.needs_review());
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering"));
}

TEST(FrozenUnit, EndsWhenTheUnitIsVisibleAgain) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.sync();
  world.unit("id:sales", "/Sales");
  const auto plan = world.sync_twice();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(plan.report.doubts.frozen_people, 0);
}

TEST(FrozenUnit, IsReportedEvenIfItNeverHadPeople) {
  auto world = frozen_company_of_units();
  world.choose_units({"id:sales", "id:eng", "id:gone"});
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("id:gone"));
  EXPECT_EQ(plan.report.doubts.frozen_people, 0);
}

TEST(FrozenUnit, AddsNoNewPeople) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("9", "new@acme.example", "/");
  world.sync();
  EXPECT_EQ(world.row_of("9"), nullptr);
}

World frozen_company_of_groups() {
  auto world = World::of({"p1", "p2", "p3", "p4"});
  world.group("team", "Team", {"1"});
  world.group("inner", "Inner", {"2"});
  world.group("core", "Core", {"3"});
  world.nest("team", "inner");
  world.nest("inner", "core");
  world.choose_groups({"team"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  return world;
}

TEST(FrozenGroup, KeepsPeopleOfNestedGroupsWhenTheSelectedGroupIsDeleted) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3u);
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Team” (team)"));
  EXPECT_EQ(world.members_of("Team").size(), 3u);
}

TEST(FrozenGroup, NeedsNoAnswerForNestedGroupsWhenTheSelectedGroupIsDeleted) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  world.directory.group_answers.clear();
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3u);
  EXPECT_EQ(plan.report.doubts.frozen_sources.size(), 3u);
}

TEST(FrozenGroup, KeepsPeopleOfANestedGroupThatWasReadBefore) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3u) << "its nested groups are still followed";
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Inner” (inner)"));
  EXPECT_EQ(plan.report.doubts.frozen_people, 1);
  EXPECT_TRUE(plan.needs_review());
  EXPECT_TRUE(world.host.source_groups.contains({"core", "inner"}));
}

TEST(FrozenGroup, StaysFrozenUntilTheOuterGroupDropsIt) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  world.sync();
  EXPECT_TRUE(world.plan().needs_review());
  world.group("team", "Team", {"1"});
  const auto plan = world.sync_twice();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
}

TEST(FrozenGroup, FreezesASelectedGroupThatWasNeverRead) {
  auto world = frozen_company_of_groups();
  world.group("secret", "Secret");
  world.cannot_read("secret");
  world.choose_groups({"team", "secret"});
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Secret” (secret)"));
}

TEST(FrozenGroup, KeepsItsPeopleWhileGroupsThatWereNeverReadAreSkipped) {
  auto world = frozen_company_of_groups();
  world.settings.scope = SyncScope::all;
  world.sync();
  world.cannot_read("core");
  world.group("secret", "Secret");
  world.cannot_read("secret");
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Core” (core)"));
  EXPECT_TRUE(has_remark(plan, "“Secret”"));
  EXPECT_THAT(world.group_names(), ElementsAre("Core", "Inner", "Team"));
}

TEST(FrozenGroup, IsNotUsedForADeletedGroupWhenAllGroupsAreSelected) {
  auto world = frozen_company_of_groups();
  world.group("solo", "Solo", {"4"});
  world.settings.scope = SyncScope::all;
  world.sync();
  world.delete_group("solo");
  const auto plan = world.sync_twice();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(change_of(plan, "4")->reason, "No longer a member of any group; was in “Solo”");
  EXPECT_EQ(world.group_named("Solo"), std::nullopt);
}

TEST(FrozenGroup, KeepsAMissingMember) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  world.delete_person("2");
  world.sync_twice();
  EXPECT_NE(world.row_of("2"), nullptr);
}

TEST(FrozenGroup, EndsWhenTheSourceChangesToUnits) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  world.choose_units({"id:root"});
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.report.doubts.frozen_sources.empty());
}

TEST(FrozenGroup, IsNamedByItsLastKnownNameWithoutATargetGroup) {
  auto world = frozen_company_of_groups();
  world.settings.method = SyncMethod::target_users;
  world.sync_twice();
  world.delete_group("team");
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Team” (team)"));
  EXPECT_EQ(change_of(plan, "1")->reason, "The group “Team” was deleted in Google");
}

/// As after runs with other settings while a removal waited for approval: the target group is still there,
/// and no stored answer says who is in the group.
TEST(FrozenGroup, KeepsTheMembershipsOfPeopleWhoAreInAnotherGroupToo) {
  auto world = frozen_company_of_groups();
  const auto members = world.members_of("Team");
  ASSERT_FALSE(members.empty());
  std::vector<std::string> everyone;
  for (const auto& [id, person] : world.directory.people) everyone.push_back(id);
  world.group("crew", "Crew", everyone);
  world.choose_groups({"team", "crew"});
  std::erase_if(world.host.link_sources, [](const LinkSource& source) { return source.source_id == "team"; });
  std::erase_if(world.host.source_groups, [](const SourceGroup& group) { return group.group_id == "team"; });
  world.cannot_read("team", Unreadable::failing);
  EXPECT_TRUE(world.sync_twice().needs_review());
  EXPECT_EQ(world.members_of("Team"), members);
  EXPECT_EQ(world.members_of("Crew").size(), everyone.size());
}

/// The group "team" with one member, deleted and recreated as "team2" with the address of "team".
World company_with_a_recreated_group() {
  auto world = frozen_company_of_groups();
  const std::string address = world.host.source_names.at("team").address;
  world.delete_group("team");
  world.group("team2", "Team of today", {"1"});
  world.directory.groups.back().email = address;
  return world;
}

TEST(RecreatedGroup, IsReportedAndKeepsItsPeople) {
  auto world = company_with_a_recreated_group();
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.emails().size(), 3u);
  EXPECT_TRUE(has_remark(plan, "was deleted in Google and recreated with the address"));
  EXPECT_EQ(world.host.source_names.at("team").successor_id, "team2");
  EXPECT_TRUE(plan.needs_review());
}

TEST(RecreatedGroup, IsIgnoredOnceDeselected) {
  auto world = company_with_a_recreated_group();
  world.sync();
  world.choose_groups({"team2"});
  world.settings.removal_limit.percent = 100;
  world.sync_twice();
  EXPECT_FALSE(world.host.source_names.contains("team"));
}

TEST(RecreatedGroup, IsNotTheOneWithAnotherAddress) {
  auto world = company_with_a_recreated_group();
  world.directory.groups.back().email = "else@acme.example";
  world.sync_twice();
  EXPECT_EQ(world.host.source_names.at("team").successor_id, "");
}

}  // namespace
}  // namespace gup::plan::test
