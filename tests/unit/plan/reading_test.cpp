// Readings that are not to be believed.
#include <gmock/gmock.h>

#include <algorithm>

#include "failure.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

host_sdk::ResultCode code_of(World& world) {
  try {
    (void)world.plan();
  } catch (const Failure& failure) {
    return failure.code();
  }
  return host_sdk::ResultCode::ok;
}

TEST(Reading, WithoutAnyUserFailsTheRun) {
  auto world = World::synced({"anna", "bob"});
  world.directory.people.clear();
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutAnyUserFailsEvenTheFirstRun) {
  World world;
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutAnyUserAsksGoogleAboutNobody) {
  auto world = World::synced({"anna", "bob"});
  world.directory.people.clear();
  EXPECT_THROW((void)ids_to_confirm(classify(world.read()->input(world.settings, world.now))), Failure);
}

TEST(Reading, WithoutAnyUnitFailsTheRun) {
  auto world = World::synced({"anna", "bob"});
  world.directory.units.clear();
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutUnitsIsFineWhenTheSourceIsGroups) {
  auto world = World::synced({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.directory.units.clear();
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::ok);
}

TEST(Reading, WithoutAnyGroupFailsTheRunIfThereWereSome) {
  auto world = World::synced({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.sync();
  world.directory.groups.clear();
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutAnyGroupIsFineIfThereNeverWereAny) {
  World world;
  world.person("1", "anna@acme.example");
  world.settings.source = SyncSource::groups;
  EXPECT_EQ(code_of(world), host_sdk::ResultCode::ok);
}

TEST(Reading, NamesTheAbsentWhoWouldLeave) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  EXPECT_THAT(ids_to_confirm(classify(world.read()->input(world.settings, world.now))),
              ::testing::ElementsAre("1"));
}

TEST(Reading, DoesNotAskAboutSomebodyWhoseRowIsGoneAnyway) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  world.delete_row("1");
  EXPECT_THAT(ids_to_confirm(classify(world.read()->input(world.settings, world.now))), ::testing::IsEmpty());
}

TEST(Reading, RefusesToPlanBeforeTheAbsentWereAskedAbout) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  const auto reading = world.read();
  const PlanInput input = reading->input(world.settings, world.now);
  EXPECT_THROW((void)make_plan(input, classify(input), {}, {}), Failure);
}

TEST(Reading, KeepsWhomGoogleWouldNotSpeakAbout) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  world.unclear = {"1"};
  const auto plan = world.sync_and_settle();
  EXPECT_NE(world.row_of("1"), nullptr);
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "1")->email, "anna@acme.example");
  EXPECT_EQ(plan.report.managed_after, 2);
}

TEST(Reading, OfAnUnchangedDirectoryWritesNothingAndLooksNothingUp) {
  auto world = World::synced({"anna", "bob"});
  const auto query = world.query();
  EXPECT_TRUE(query.user_ids.empty());
  EXPECT_TRUE(query.email_keys.empty());
  EXPECT_EQ(query.new_users_at_most, 0);
  const auto plan = world.plan();
  EXPECT_TRUE(plan.writes_nothing());
  EXPECT_TRUE(plan.report.changes.empty());
  EXPECT_TRUE(plan.report.added.empty());
  EXPECT_EQ(plan.report.unchanged, 2);
}

TEST(Reading, ByAnEqualRunGivesAnEqualPlan) {
  auto world = World::synced({"anna", "bob"});
  for (int i = 10; i < 60; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  const auto reading = world.read();
  const PlanInput input = reading->input(world.settings, world.now);
  const auto first = make_plan(input, classify(input), {}, {100, 1});
  const auto second = make_plan(input, classify(input), {}, {100, 1});
  ASSERT_EQ(first.people.inserts.size(), second.people.inserts.size());
  for (std::size_t i = 0; i < first.people.inserts.size(); ++i) {
    EXPECT_EQ(first.people.inserts[i].row.id, second.people.inserts[i].row.id);
    EXPECT_EQ(first.people.inserts[i].link.external_id, second.people.inserts[i].link.external_id);
  }
  std::vector<std::string> told;
  for (const auto& change : first.report.added) told.push_back(change.external_id);
  EXPECT_EQ(told.size(), 50u);
  EXPECT_TRUE(std::ranges::is_sorted(told));
}

}  // namespace
}  // namespace gup::plan::test
