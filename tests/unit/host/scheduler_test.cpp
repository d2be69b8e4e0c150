#include "scheduler/scheduler.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "database/host_database.hpp"
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

/// One process of the host, on a database that others may share and a clock that the test moves.
struct Process {
  Process(HostDatabase& pool, host_sdk::fakes::FakeClock& shared_clock, const std::string& name)
      : clock(shared_clock),
        table(pool),
        scheduler(table, catalog, companies, workers, clock, log, name),
        schedule(
            table, catalog, [this] { scheduler.wake(); }, "fake", 30min) {
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

TEST_F(SchedulerTest, CatchesUpOnceOnRunsMissedDuringADowntime) {
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

TEST_F(SchedulerTest, SkipsAPausedTask) {
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

TEST_F(SchedulerTest, RunsADueTaskInOneOfTwoProcesses) {
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

TEST_F(SchedulerTest, RunsATaskAfterTheClaimOfADeadProcessExpires) {
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

TEST_F(SchedulerTest, RetriesATemporaryFailureWithBackOff) {
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

TEST_F(SchedulerTest, KeepsADueTimeThatTheTaskChangedDuringItsRun) {
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

TEST_F(SchedulerTest, KeepsARunDueThatTheShutdownCancelled) {
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

TEST_F(SchedulerTest, RecordsATaskThatThrows) {
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
  EXPECT_EQ(runs[0].sentence.find("broken"), std::string::npos) << "the cause goes to the log only";
}

/// Makes storing the end of a run fail, and work again.
void rename_runs_table(HostDatabase& pool, const std::string& from, const std::string& to) {
  pool.with_session("renaming",
                    [&](Session& session) { session.run("ALTER TABLE " + from + " RENAME TO " + to); });
}

/// Two due runs, of which the one of acme ends while ends cannot be stored, and the other continues.
struct UnstoredEndTest : SchedulerTest {
  UnstoredEndTest() {
    host.plugin.task.on_run = [this](const host_sdk::Company& company, host_sdk::TaskMonitor&) {
      if (company.id == "globex") released.wait();
      return Result::ok();
    };
    for (const char* company : {"acme", "globex"})
      EXPECT_TRUE(host.schedule.resume("fake.task", company, clock.now()).done());
    rename_runs_table(database.pool, "host_task_runs", "host_task_runs_away");
    host.scheduler.step();
    while (host.scheduler.running("fake.task", "acme")) std::this_thread::yield();
  }
  ~UnstoredEndTest() override { release.set_value(); }

  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  Process host{database.pool, clock, "one"};
};

TEST_F(UnstoredEndTest, IsStoredByALaterStep) {
  const auto due = clock.now();
  rename_runs_table(database.pool, "host_task_runs_away", "host_task_runs");
  clock.advance(30s);
  host.scheduler.step();
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), due + 24h);
  EXPECT_EQ(host.table.runs("fake.task", "acme", 10).size(), 1U);
}

TEST_F(UnstoredEndTest, LosesItsClaimWhileOtherTasksRun) {
  for (int i = 0; i < 3; ++i) {
    clock.advance(30s);
    host.scheduler.step();
  }
  clock.advance(30s);
  EXPECT_TRUE(host.table.claim("fake.task", "acme", "two", clock.now(), clock.now() + 2min));
  EXPECT_FALSE(host.table.claim("fake.task", "globex", "two", clock.now(), clock.now() + 2min));
  rename_runs_table(database.pool, "host_task_runs_away", "host_task_runs");
}

TEST_F(SchedulerTest, ManualRunsLeaveTheScheduleAsItIs) {
  Process host(database.pool, clock, "one");
  const auto due = clock.now() + 24h;
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", due).done());
  for (int i = 0; i < 4; ++i) {
    std::string why;
    ASSERT_NE(host.scheduler.run_now(*host.catalog.find_task("fake.task"), {"acme", "Acme Inc."}, why),
              nullptr);
    host.scheduler.wait_until_idle();
    clock.advance(1min);
  }
  EXPECT_EQ(host.schedule.next("fake.task", "acme"), due);
}

}  // namespace
}  // namespace sample_host
