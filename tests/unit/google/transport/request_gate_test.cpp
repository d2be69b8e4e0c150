#include "google/transport/request_gate.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"

namespace gup::google {
namespace {

using boost::asio::awaitable;
using std::chrono::milliseconds;

class RequestGateTest : public ::testing::Test {
 protected:
  host_sdk::fakes::FakeClock clock_;
  host_sdk::fakes::FakeTaskMonitor monitor_{&clock_};
  EventLoop loop_{clock_};
  RequestGate gate_{loop_, std::make_shared<Pacer>(60)};
  std::string log_;
};

awaitable<void> pass(RequestGate& gate, Priority priority, std::string& log, char sign, int times) {
  for (int time = 0; time < times; ++time) {
    co_await gate.pass(priority);
    log += sign;
  }
}

awaitable<void> a_list_beside_three_others(EventLoop& loop, RequestGate& gate, std::string& log) {
  for (const char sign : {'x', 'y', 'z'}) loop.spawn(pass(gate, Priority::normal, log, sign, 3));
  loop.spawn(pass(gate, Priority::high, log, 'L', 4));
  co_return;
}

TEST_F(RequestGateTest, PassesHighPriorityFirst) {
  loop_.run(a_list_beside_three_others(loop_, gate_, log_), monitor_);
  ASSERT_EQ(log_.size(), 13U);
  // Another request is always admitted already when the list requests its next page.
  EXPECT_EQ(log_.rfind('L') - log_.find('L'), 6U) << log_;
}

awaitable<void> throw_after(EventLoop& loop, milliseconds duration) {
  co_await loop.wait_for(duration);
  throw std::range_error("first");
}

awaitable<void> many_and_a_failure(EventLoop& loop, RequestGate& gate, std::string& log) {
  for (int count = 0; count < 20; ++count) loop.spawn(pass(gate, Priority::normal, log, 'x', 5));
  loop.spawn(throw_after(loop, milliseconds{3000}));
  co_return;
}

TEST_F(RequestGateTest, IsOpenAgainAfterAFailure) {
  EXPECT_THROW(loop_.run(many_and_a_failure(loop_, gate_, log_), monitor_), std::range_error);
  EXPECT_LT(log_.size(), 20U);
  log_.clear();
  loop_.run(pass(gate_, Priority::normal, log_, 'y', 3), monitor_);
  EXPECT_EQ(log_, "yyy");
}

}  // namespace
}  // namespace gup::google
