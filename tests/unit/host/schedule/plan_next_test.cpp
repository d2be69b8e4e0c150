#include "scheduler/plan_next.hpp"

#include <gtest/gtest.h>

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using host_sdk::Timestamp;

NextRun plan_next(const Result& result, Timestamp due, Timestamp started, Timestamp finished,
                  std::chrono::seconds period, int failures, const host_sdk::ScheduleRule& rule = {}) {
  return sample_host::plan_next({result, due, started, finished, failures}, rule, period);
}

constexpr Timestamp kDue = std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} + 6h;

TEST(PlanNext, KeepsTheTimeOfTheDayAfterARunOnTime) {
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 2s, kDue + 5min, 24h, 0).at, kDue + 24h);
}

TEST(PlanNext, KeepsTheTimeOfTheDayAfterAnOutageOfAnyLength) {
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 2h, kDue + 2h, 24h, 0).at, kDue + 24h);
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 240h, kDue + 240h, 24h, 0).at, kDue + 264h);
}

TEST(PlanNext, LeavesAtLeastHalfAPeriodBetweenTwoRuns) {
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 20h, kDue + 20h, 24h, 0).at, kDue + 48h);
}

TEST(PlanNext, PlansATaskThatWasNeverDueFromItsStart) {
  EXPECT_EQ(plan_next(Result::ok(), Timestamp{}, kDue, kDue + 1min, 24h, 0).at, kDue + 24h);
}

TEST(PlanNext, KeepsTheDueTimeAfterAManualRun) {
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue - 1h, kDue - 59min, 24h, 0).at, kDue);
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue - 1min, kDue - 30s, 30min, 0).at, kDue);
}

TEST(PlanNext, CountsAManualRunThatTheDueTimeOvertookAsTheDueRun) {
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue - 1min, kDue + 1min, 24h, 0).at, kDue + 24h);
}

TEST(PlanNext, RetriesAFailedManualRunNoLaterThanTheDueTime) {
  EXPECT_EQ(plan_next(Result::again("down"), kDue, kDue - 10h, kDue - 9h, 24h, 0).at, kDue - 9h + 15min);
  EXPECT_EQ(plan_next(Result::again("down"), kDue, kDue - 5min, kDue - 4min, 24h, 0).at, kDue);
}

TEST(PlanNext, RetriesAfterTheTimeThatTheTaskNames) {
  const auto next = plan_next(Result::again("busy", 90s), kDue, kDue, kDue + 1min, 24h, 3);
  EXPECT_EQ(next.at, kDue + 1min + 90s);
  EXPECT_EQ(next.failures, 4);
}

TEST(PlanNext, DoublesTheWaitFromFifteenMinutesToSixHours) {
  const auto wait = [](int failures) {
    return plan_next(Result::again("down"), kDue, kDue, kDue, 24h, failures).at - kDue;
  };
  EXPECT_EQ(wait(0), 15min);
  EXPECT_EQ(wait(1), 30min);
  EXPECT_EQ(wait(4), 4h);
  EXPECT_EQ(wait(5), 6h);
  EXPECT_EQ(wait(1000), 6h);
}

TEST(PlanNext, BringsATimeTooFarAheadWithinOnePeriod) {
  const auto within = [](Timestamp due, std::chrono::seconds period) {
    return within_reach(due, kDue, {}, period);
  };
  EXPECT_EQ(within(kDue + 24h, 24h), kDue + 24h);
  EXPECT_EQ(within(kDue + 24h + 1us, 24h), kDue + 1us);
  EXPECT_EQ(within(kDue + 48h, 24h), kDue + 24h);
  EXPECT_EQ(within(kDue + 366 * 24h + 5h, 24h), kDue + 5h);
  EXPECT_EQ(within(kDue + 99h, 0s), kDue + 99h);
  EXPECT_EQ(within(kDue - 99h, 24h), kDue - 99h);
}

/// 2026-03-01, the day of kDue, is a Sunday.
constexpr host_sdk::Weekdays kSaturdayAndSunday = 0x60;

TEST(PlanNext, RunsAtTheTimeOfTheDayAfterAnyRunThatEndsTheDueOne) {
  const host_sdk::ScheduleRule rule{24h, 6h + 30min, "", 0};
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 2s, kDue + 5min, 24h, 0, rule).at, kDue + 24h + 30min)
      << "too close to a run that was due at 06:00";
  EXPECT_EQ(plan_next(Result::ok(), kDue + 30min, kDue + 31min, kDue + 1h, 24h, 0, rule).at,
            kDue + 24h + 30min);
}

TEST(PlanNext, CatchesUpOnceAfterALongSleepAndReturnsToTheTimeOfTheDay) {
  const host_sdk::ScheduleRule rule{24h, 6h, "", 0};
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 96h + 14h, kDue + 96h + 14h, 24h, 0, rule).at, kDue + 120h);
  EXPECT_EQ(plan_next(Result::ok(), kDue, kDue + 96h + 19h, kDue + 96h + 19h, 24h, 0, rule).at, kDue + 144h)
      << "less than 6 hours before the next one";
}

TEST(PlanNext, PostponesRunsAndRetriesPastQuietDays) {
  const host_sdk::ScheduleRule rule{12h, {}, "", kSaturdayAndSunday};
  const Timestamp friday = kDue + 5 * 24h;
  EXPECT_EQ(plan_next(Result::ok(), friday, friday, friday, 12h, 0, rule).at, friday + 12h);
  EXPECT_EQ(plan_next(Result::ok(), friday + 12h, friday + 12h, friday + 12h, 12h, 0, rule).at, friday + 72h);
  EXPECT_EQ(plan_next(Result::again("down", 7h), friday, friday, friday + 12h, 12h, 0, rule).at,
            friday + 12h + 7h + 48h);
  const host_sdk::ScheduleRule daily{24h, 6h, "", kSaturdayAndSunday};
  EXPECT_EQ(plan_next(Result::ok(), friday, friday, friday, 24h, 0, daily).at, friday + 72h);
  EXPECT_EQ(plan_next(Result::again("down", 7h), friday, friday, friday + 12h, 24h, 0, daily).at,
            friday + 72h);
}

TEST(PlanNext, AllowsADueTimePastTheQuietDaysButNotLater) {
  const host_sdk::ScheduleRule rule{24h, 6h, "", kSaturdayAndSunday};
  const Timestamp friday = kDue + 5 * 24h;
  EXPECT_EQ(within_reach(friday + 72h, friday, rule, 24h), friday + 72h);
  EXPECT_EQ(within_reach(friday + 96h, friday, rule, 24h), friday + 72h);
  EXPECT_EQ(
      within_reach(friday + 366 * 24h, friday, host_sdk::ScheduleRule{1h, {}, "", kSaturdayAndSunday}, 1h),
      friday + 1h);
}

TEST(PlanNext, FollowsANewRuleWithoutDelayingWhatIsDueOrRetried) {
  const host_sdk::ScheduleRule daily{24h, 6h, "", 0};
  const Timestamp now = kDue + 4h;
  EXPECT_EQ(due_by_new_rule(now - 1h, now, daily, 24h, 0), now - 1h);
  EXPECT_EQ(due_by_new_rule(now + 9h, now, daily, 24h, 0), kDue + 24h);
  EXPECT_EQ(due_by_new_rule(now + 15min, now, daily, 24h, 1), now + 15min);
  EXPECT_EQ(due_by_new_rule(now + 9h, now, host_sdk::ScheduleRule{1h, {}, "", 0}, 1h, 0), now + 1h);
  EXPECT_EQ(due_by_new_rule(now + 9h + 20min, now, host_sdk::ScheduleRule{1h, {}, "", 0}, 1h, 0), now + 20min)
      << "stays spread";
  EXPECT_EQ(due_by_new_rule(now + 9h, now, host_sdk::ScheduleRule{24h, {}, "", 0}, 24h, 0), now + 9h);
}

TEST(PlanNext, ResetsTheFailuresAfterAnyOtherResult) {
  EXPECT_EQ(
      plan_next(Result::failed(host_sdk::ResultCode::administrator_action, "x"), kDue, kDue, kDue, 24h, 7)
          .failures,
      0);
}

}  // namespace
}  // namespace sample_host
