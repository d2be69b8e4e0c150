#include "scheduler/scheduler.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <thread>

#include "schedule/scheduler_process.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using testing::Process;
using testing::SchedulerTest;

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
  EXPECT_EQ(why, "The task is already running for this company.");
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

/// What a process that was slow read before another one claimed and finished the run.
struct OldListTest : SchedulerTest {
  OldListTest() {
    resume_at(clock.now());
    read = table.due(clock.now(), {"fake.task"}, 10).at(0);
  }
  std::optional<ScheduleRow> claim(const char* owner) {
    return table.claim_due(read, owner, clock.now(), clock.now() + 2min);
  }
  /// Ends the run of a claim; it is due next at `next`.
  bool finish(const ScheduleRow& claimed, host_sdk::Timestamp next) {
    return table.finish({"fake.task", "acme", clock.now(), clock.now() + 1s, {}, claimed.claimed_by}, claimed,
                        [next](const ScheduleRow&) {
                          return NextDue{next, 24h};
                        });
  }
  void resume_at(host_sdk::Timestamp first) {
    table.resume("fake.task", "acme", [first](const ScheduleRow&) { return NextDue{first, 24h}; });
  }
  host_sdk::Timestamp due() { return table.find("fake.task", "acme")->due_at; }

  ScheduleTable table{database.pool};
  ScheduleRow read;
};

TEST_F(OldListTest, ClaimsNothingAfterTheRunThatItNames) {
  const auto claimed = claim("one");
  ASSERT_TRUE(claimed);
  EXPECT_FALSE(claim("two"));
  EXPECT_TRUE(finish(*claimed, clock.now() + 24h));
  EXPECT_FALSE(claim("two"));
}

TEST_F(OldListTest, ClaimsNothingWhenTheNextRunIsDueAtTheSameTime) {
  const auto claimed = claim("one");
  EXPECT_TRUE(finish(*claimed, read.due_at));
  EXPECT_FALSE(claim("two"));
  EXPECT_EQ(table.due(clock.now(), {"fake.task"}, 10).size(), 1U) << "for a process that reads its list now";
}

TEST_F(OldListTest, ClaimsNothingThatIsPausedOrPostponed) {
  table.pause("fake.task", "acme", "", clock.now());
  EXPECT_FALSE(claim("two"));
  resume_at(clock.now() + 1h);
  EXPECT_FALSE(claim("two"));
}

TEST_F(OldListTest, LeavesTheDueTimeToTheProcessThatClaimedLast) {
  const auto first = claim("one");
  clock.advance(2min);
  const auto second = table.claim_due(table.due(clock.now(), {"fake.task"}, 10).at(0), "two", clock.now(),
                                      clock.now() + 2min);
  ASSERT_TRUE(second);
  EXPECT_FALSE(table.renew(*first, clock.now() + 1h));
  table.release(*first);
  EXPECT_FALSE(finish(*first, clock.now() + 99h));
  clock.advance(1s);
  EXPECT_TRUE(table.renew(*second, clock.now() + 2min)) << "still claimed";
  EXPECT_TRUE(finish(*second, clock.now() + 24h));
  EXPECT_EQ(due(), clock.now() + 24h);
  EXPECT_EQ(table.runs("fake.task", "acme", 10).size(), 2U) << "both ran";
}

TEST_F(OldListTest, StoresAnEndOnceWhenItsAnswerWasLost) {
  const auto claimed = claim("one");
  EXPECT_TRUE(finish(*claimed, clock.now() + 24h));
  EXPECT_TRUE(finish(*claimed, clock.now() + 24h));
  EXPECT_EQ(table.runs("fake.task", "acme", 10).size(), 1U);
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
  const auto later = clock.now() + 7h;
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
  ASSERT_EQ(host.table.due(clock.now(), {"fake.task"}, 10).size(), 1U);
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

TEST_F(SchedulerTest, RunsWithinAPeriodAfterARunUnderAClockAYearAhead) {
  Process host(database.pool, clock, "one");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  const auto first = clock.now() + 1h;
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", first).done());
  clock.set(clock.now() + 366 * 24h);
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);

  clock.set(clock.now() - 366 * 24h);
  Process next(database.pool, clock, "two");
  next.scheduler.step();
  EXPECT_EQ(next.schedule.next("fake.task", "acme"), first) << "at its time of day";
}

TEST_F(SchedulerTest, EndsAClaimThatWasTakenUnderAClockAYearAhead) {
  Process host(database.pool, clock, "one");
  std::atomic<int> runs = 0;
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  const auto later = clock.now() + 366 * 24h;
  ASSERT_TRUE(host.table.claim("fake.task", "acme", "dead", later, later + 2min));
  host.scheduler.step();
  EXPECT_EQ(host.table.find("fake.task", "acme")->claimed_until, clock.now() + 2min);
  clock.advance(2min);
  host.scheduler.step();
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);
}

TEST_F(SchedulerTest, KeepsTheClaimOfALivingProcessWhoseClockWasAhead) {
  Process host(database.pool, clock, "one");
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  const auto later = clock.now() + 366 * 24h;
  const auto claimed = host.table.claim("fake.task", "acme", "another", later, later + 2min);
  host.scheduler.step();
  EXPECT_TRUE(host.table.renew(*claimed, clock.now() + 2min));
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
