#include "scheduler/scheduler.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "database/schedule_table.hpp"
#include "fake_plugin.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "services/company_list.hpp"
#include "services/lent/plugin_schedule.hpp"
#include "services/log.hpp"
#include "services/work/worker_pool.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;

/// A scheduler whose time the test moves. Everything of one process; the database may be shared.
struct Process {
  Process(SessionPool& pool, host_sdk::fakes::FakeClock& shared_clock, const std::string& name)
      : clock(shared_clock),
        table(pool),
        scheduler(table, catalog, companies, workers, clock, log, name),
        schedule(
            table, catalog, [this] { scheduler.wake(); }, "fake") {
    add_to(catalog, plugin);
  }
  ~Process() {
    workers.stop();
    catalog.stop();
  }

  host_sdk::fakes::FakeClock& clock;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  testing::FakePlugin plugin;
  PluginCatalog catalog{log};
  CompanyList companies{{{"acme", "Acme Inc."}, {"globex", "Globex"}}};
  WorkerPool workers{4};
  ScheduleTable table;
  Scheduler scheduler;
  PluginSchedule schedule;
};

struct SchedulerTest : ::testing::Test {
  testing::TemporaryDatabase database;
  host_sdk::fakes::FakeClock clock;
};

TEST_F(SchedulerTest, RunsATaskWhenItIsDueAndNotBefore) {
  Process host(database.pool, clock, "one");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company& company, host_sdk::TaskMonitor&) {
    EXPECT_EQ(company.id, "acme");
    ++runs;
    return Result::ok();
  };
  const auto first = clock.now() + 1h;
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", first).done());
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 0);

  clock.advance(1h);
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), first + 24h);

  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);
}

TEST_F(SchedulerTest, DueTimesSurviveARestartAndAMissedOneIsMadeUpForOnce) {
  const auto first = clock.now() + 1h;
  {
    Process host(database.pool, clock, "one");
    ASSERT_TRUE(host.schedule.resume("fake.task", "acme", first).done());
  }
  clock.advance(73h);
  Process host(database.pool, clock, "two");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  for (int i = 0; i < 3; ++i) {
    host.scheduler.step();
    host.scheduler.wait_until_idle();
  }
  EXPECT_EQ(runs, 1);
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), first + 96h);
}

TEST_F(SchedulerTest, APausedTaskDoesNotRun) {
  Process host(database.pool, clock, "one");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  ASSERT_TRUE(host.schedule.pause("fake.task", "acme").done());
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 0);
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), std::nullopt);
}

TEST_F(SchedulerTest, TwoProcessesRunADuePairOnce) {
  Process one(database.pool, clock, "one");
  Process two(database.pool, clock, "two");
  std::atomic<int> runs = 0;
  std::promise<void> release;
  const auto released = release.get_future().share();
  const auto run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    released.wait();
    return Result::ok();
  };
  one.plugin.task.on_run = run;
  two.plugin.task.on_run = run;
  ASSERT_TRUE(one.schedule.resume("fake.task", "acme", clock.now()).done());
  one.scheduler.step();
  two.scheduler.step();
  std::string why;
  EXPECT_EQ(two.scheduler.run_now(*two.catalog.find_task("fake.task"), {"acme", "Acme Inc."}, why), nullptr);
  EXPECT_EQ(why, "The task is running for this company already.");
  release.set_value();
  one.scheduler.wait_until_idle();
  two.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);
}

TEST_F(SchedulerTest, AClaimOfAProcessThatDiedRunsOut) {
  Process host(database.pool, clock, "one");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  ASSERT_TRUE(host.table.claim("fake.task", "acme", "dead", clock.now(), clock.now() + 2min));
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 0);
  clock.advance(2min);
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);
}

TEST_F(SchedulerTest, AFailureThatMayPassIsTriedAgainSooner) {
  Process host(database.pool, clock, "one");
  host.plugin.task.on_run = [](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    return Result::again("down");
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), clock.now() + 15min);
  clock.advance(15min);
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), clock.now() + 30min);
}

TEST_F(SchedulerTest, ADueTimeThatTheTaskItselfChangedStands) {
  Process host(database.pool, clock, "one");
  const auto later = clock.now() + 100h;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    EXPECT_TRUE(host.schedule.resume("fake.task", "acme", later).done());
    return Result::ok();
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), later);
}

TEST_F(SchedulerTest, ARunThatTheEndOfTheHostCutsShortStaysDue) {
  const auto first = clock.now();
  {
    Process host(database.pool, clock, "one");
    host.plugin.task.on_run = [](const host_sdk::Company&, host_sdk::TaskMonitor& monitor) {
      static_cast<void>(monitor.wait(1h));
      return Result::failed(host_sdk::ResultCode::cancelled, "stopped");
    };
    ASSERT_TRUE(host.schedule.resume("fake.task", "acme", first).done());
    host.scheduler.step();
  }
  Process host(database.pool, clock, "two");
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), first);
  ASSERT_EQ(host.table.due(clock.now(), 10).size(), 1U);
}

TEST_F(SchedulerTest, ATaskThatThrowsIsSurvivedAndRecorded) {
  Process host(database.pool, clock, "one");
  host.plugin.task.on_run = [](const host_sdk::Company&, host_sdk::TaskMonitor&) -> Result {
    throw std::runtime_error("broken");
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  const auto runs = host.table.runs("fake.task", "acme", 10);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].code, host_sdk::ResultCode::operator_action);
  EXPECT_EQ(runs[0].sentence.find("broken"), std::string::npos) << "the cause belongs into the log";
}

}  // namespace
}  // namespace sample_host
