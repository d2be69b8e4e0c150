#include "services/work/worker_pool.hpp"

#include <gtest/gtest.h>

#include <future>
#include <latch>

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::Result;
using host_sdk::ResultCode;

TEST(WorkerPool, LeavesThreadsForOthersWhileTheWorkOfAPluginBlocks) {
  WorkerPool pool(3, 2);
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::latch blocked(2);
  const auto block = [&](host_sdk::TaskMonitor&) {
    blocked.count_down();
    released.wait();
    return Result::ok();
  };
  const auto first = pool.start("first", block);
  const auto second = pool.start("first", block);
  blocked.wait();
  const auto third = pool.start("first", [](host_sdk::TaskMonitor&) { return Result::ok(); });
  const auto other = pool.start("other", [](host_sdk::TaskMonitor&) { return Result::ok(); });
  const auto own = pool.start({}, [](host_sdk::TaskMonitor&) { return Result::ok(); });
  EXPECT_TRUE(other->wait_for_end(1min));
  EXPECT_TRUE(own->wait_for_end(1min));
  EXPECT_FALSE(third->result()) << "two of its plugin's run";
  EXPECT_EQ(pool.load().queued, 1U);
  release.set_value();
  for (const auto& run : {first, second, third}) EXPECT_TRUE(run->wait_for_end(1min));
}

TEST(WorkerPool, EndsQueuedWorkOfABusyPluginOnStop) {
  WorkerPool pool(2, 1);
  const auto running = pool.start("first", [](host_sdk::TaskMonitor& monitor) {
    static_cast<void>(monitor.wait(24h));
    return Result::failed(ResultCode::cancelled, "Stopped.");
  });
  const auto waiting = pool.start("first", [](host_sdk::TaskMonitor&) { return Result::ok(); });
  pool.stop();
  EXPECT_EQ(running->result()->code, ResultCode::cancelled);
  EXPECT_EQ(waiting->result()->code, ResultCode::cancelled);
  EXPECT_EQ(pool.start("first", [](host_sdk::TaskMonitor&) { return Result::ok(); }), nullptr);
}

}  // namespace
}  // namespace sample_host
