#include "host_sdk/deadline_monitor.hpp"

#include <gtest/gtest.h>

#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

using host_sdk::DeadlineMonitor;
using host_sdk::fakes::FakeClock;
using host_sdk::fakes::FakeTaskMonitor;
using namespace std::chrono_literals;

TEST(DeadlineMonitor, RequestsCancelOnceTheLimitHasPassed) {
  FakeClock clock;
  const DeadlineMonitor monitor(clock, 5s);
  EXPECT_FALSE(monitor.cancel_requested());
  clock.advance(4999ms);
  EXPECT_FALSE(monitor.expired());
  clock.advance(1ms);
  EXPECT_TRUE(monitor.expired());
  EXPECT_TRUE(monitor.cancel_requested());
}

TEST(DeadlineMonitor, IgnoresJumpsOfTheWallClock) {
  FakeClock clock;
  const DeadlineMonitor monitor(clock, 5s);
  clock.set(clock.now() + std::chrono::hours{1});
  EXPECT_FALSE(monitor.cancel_requested());
}

TEST(DeadlineMonitor, PassesOnCancelAndReportsOfTheOuterMonitor) {
  FakeClock clock;
  FakeTaskMonitor outer(&clock);
  DeadlineMonitor monitor(clock, 5s, outer);
  monitor.report({1, 2, "reading", 3, {}, "users", {}});
  ASSERT_EQ(outer.reports().size(), 1U);
  EXPECT_EQ(outer.reports().front().activity, "reading");
  outer.request_cancel();
  EXPECT_TRUE(monitor.cancel_requested());
  EXPECT_FALSE(monitor.wait(1s));
  EXPECT_FALSE(monitor.expired());
}

TEST(DeadlineMonitor, WaitsThroughTheOuterMonitorButNotBeyondTheDeadline) {
  FakeClock clock;
  FakeTaskMonitor outer(&clock);
  DeadlineMonitor monitor(clock, 5s, outer);
  EXPECT_TRUE(monitor.wait(2s));
  EXPECT_FALSE(monitor.wait(10s));
  EXPECT_TRUE(monitor.expired());
  EXPECT_FALSE(monitor.wait(1s));
  EXPECT_EQ(outer.waits(), (std::vector<std::chrono::milliseconds>{2s, 3s}));
}

TEST(DeadlineMonitor, DropsReportsAndWaitsWithoutAnOuterMonitor) {
  FakeClock clock;
  DeadlineMonitor monitor(clock, 2ms);
  monitor.report({1, 2, "reading", 3, {}, "users", {}});
  EXPECT_TRUE(monitor.wait(1ms));
  EXPECT_FALSE(monitor.wait(1h));
  clock.advance(2ms);
  EXPECT_FALSE(monitor.wait(1ms));
}
