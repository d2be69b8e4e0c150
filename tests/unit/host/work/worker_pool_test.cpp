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
  WorkerPool pool(2, 2);
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

TEST(WorkerPool, RunsTheWorkOfAPluginWhileTwoOthersHangOnEveryThreadThatTheyGet) {
  WorkerPool pool(20, 3);
  std::promise<void> release;
  const auto released = release.get_future().share();
  std::vector<std::shared_ptr<sample_host::Run>> hanging;
  for (const char* plugin : {"first", "second"})
    for (int i = 0; i < 30; ++i)
      hanging.push_back(pool.start(plugin, [released](host_sdk::TaskMonitor&) {
        released.wait();
        return Result::ok();
      }));
  // They run at once: each waits for the other.
  std::latch together(2);
  std::vector<std::shared_ptr<sample_host::Run>> runs;
  for (int i = 0; i < 2; ++i)
    runs.push_back(pool.start("third", [&together](host_sdk::TaskMonitor&) {
      together.arrive_and_wait();
      return Result::ok();
    }));
  for (const auto& run : runs) EXPECT_TRUE(run->wait_for_end(1min));
  EXPECT_EQ(pool.load().busy, 11U + 6U);
  release.set_value();
  for (const auto& run : hanging) EXPECT_TRUE(run->wait_for_end(1min));
}

TEST(WorkerPool, StartsAllWorkThatAFreeThreadAllows) {
  WorkerPool pool(3, 2);
  std::promise<void> release_one;
  std::promise<void> release_all;
  const auto released = release_all.get_future().share();
  std::latch blocked(4);
  const auto block = [&](host_sdk::TaskMonitor&) {
    blocked.count_down();
    released.wait();
    return Result::ok();
  };
  std::vector<std::shared_ptr<sample_host::Run>> runs;
  const auto one = pool.start("first", [&](host_sdk::TaskMonitor&) {
    blocked.count_down();
    release_one.get_future().wait();
    return Result::ok();
  });
  for (const char* plugin : {"first", "second", "second"}) runs.push_back(pool.start(plugin, block));
  blocked.wait();
  // The end of one lets both start.
  std::latch together(2);
  const auto wait_for_other = [&](host_sdk::TaskMonitor&) {
    together.count_down();
    released.wait();
    return Result::ok();
  };
  for (const char* plugin : {"second", "first"}) runs.push_back(pool.start(plugin, wait_for_other));
  // The two idle threads look at the queue, and wait.
  std::latch looked(2);
  std::vector<std::shared_ptr<sample_host::Run>> idle;
  for (int i = 0; i < 2; ++i)
    idle.push_back(pool.start({}, [&looked](host_sdk::TaskMonitor&) {
      looked.arrive_and_wait();
      return Result::ok();
    }));
  for (const auto& run : idle) EXPECT_TRUE(run->wait_for_end(1min));
  EXPECT_EQ(pool.load().queued, 2U);
  release_one.set_value();
  together.wait();
  release_all.set_value();
  for (const auto& run : runs) EXPECT_TRUE(run->wait_for_end(1min));
  EXPECT_TRUE(one->wait_for_end(1min));
}

TEST(WorkerPool, EndsQueuedWorkOfABusyPluginOnStop) {
  WorkerPool pool(0);
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
