// Chosen units and groups that can no longer be seen keep whom they brought.
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
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(world.emails().size(), 3u) << "even somebody absent from the users";
  EXPECT_TRUE(plan.needs_review());
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("“Sales” (id:sales)"));
  EXPECT_EQ(plan.report.frozen_people, 2);
  EXPECT_TRUE(has_remark(plan, "Its 2 people stay unchanged until"));
  EXPECT_EQ(change_of(plan, "2"), std::nullopt);
  EXPECT_EQ(plan.report.managed_after, 3);
}

TEST(FrozenUnit, DoesNotAskGoogleAboutThePeopleItKeeps) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.delete_person("2");
  EXPECT_THAT(ids_to_confirm(classify(world.read()->input(world.settings, world.now))), ::testing::IsEmpty());
}

TEST(FrozenUnit, StillUpdatesThePeopleWhoAreThere) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/").fields.department = "Moved";
  world.sync_and_settle();
  EXPECT_EQ(world.row_of("1")->fields.department, "Moved");
}

TEST(FrozenUnit, LetsTheSuspendedLeaveByTheOrdinaryRule) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/").suspended = true;
  world.person("2", "bob@acme.example", "/");
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::removed);
  EXPECT_EQ(plan.report.frozen_people, 1);
}

TEST(FrozenUnit, KeepsItsMatchingGroup) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/");
  world.delete_person("2");
  world.sync_and_settle();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(FrozenUnit, EndsWithAnOrdinaryChangeOfSelection) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.person("1", "anna@acme.example", "/");
  world.person("2", "bob@acme.example", "/");
  world.sync();
  world.choose_units({"id:eng"});
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
  EXPECT_FALSE(plan.needs_review());
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering"));
}

TEST(FrozenUnit, EndsWhenTheUnitComesBack) {
  auto world = frozen_company_of_units();
  world.delete_unit("id:sales");
  world.sync();
  world.unit("id:sales", "/Sales");
  const auto plan = world.sync_and_settle();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(plan.report.frozen_people, 0);
}

TEST(FrozenUnit, IsReportedEvenIfItNeverBroughtAnybody) {
  auto world = frozen_company_of_units();
  world.choose_units({"id:sales", "id:eng", "id:gone"});
  const auto plan = world.sync_and_settle();
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("id:gone"));
  EXPECT_EQ(plan.report.frozen_people, 0);
}

TEST(FrozenUnit, BringsNobodyNew) {
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

TEST(FrozenGroup, ChosenAndDeletedKeepsThePeopleOfTheGroupsNestedInIt) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(world.emails().size(), 3u);
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("“Team” (team)"));
  EXPECT_EQ(world.members_of("Team").size(), 3u);
}

TEST(FrozenGroup, ChosenAndDeletedNeedsNoAnswerOfWhatWasNestedInIt) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  world.directory.group_answers.clear();
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(world.emails().size(), 3u);
  EXPECT_EQ(plan.report.frozen_sources.size(), 3u);
}

TEST(FrozenGroup, NestedAndReadableBeforeKeepsItsPeople) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  const auto plan = world.sync_and_settle();
  EXPECT_EQ(world.emails().size(), 3u) << "and what is nested in it is still followed";
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("“Inner” (inner)"));
  EXPECT_EQ(plan.report.frozen_people, 1);
  EXPECT_TRUE(plan.needs_review());
  EXPECT_TRUE(world.host.source_groups.contains({"core", "inner"}));
}

TEST(FrozenGroup, StaysFrozenUntilItIsTakenOutOfTheOuterGroup) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  world.sync();
  EXPECT_TRUE(world.plan().needs_review());
  world.group("team", "Team", {"1"});
  const auto plan = world.sync_and_settle();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
}

TEST(FrozenGroup, ChosenAndUnreadableIsFrozenEvenIfItNeverWasRead) {
  auto world = frozen_company_of_groups();
  world.group("secret", "Secret");
  world.cannot_read("secret");
  world.choose_groups({"team", "secret"});
  const auto plan = world.sync_and_settle();
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("“Secret” (secret)"));
}

TEST(FrozenGroup, AmongAllGroupsKeepsItsPeopleAndTheOthersAreSkipped) {
  auto world = frozen_company_of_groups();
  world.settings.scope = SyncScope::all;
  world.sync();
  world.cannot_read("core");
  world.group("secret", "Secret");
  world.cannot_read("secret");
  const auto plan = world.sync_and_settle();
  EXPECT_THAT(plan.report.frozen_sources, ElementsAre("“Core” (core)"));
  EXPECT_TRUE(has_remark(plan, "“Secret”"));
  EXPECT_THAT(world.group_names(), ElementsAre("Core", "Inner", "Team"));
}

TEST(FrozenGroup, ADeletedGroupAmongAllIsAnOrdinaryChange) {
  auto world = frozen_company_of_groups();
  world.group("solo", "Solo", {"4"});
  world.settings.scope = SyncScope::all;
  world.sync();
  world.delete_group("solo");
  const auto plan = world.sync_and_settle();
  EXPECT_FALSE(plan.needs_review());
  EXPECT_EQ(change_of(plan, "4")->reason, "No longer a member of any group");
  EXPECT_EQ(world.group_named("Solo"), std::nullopt);
}

TEST(FrozenGroup, KeepsAnAbsentMember) {
  auto world = frozen_company_of_groups();
  world.cannot_read("inner");
  world.delete_person("2");
  world.sync_and_settle();
  EXPECT_NE(world.row_of("2"), nullptr);
}

TEST(FrozenGroup, SwitchingToUnitsFreezesNothing) {
  auto world = frozen_company_of_groups();
  world.delete_group("team");
  world.choose_units({"id:root"});
  const auto plan = world.sync_and_settle();
  EXPECT_TRUE(plan.report.frozen_sources.empty());
}

}  // namespace
}  // namespace gup::plan::test
