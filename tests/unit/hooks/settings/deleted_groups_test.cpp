// Saving settings with which the next sync deletes target groups.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "page_reading.hpp"

namespace gup::testing {
namespace {

using host_sdk::page::Outcome;
using ::testing::ElementsAre;
using ::testing::StartsWith;

/// A company with a target group for each of two units, and one that a person made.
void given_matching_groups(Bench& bench) {
  bench.connect();
  SyncSettings settings;
  settings.scope = SyncScope::chosen;
  settings.organizational_units = {"id:eng", "id:sales"};
  settings.method = SyncMethod::matching_groups;
  bench.set_up(settings);
  plan::Plan plan;
  plan.groups.writes = {{71, "id:eng", "Engineering", "Engineering", "engineering", true},
                        {72, "id:sales", "Sales", "Sales", "sales", true}};
  bench.add_run(RunState::done, {}, plan);
}

TEST(DeletedGroups, AreConfirmedByTheirNumber) {
  Bench bench;
  given_matching_groups(bench);
  const auto asked = bench.act("save", {{"method", "target_users"}});
  ASSERT_EQ(asked.outcome, Outcome::invalid);
  EXPECT_THAT(asked.errors.at("deleted_groups"),
              ElementsAre("Saving deletes 2 target groups at the next sync: “Engineering”, “Sales”. To save, "
                          "type 2 here. Nothing was saved."));
  EXPECT_EQ(bench.act("save", {{"method", "target_users"}, {"deleted_groups", "3"}}).outcome,
            Outcome::invalid);
  EXPECT_EQ(bench.act("start_sync", {{"method", "target_users"}}).outcome, Outcome::invalid);
  EXPECT_EQ(bench.store.load_settings("acme")->settings.method, SyncMethod::matching_groups);
  EXPECT_EQ(bench.host.jobs().queued(), 0U);
  EXPECT_EQ(bench.act("save", {{"method", "target_users"}, {"deleted_groups", "2"}}).outcome,
            Outcome::render);
  EXPECT_EQ(bench.store.load_settings("acme")->settings.method, SyncMethod::target_users);
  EXPECT_NE(find_block(bench.sub_page("settings"), "deleted_groups"), nullptr);
}

TEST(DeletedGroups, AreOnlyThoseThatDoNotStay) {
  Bench bench;
  given_matching_groups(bench);
  EXPECT_EQ(bench.act("save", {{"on_leaving", "deactivate"}}).outcome, Outcome::render);
  const auto asked = bench.act("save", {{"organizational_units", "id:eng"}});
  EXPECT_THAT(asked.errors.at("deleted_groups").at(0), StartsWith("Saving deletes 1 target group at"));
  EXPECT_EQ(bench.act("save", {{"method", "target_group"}, {"target_group", "71"}, {"deleted_groups", "1"}})
                .outcome,
            Outcome::render)
      << "the chosen one stays";
}

TEST(DeletedGroups, AreNotAskedAboutOnACommandLine) {
  Bench bench;
  given_matching_groups(bench);
  auto request = bench.request("save", {{"method", "target_users"}});
  request.actor.id.clear();
  EXPECT_EQ(bench.act(request).outcome, Outcome::render);
}

}  // namespace
}  // namespace gup::testing
