#include "scheduler/plan_next.hpp"

#include <gtest/gtest.h>

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using host_sdk::Timestamp;

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
  EXPECT_EQ(within_a_period(kDue + 24h, kDue, 24h), kDue + 24h);
  EXPECT_EQ(within_a_period(kDue + 24h + 1us, kDue, 24h), kDue + 1us);
  EXPECT_EQ(within_a_period(kDue + 48h, kDue, 24h), kDue + 24h);
  EXPECT_EQ(within_a_period(kDue + 366 * 24h + 5h, kDue, 24h), kDue + 5h);
  EXPECT_EQ(within_a_period(kDue + 99h, kDue, 0s), kDue + 99h);
  EXPECT_EQ(within_a_period(kDue - 99h, kDue, 24h), kDue - 99h);
}

TEST(PlanNext, ResetsTheFailuresAfterAnyOtherResult) {
  EXPECT_EQ(
      plan_next(Result::failed(host_sdk::ResultCode::administrator_action, "x"), kDue, kDue, kDue, 24h, 7)
          .failures,
      0);
}

}  // namespace
}  // namespace sample_host
