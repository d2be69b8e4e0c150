// The real pulse: a thread that beats until it is joined.
#include "sync/run/heartbeat.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

namespace gup {
namespace {

TEST(ThreadHeartbeat, BeatsAgainAndAgainUntilItIsDestroyed) {
  std::mutex mutex;
  std::condition_variable beaten;
  int beats = 0;
  auto beating = ThreadHeartbeat(std::chrono::milliseconds{1}).start([&] {
    const std::lock_guard lock(mutex);
    ++beats;
    beaten.notify_all();
  });
  {
    std::unique_lock lock(mutex);
    beaten.wait(lock, [&] { return beats >= 3; });
  }
  beating.reset();
  // The thread is joined, so nothing changes this any more; the sanitizers would tell.
  EXPECT_GE(beats, 3);
}

TEST(ThreadHeartbeat, EndsAtOnceHoweverLongItsInterval) {
  bool beaten = false;
  ThreadHeartbeat(std::chrono::hours{24}).start([&] { beaten = true; }).reset();
  EXPECT_FALSE(beaten);
}

}  // namespace
}  // namespace gup
