// The thread of a heartbeat.
#include "sync/run/heartbeat.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace gup {
namespace {

TEST(ThreadHeartbeat, CallsTheFunctionRepeatedlyUntilDestroyed) {
  std::mutex mutex;
  std::condition_variable called;
  int calls = 0;
  auto heartbeat = ThreadHeartbeat(std::chrono::milliseconds{1}).start([&] {
    const std::lock_guard lock(mutex);
    ++calls;
    called.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    called.wait(lock, [&] { return calls >= 3; });
  }
  heartbeat.reset();
  // Read without the lock: ThreadSanitizer reports a race if the thread still runs.
  EXPECT_GE(calls, 3);
}

TEST(ThreadHeartbeat, EndsImmediatelyDuringALongInterval) {
  bool called = false;
  ThreadHeartbeat(std::chrono::hours{24}).start([&] { called = true; }).reset();
  EXPECT_FALSE(called);
}

}  // namespace
}  // namespace gup
