#include "google/transport/event_loop.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "failure.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

namespace gup::google {
namespace {

using boost::asio::awaitable;
using std::chrono::milliseconds;
using std::chrono::seconds;

class EventLoopTest : public ::testing::Test {
 protected:
  host_sdk::fakes::FakeClock clock_;
  host_sdk::fakes::FakeTaskMonitor monitor_{&clock_};
  EventLoop loop_{clock_};
  std::string log_;
};

awaitable<void> wait_and_log(EventLoop& loop, milliseconds duration, std::string& log, char sign) {
  co_await loop.wait_for(duration);
  log += sign;
}

awaitable<void> spawn_three(EventLoop& loop, std::string& log) {
  loop.spawn(wait_and_log(loop, seconds{3}, log, 'c'));
  loop.spawn(wait_and_log(loop, seconds{1}, log, 'a'));
  loop.spawn(wait_and_log(loop, seconds{2}, log, 'b'));
  co_return;
}

TEST_F(EventLoopTest, WaitsOnlyThroughTheMonitor) {
  loop_.run(spawn_three(loop_, log_), monitor_);
  EXPECT_EQ(log_, "abc");
  EXPECT_EQ(monitor_.waits(), (std::vector<milliseconds>{seconds{1}, seconds{1}, seconds{1}}));
}

TEST_F(EventLoopTest, TrustsAMonitorThatReportsAnElapsedWait) {
  host_sdk::fakes::FakeTaskMonitor without_clock;
  loop_.run(wait_and_log(loop_, seconds{5}, log_, 'x'), without_clock);
  EXPECT_EQ(log_, "x");
}

awaitable<void> fail_after(EventLoop& loop, milliseconds duration) {
  co_await loop.wait_for(duration);
  throw std::range_error("first");
}

awaitable<void> spawn_one_that_fails(EventLoop& loop, std::string& log) {
  loop.spawn(wait_and_log(loop, seconds{9}, log, 'x'));
  loop.spawn(fail_after(loop, seconds{1}));
  co_return;
}

TEST_F(EventLoopTest, UnwindsAllCoroutinesWhenOneFails) {
  EXPECT_THROW(loop_.run(spawn_one_that_fails(loop_, log_), monitor_), std::range_error);
  EXPECT_EQ(log_, "");
  EXPECT_EQ(monitor_.waits().size(), 1U);
}

TEST_F(EventLoopTest, ThrowsCancelledWhenAWaitIsInterrupted) {
  monitor_.cancel_at_check(2);
  EXPECT_THROW(loop_.run(wait_and_log(loop_, seconds{9}, log_, 'x'), monitor_), Cancelled);
  EXPECT_EQ(log_, "");
}

TEST_F(EventLoopTest, CanRunAgainAfterAFailure) {
  EXPECT_THROW(loop_.run(fail_after(loop_, seconds{1}), monitor_), std::range_error);
  loop_.run(wait_and_log(loop_, seconds{1}, log_, 'x'), monitor_);
  EXPECT_EQ(log_, "x");
}

awaitable<void> wait_for_ever(EventLoop& loop) {
  EventLoop::Event event(loop);
  co_await event.wait();
}

TEST_F(EventLoopTest, ThrowsWhenNoEventCanWakeIt) {
  EXPECT_THROW(loop_.run(wait_for_ever(loop_), monitor_), std::logic_error);
}

awaitable<void> wait_for_event(EventLoop::Event& event, std::string& log, char sign) {
  co_await event.wait();
  log += sign;
}

awaitable<void> set_one_event_for_two(EventLoop& loop, EventLoop::Event& event, std::string& log) {
  loop.spawn(wait_for_event(event, log, 'x'));
  loop.spawn(wait_for_event(event, log, 'x'));
  co_await loop.wait_for(seconds{1});
  event.set();
}

TEST_F(EventLoopTest, WakesAllWaitersOfAnEvent) {
  EventLoop::Event event(loop_);
  loop_.run(set_one_event_for_two(loop_, event, log_), monitor_);
  EXPECT_EQ(log_, "xx");
  loop_.run(wait_for_event(event, log_, 'y'), monitor_);
  EXPECT_EQ(log_, "xxy") << "an event that is set stays set";
}

}  // namespace
}  // namespace gup::google
