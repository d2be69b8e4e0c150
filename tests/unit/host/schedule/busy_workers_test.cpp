// Due tasks while the work of others keeps every worker of a process.
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <latch>

#include "schedule/scheduler_process.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using testing::Process;
using testing::SchedulerTest;

std::vector<host_sdk::Company> numbered_companies(int count) {
  std::vector<host_sdk::Company> companies;
  for (int i = 0; i < count; ++i) companies.push_back({"company-" + std::to_string(i), "Company"});
  return companies;
}

/// A run that hangs until it is cancelled.
Result hang(const host_sdk::Company&, host_sdk::TaskMonitor& monitor) {
  static_cast<void>(monitor.wait(24h));
  return Result::failed(host_sdk::ResultCode::cancelled, "Stopped.");
}

/// A second plugin, which says that its task ran.
struct OtherPlugin {
  OtherPlugin() {
    plugin.page.slug = "other-page";
    plugin.task.id = "other.task";
    plugin.task.on_run = [this](const host_sdk::Company&, host_sdk::TaskMonitor&) {
      ran.count_down();
      return Result::ok();
    };
  }
  testing::FakePlugin plugin;
  std::latch ran{1};
};

/// A process that counts its runs, with every worker busy until `release`.
struct BusyProcess : Process {
  BusyProcess(HostDatabase& pool, host_sdk::fakes::FakeClock& shared_clock)
      : Process(pool, shared_clock, "busy") {
    plugin.task.on_run = [this](const host_sdk::Company&, host_sdk::TaskMonitor&) {
      ++runs;
      return Result::ok();
    };
    const std::size_t threads = workers.load().threads;
    std::latch started(static_cast<std::ptrdiff_t>(threads));
    for (std::size_t i = 0; i < threads; ++i)
      EXPECT_TRUE(workers.start({}, [&started, released = released](host_sdk::TaskMonitor&) {
        started.count_down();
        released.wait();
        return Result::ok();
      }));
    started.wait();
  }
  void step_for(std::chrono::seconds duration) {
    for (std::chrono::seconds passed{0}; passed < duration; passed += 30s) {
      clock.advance(30s);
      scheduler.step();
    }
  }

  std::atomic<int> runs = 0;
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
};

TEST_F(SchedulerTest, PassesARunToAnotherProcessAfterTwoMinutesWithoutAWorker) {
  BusyProcess busy(database.pool, clock);
  Process other(database.pool, clock, "other");
  std::atomic<int> runs = 0;
  other.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ++runs;
    return Result::ok();
  };
  const auto due = clock.now();
  ASSERT_TRUE(busy.schedule.resume("fake.task", "acme", due).done());
  busy.scheduler.step();
  EXPECT_TRUE(busy.scheduler.running("fake.task", "acme"));
  other.scheduler.step();
  other.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 0) << "the busy process has claimed it";

  busy.step_for(2min);
  other.scheduler.step();
  other.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 1);

  busy.release.set_value();
  busy.scheduler.wait_until_idle();
  EXPECT_EQ(busy.runs, 0);
  EXPECT_EQ(busy.table.runs("fake.task", "acme", 10).size(), 1U);
  EXPECT_EQ(busy.schedule.next("fake.task", "acme"), due + 24h);
}

TEST_F(SchedulerTest, RunsATaskThatWaitedForAWorkerUnlessAnotherProcessDid) {
  BusyProcess busy(database.pool, clock);
  const auto due = clock.now();
  ASSERT_TRUE(busy.schedule.resume("fake.task", "acme", due).done());
  busy.scheduler.step();
  busy.step_for(10min);
  busy.release.set_value();
  busy.scheduler.wait_until_idle();
  EXPECT_EQ(busy.runs, 1);
  EXPECT_EQ(busy.schedule.next("fake.task", "acme"), due + 24h);
}

TEST_F(SchedulerTest, LeavesSlotsForOtherPluginsWhileTheTasksOfOneHang) {
  OtherPlugin other;
  const auto companies = numbered_companies(12);
  Process host(database.pool, clock, "one", companies);
  host.plugin.task.on_run = hang;
  testing::add_to(host.catalog, other.plugin, "other");
  PluginSchedule schedule(
      host.table, host.catalog, clock, host.log, [] {}, "other", 30min);
  for (const auto& company : companies)
    ASSERT_TRUE(host.schedule.resume("fake.task", company.id, clock.now()).done());
  clock.advance(1min);
  ASSERT_TRUE(schedule.resume("other.task", companies.back().id, clock.now()).done());
  host.scheduler.step();
  // It runs, or has ended.
  ASSERT_TRUE(host.scheduler.running("other.task", companies.back().id) || other.ran.try_wait());
  other.ran.wait();
  int hanging = 0;
  for (const auto& company : companies) hanging += host.scheduler.running("fake.task", company.id) ? 1 : 0;
  EXPECT_EQ(hanging, 8);
}

TEST_F(SchedulerTest, RunsATaskOfAPluginWhileThoseOfTwoOthersHang) {
  const auto companies = numbered_companies(12);
  testing::FakePlugin second;
  OtherPlugin third;
  Process host(database.pool, clock, "one", companies);
  host.plugin.task.on_run = hang;
  second.task.on_run = hang;
  const auto schedule = [&](testing::FakePlugin& plugin, const std::string& id, std::size_t count) {
    plugin.page.slug = id + "-page";
    plugin.task.id = id + ".task";
    testing::add_to(host.catalog, plugin, id);
    PluginSchedule of_plugin(
        host.table, host.catalog, clock, host.log, [] {}, id, 30min);
    for (std::size_t i = 0; i < count; ++i)
      ASSERT_TRUE(of_plugin.resume(plugin.task.id, companies[i].id, clock.now()).done());
  };
  for (const auto& company : companies)
    ASSERT_TRUE(host.schedule.resume("fake.task", company.id, clock.now()).done());
  clock.advance(1min);
  schedule(second, "second", companies.size());
  clock.advance(1min);
  schedule(third.plugin, "third", 1);
  host.scheduler.step();
  // It runs, or has ended.
  ASSERT_TRUE(host.scheduler.running("third.task", "company-0") || third.ran.try_wait());
  third.ran.wait();
}

TEST_F(SchedulerTest, RunsATaskOfAPluginWhileThatOfAnotherHangsAndIsDueForAThousandCompanies) {
  const auto companies = numbered_companies(1020);
  OtherPlugin other;
  Process host(database.pool, clock, "one", companies);
  host.plugin.task.on_run = hang;
  testing::add_to(host.catalog, other.plugin, "other");
  const auto due = [now = clock.now()](const ScheduleRow&) { return NextDue{now, 24h}; };
  for (const auto& company : companies) host.table.resume("fake.task", company.id, due);
  clock.advance(1min);
  const auto later = [now = clock.now()](const ScheduleRow&) { return NextDue{now, 24h}; };
  host.table.resume("other.task", "company-0", later);
  host.scheduler.step();
  // It runs, or has ended.
  ASSERT_TRUE(host.scheduler.running("other.task", "company-0") || other.ran.try_wait());
  other.ran.wait();
}

TEST_F(SchedulerTest, RunsATaskAlthoughItIsDueForAThousandCompaniesThatAreMissingFromTheConfiguration) {
  Process host(database.pool, clock, "one");
  std::latch ran(1);
  host.plugin.task.on_run = [&](const host_sdk::Company&, host_sdk::TaskMonitor&) {
    ran.count_down();
    return Result::ok();
  };
  const auto due = [now = clock.now()](const ScheduleRow&) { return NextDue{now, 24h}; };
  for (const auto& company : numbered_companies(1020)) host.table.resume("fake.task", company.id, due);
  clock.advance(1min);
  ASSERT_TRUE(host.schedule.resume("fake.task", "acme", clock.now()).done());
  host.scheduler.step();
  ASSERT_TRUE(host.scheduler.running("fake.task", "acme") || ran.try_wait());
  ran.wait();
}

}  // namespace
}  // namespace sample_host
