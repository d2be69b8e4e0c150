// A run from its lease to its report.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(SyncRun, AddsUsersAndStoresAReport) {
  SyncBench bench;
  const auto outcome = bench.sync();

  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.result.sentence, "3 added, 0 updated, 0 removed.");
  EXPECT_EQ(outcome.report.added, 3);
  EXPECT_EQ(outcome.report.requests, 3);  // units, users, units
  EXPECT_THAT(bench.emails(), ElementsAre("ada@acme.com", "bo@acme.com", "cy@acme.com"));

  const gup::Run run = bench.last_run();
  EXPECT_EQ(run.id, outcome.report.run_id);
  EXPECT_EQ(run.state, RunState::done);
  EXPECT_EQ(run.kind, RunKind::sync);
  EXPECT_EQ(run.trigger, RunTrigger::page);
  EXPECT_EQ(run.started_by, "Dana Reyes");
  EXPECT_EQ(run.report.added, 3);
  EXPECT_EQ(run.managed_after, 3);
  EXPECT_TRUE(bench.lease_is_free());
}

TEST(SyncRun, WritesNothingWhenNothingChanged) {
  SyncBench bench;
  (void)bench.sync();
  const auto written = bench.store.row_writes();
  EXPECT_EQ(bench.sync().report.unchanged, 3);
  EXPECT_EQ(bench.store.row_writes(), written);
}

TEST(SyncRun, UsesOperatorSettingsOfTheDeployment) {
  SyncBench bench;
  bench.google.directory.users.back().suspended = true;
  EXPECT_EQ(bench.sync().report.added, 2);

  SyncSettings deployment;
  deployment.suspended_users = SuspendedUsers::include;
  HostProcess restarted{bench.host, bench.store, bench.google, deployment};
  const auto outcome =
      restarted.engine.synchronize(bench.company, {bench.dana, RunTrigger::page}, bench.monitor);
  EXPECT_EQ(outcome.report.added, 1) << "the saved settings must not override it";
}

TEST(SyncRun, NotifiesAdministratorsOfHeldRemovals) {
  SyncBench bench;
  bench.set_people(40);
  ASSERT_TRUE(bench.sync().result.done());
  bench.remove_people(30);

  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::review_needed);
  EXPECT_EQ(outcome.report.held, 30);
  EXPECT_EQ(bench.last_run().state, RunState::held);
  EXPECT_EQ(bench.emails().size(), 40U);
  EXPECT_TRUE(bench.host.notices().notice("acme", kHeldNotice));

  bench.set_people(40);
  ASSERT_EQ(bench.sync().result.code, ResultCode::ok);
  EXPECT_FALSE(bench.host.notices().notice("acme", kHeldNotice));
}

TEST(SyncRun, ShowsItsProgressInEveryProcess) {
  SyncBench bench;
  std::vector<host_sdk::Progress> seen_here;
  std::vector<host_sdk::Progress> seen_elsewhere;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "units") return;
    ASSERT_TRUE(bench.here.heartbeat.renew());
    seen_here.push_back(bench.here.engine.live_run("acme")->progress);
    seen_elsewhere.push_back(bench.elsewhere.engine.live_run("acme")->progress);
  };
  ASSERT_TRUE(bench.sync().result.done());

  ASSERT_EQ(seen_here.size(), 2U);
  for (const auto* seen : {&seen_here, &seen_elsewhere}) {
    EXPECT_EQ(seen->at(0).step, 1);
    EXPECT_EQ(seen->at(0).steps, 3);
    EXPECT_EQ(seen->at(0).activity, "reading the directory");
    EXPECT_EQ(seen->at(0).done, 0);
    EXPECT_EQ(seen->at(1).done, 3);
    EXPECT_EQ(seen->at(1).unit, "users");
  }
  EXPECT_FALSE(bench.here.engine.live_run("acme"));
  EXPECT_FALSE(bench.elsewhere.engine.live_run("acme"));
}

TEST(SyncRun, NotifiesThePageOnlyOfNewProgress) {
  SyncBench bench;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.here.heartbeat.renew();
    const auto notified = bench.host.page_events().count("acme");
    bench.here.heartbeat.renew();
    EXPECT_EQ(bench.host.page_events().count("acme"), notified);
  };
  EXPECT_TRUE(bench.sync().result.done());
}

TEST(SyncRun, ReportsItsThreeStepsInOrder) {
  SyncBench bench;
  ASSERT_TRUE(bench.sync().result.done());
  std::vector<int> steps;
  for (const auto& progress : bench.monitor.reports())
    if (steps.empty() || steps.back() != progress.step) steps.push_back(progress.step);
  EXPECT_THAT(steps, ElementsAre(1, 2, 3));
}

TEST(SyncRun, LeavesNoTraceIfItMayNotStart) {
  SyncBench bench;
  bench.disconnect();
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::refused);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("Connect to Google first"));
  EXPECT_THAT(bench.store.list_runs("acme", 0, 10), IsEmpty());
  EXPECT_TRUE(bench.lease_is_free());
  EXPECT_THAT(bench.google.tokens, IsEmpty());
}

TEST(SyncRun, IsRefusedDuringAnUnlink) {
  SyncBench bench;
  auto connection = *bench.store.load_connection("acme");
  connection.state = ConnectionState::unlinking;
  put_connection(bench.store, connection);
  EXPECT_EQ(bench.sync().result.code, ResultCode::refused);
  EXPECT_THAT(bench.store.list_runs("acme", 0, 10), IsEmpty());
}

}  // namespace
}  // namespace gup::testing
