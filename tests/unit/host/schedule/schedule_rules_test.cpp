// Rules, quiet days and pauses, from the plugin's call to the run.
#include <atomic>

#include "schedule/scheduler_process.hpp"

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::ScheduleRule;
using host_sdk::ScheduleState;
using host_sdk::Timestamp;

constexpr const char* kTask = "fake.task";
/// A Thursday.
constexpr Timestamp kThursday = std::chrono::sys_days{std::chrono::year{2026} / 3 / 26};
constexpr Timestamp kFriday = kThursday + 24h;
constexpr Timestamp kMonday = kThursday + 4 * 24h;
constexpr host_sdk::Weekdays kQuietWeekend = 0x60;

struct ScheduleRulesTest : testing::SchedulerTest {
  ScheduleRulesTest() {
    clock.set(kThursday + 12h);
    host.plugin.task.on_run = [this](const host_sdk::Company&, host_sdk::TaskMonitor&) {
      ++runs;
      return during_run ? during_run() : Result::ok();
    };
  }
  ScheduleState state() {
    ScheduleState read;
    EXPECT_TRUE(host.schedule.read(kTask, "acme", read).done());
    return read;
  }
  Timestamp due() { return state().next.value_or(Timestamp{}); }
  void step() {
    host.scheduler.step();
    host.scheduler.wait_until_idle();
  }
  void set_rule(const ScheduleRule& rule) { ASSERT_TRUE(host.schedule.set_rule(kTask, "acme", rule).done()); }
  void resume(std::optional<Timestamp> first = {}) {
    ASSERT_TRUE(host.schedule.resume(kTask, "acme", first).done());
  }

  testing::Process host{database.pool, clock, "one"};
  std::atomic<int> runs = 0;
  std::function<Result()> during_run;
};

TEST_F(ScheduleRulesTest, KeepsTheRuleThatWasSetBeforeTheScheduleStarts) {
  const ScheduleRule rule{24h, 6h, "Europe/Berlin", kQuietWeekend};
  set_rule(rule);
  EXPECT_EQ(state().rule, rule);
  EXPECT_FALSE(state().next) << "setting a rule starts nothing";
  resume();
  EXPECT_EQ(due(), kFriday + 5h);
  EXPECT_EQ(state().rule, rule);
}

TEST_F(ScheduleRulesTest, RunsDailyAtTheTimeAcrossTheChangeOfClocks) {
  set_rule({24h, 6h, "Europe/Berlin", 0});
  resume();
  // On Sunday, 2026-03-29, summer time begins.
  for (const auto expected : {kFriday + 5h, kFriday + 29h, kFriday + 52h, kMonday + 4h}) {
    EXPECT_EQ(due(), expected);
    clock.set(expected - 1s);
    step();
    const int before = runs;
    clock.set(expected);
    step();
    EXPECT_EQ(runs, before + 1);
  }
}

TEST_F(ScheduleRulesTest, DoesNotStartOverdueRunsOnAQuietDay) {
  set_rule({1h, {}, "", kQuietWeekend});
  resume();
  clock.set(kFriday + 30h);
  step();
  EXPECT_EQ(runs, 0) << "Saturday: the runs of Thursday were missed";
  EXPECT_EQ(due(), kMonday + 6h);
  clock.set(kMonday + 6h);
  step();
  EXPECT_EQ(runs, 1) << "one catch-up";
  EXPECT_EQ(due(), kMonday + 7h);
}

TEST_F(ScheduleRulesTest, KeepsQuietDatesInOrderAndPostponesTheDueTimePastThem) {
  constexpr std::chrono::local_days kDay{kFriday.time_since_epoch() / 24h * std::chrono::days{1}};
  set_rule({24h, 6h, "Europe/Berlin", 0});
  resume();
  ASSERT_EQ(due(), kFriday + 5h);
  const std::chrono::days one{1};
  ASSERT_TRUE(
      host.schedule.set_quiet_dates(kTask, "acme", {{kDay + one, kDay + 2 * one}, {kDay, kDay}}).done());
  EXPECT_EQ(due(), kMonday + 4h) << "behind the change of clocks on Sunday";
  std::vector<host_sdk::DateRange> dates;
  ASSERT_TRUE(host.schedule.quiet_dates(kTask, "acme", dates).done());
  EXPECT_EQ(dates, (std::vector<host_sdk::DateRange>{{kDay, kDay + 2 * one}}));
  clock.set(kFriday + 6h);
  step();
  EXPECT_EQ(runs, 0);
  set_rule({24h, 7h, "Europe/Berlin", 0});
  EXPECT_EQ(due(), kMonday + 5h) << "another rule keeps the dates";
  clock.set(kMonday + 5h);
  step();
  EXPECT_EQ(runs, 1);
  ASSERT_TRUE(host.schedule.quiet_dates(kTask, "globex", dates).done());
  EXPECT_TRUE(dates.empty());
  EXPECT_EQ(host.schedule.set_quiet_dates(kTask, "acme", {{kDay, kDay - one}}).code, ResultCode::refused);
  EXPECT_EQ(host.schedule.set_quiet_dates("other.task", "acme", {}).code, ResultCode::refused);
}

TEST_F(ScheduleRulesTest, RunsByHandOnAQuietDayWithoutMovingTheSchedule) {
  set_rule({24h, 6h, "", kQuietWeekend});
  resume();
  clock.set(kFriday + 7h);
  step();
  ASSERT_EQ(due(), kMonday + 6h);
  clock.set(kFriday + 30h);
  std::string why;
  const auto run = host.scheduler.run_now(*host.catalog.find_task(kTask), {"acme", "Acme Inc."}, why);
  ASSERT_TRUE(run) << why;
  host.scheduler.wait_until_idle();
  EXPECT_EQ(runs, 2);
  EXPECT_EQ(due(), kMonday + 6h);
}

TEST_F(ScheduleRulesTest, FollowsTheRuleThatChangedDuringTheRun) {
  set_rule({24h, {}, "", 0});
  resume(clock.now());
  during_run = [this] { return host.schedule.set_rule(kTask, "acme", {15min, {}, "", 0}); };
  step();
  EXPECT_EQ(due(), kThursday + 12h + 15min);
}

TEST_F(ScheduleRulesTest, BringsARunForwardWhenThePeriodGetsShorter) {
  resume(kThursday + 30h + 10min);
  set_rule({1h, {}, "", 0});
  EXPECT_EQ(due(), kThursday + 12h + 10min);
  set_rule({24h, {}, "", 0});
  EXPECT_EQ(due(), kThursday + 12h + 10min);
}

TEST_F(ScheduleRulesTest, KeepsADueTimePostponedByAQuietWeekend) {
  clock.set(kFriday + 7h);
  set_rule({24h, 6h, "Europe/Berlin", kQuietWeekend});
  resume();
  const auto before = due();
  ASSERT_EQ(before, kMonday + 4h);
  step();
  EXPECT_EQ(due(), before);
}

TEST_F(ScheduleRulesTest, CorrectsATimeThatAWrongClockStored) {
  set_rule({24h, 6h, "Europe/Berlin", 0});
  clock.set(kMonday + 24 * 90h);
  resume();
  clock.set(kThursday + 12h);
  step();
  EXPECT_EQ(due(), kFriday + 5h);
}

TEST_F(ScheduleRulesTest, RefusesARuleThatItCannotFollowAndKeepsTheFormerOne) {
  const ScheduleRule rule{6h, {}, "", 0};
  set_rule(rule);
  const Result result = host.schedule.set_rule(kTask, "acme", {24h, 6h, "Europe/Berlim", 0});
  EXPECT_EQ(result.code, ResultCode::refused);
  EXPECT_EQ(result.sentence,
            "This machine has no time zone with this name. Use a name such as Europe/Berlin.");
  EXPECT_EQ(state().rule, rule);
}

TEST_F(ScheduleRulesTest, SaysWhoPausedAndSinceWhen) {
  resume();
  EXPECT_TRUE(host.schedule.pause(kTask, "acme", "dana").done());
  EXPECT_EQ(state().paused_by, "dana");
  EXPECT_EQ(state().paused_at, kThursday + 12h);
  EXPECT_FALSE(state().next);
  clock.set(kFriday);
  step();
  EXPECT_EQ(runs, 0);
  resume();
  EXPECT_EQ(state().paused_by, "");
  EXPECT_FALSE(state().paused_at);
}

TEST_F(ScheduleRulesTest, KeepsAPauseByAPersonWhenThePluginPausesOnItsOwn) {
  resume();
  EXPECT_TRUE(host.schedule.pause(kTask, "acme", "dana").done());
  clock.set(kFriday);
  EXPECT_TRUE(host.schedule.pause(kTask, "acme").done());
  EXPECT_EQ(state().paused_by, "dana");
  EXPECT_EQ(state().paused_at, kThursday + 12h);
}

TEST_F(ScheduleRulesTest, RecordsThePersonWhoPausesDuringAPauseByThePlugin) {
  resume();
  EXPECT_TRUE(host.schedule.pause(kTask, "acme").done());
  EXPECT_EQ(state().paused_by, "");
  EXPECT_TRUE(host.schedule.pause(kTask, "acme", "dana").done());
  EXPECT_EQ(state().paused_by, "dana");
}

TEST_F(ScheduleRulesTest, KeepsTheRulesOfCompaniesApart) {
  set_rule({1h, {}, "", 0});
  ScheduleState other;
  EXPECT_TRUE(host.schedule.read(kTask, "globex", other).done());
  EXPECT_EQ(other.rule, ScheduleRule{});
}

}  // namespace
}  // namespace sample_host
