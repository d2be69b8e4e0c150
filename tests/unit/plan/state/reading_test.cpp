// Incomplete readings of the directory.
#include <gmock/gmock.h>

#include <algorithm>

#include "failure.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

host_sdk::ResultCode failure_code(World& world) {
  try {
    (void)world.plan();
  } catch (const Failure& failure) {
    return failure.code();
  }
  return host_sdk::ResultCode::ok;
}

TEST(Reading, WithoutUsersFailsTheRun) {
  auto world = World::synced({"anna", "bob"});
  world.directory.people.clear();
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutUsersFailsTheFirstRun) {
  World world;
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutUsersConfirmsNoIds) {
  auto world = World::synced({"anna", "bob"});
  world.directory.people.clear();
  EXPECT_THROW((void)world.questions(), Failure);
}

TEST(Reading, WithoutUnitsFailsTheRun) {
  auto world = World::synced({"anna", "bob"});
  world.directory.units.clear();
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutUnitsSucceedsIfTheSourceIsGroups) {
  auto world = World::synced({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.directory.units.clear();
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::ok);
}

TEST(Reading, WithoutGroupsFailsTheRunIfThereWereSome) {
  auto world = World::synced({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.sync();
  world.directory.groups.clear();
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::try_again);
}

TEST(Reading, WithoutGroupsSucceedsIfThereWereNone) {
  World world;
  world.person("1", "anna@acme.example");
  world.settings.source = SyncSource::groups;
  EXPECT_EQ(failure_code(world), host_sdk::ResultCode::ok);
}

TEST(Reading, ListsMissingPeopleToConfirm) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  EXPECT_THAT(world.questions().people, ::testing::ElementsAre("1"));
}

TEST(Reading, DoesNotConfirmPeopleWhoseRowsAreGone) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  world.delete_row("1");
  EXPECT_TRUE(world.questions().empty());
}

TEST(Reading, RefusesToPlanBeforeMissingPeopleAreConfirmed) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  const auto reading = world.read();
  const PlanInput input = reading->input(world.settings, world.now);
  EXPECT_THROW((void)make_plan(input, classify(input), {}, {}), std::logic_error);
}

TEST(Reading, KeepsPeopleWhoAreNotConfirmedAsDeleted) {
  auto world = World::synced({"anna", "bob"});
  world.delete_person("1");
  world.unclear = {"1"};
  const auto plan = world.sync_twice();
  EXPECT_NE(world.row_of("1"), nullptr);
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "1")->email, "anna@acme.example");
  EXPECT_EQ(plan.report.counts.managed_after, 2);
  EXPECT_TRUE(plan.needs_review());
}

TEST(Reading, OfAnUnchangedDirectoryQueriesAndWritesNothing) {
  auto world = World::synced({"anna", "bob"});
  const auto query = world.query();
  EXPECT_TRUE(query.user_ids.empty());
  EXPECT_TRUE(query.email_keys.empty());
  EXPECT_EQ(query.new_users_at_most, 0);
  const auto plan = world.plan();
  EXPECT_TRUE(plan.writes_nothing());
  EXPECT_TRUE(plan.report.changes.empty());
  EXPECT_TRUE(plan.report.added.empty());
  EXPECT_EQ(plan.report.counts.unchanged, 2);
}

TEST(Reading, GivesTheSamePlanForTheSameInput) {
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
  std::vector<std::string> added;
  for (const auto& change : first.report.added) added.push_back(change.external_id);
  EXPECT_EQ(added.size(), 50u);
  EXPECT_TRUE(std::ranges::is_sorted(added));
}

}  // namespace
}  // namespace gup::plan::test
