#include "plugins/pages/page_calls.hpp"

#include <gmock/gmock.h>

#include <future>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "services/log.hpp"

namespace sample_host {
namespace {

using host_sdk::Result;
using ::testing::HasSubstr;

constexpr std::size_t kMostOfOne = PluginSlots::most_of_one(PageCalls::kSharedSlots);

/// Hooks that block until the test ends.
struct PageCallsTest : ::testing::Test {
  ~PageCallsTest() override {
    release.set_value();
    for (auto& thread : callers) thread.join();
  }

  /// Starts `count` calls, and waits until all of them run.
  void block(const std::string& plugin, const char* hook, std::size_t count) {
    std::vector<std::future<void>> started;
    for (std::size_t i = 0; i < count; ++i) {
      auto start = std::make_shared<std::promise<void>>();
      started.push_back(start->get_future());
      callers.emplace_back([this, plugin, hook, start] {
        (void)calls.call(plugin, patient(hook), "acme", [start, released = released] {
          start->set_value();
          released.wait();
          return Result::ok();
        });
      });
    }
    for (auto& one : started) ASSERT_EQ(one.wait_for(std::chrono::seconds{20}), std::future_status::ready);
  }
  /// Starts calls until one is refused. Returns how many run.
  std::size_t block_until_refused(const std::string& plugin, const char* hook) {
    for (std::size_t count = 0;; ++count) {
      // True when the call runs.
      auto start = std::make_shared<std::promise<bool>>();
      auto started = start->get_future();
      callers.emplace_back([this, plugin, hook, start] {
        const auto answer = calls.call(plugin, patient(hook), "acme", [start, released = released] {
          start->set_value(true);
          released.wait();
          return Result::ok();
        });
        if (!answer) start->set_value(false);
      });
      if (!started.get()) return count;
    }
  }
  static CallLimit patient(const char* hook) {
    return {hook, std::chrono::seconds{60}, std::chrono::seconds{60}, 100, 100};
  }
  bool answers(const std::string& plugin, const char* hook) {
    return calls.call(plugin, patient(hook), "acme", [] { return Result::ok(); }).has_value();
  }

  std::mutex mutex;
  std::string logged;
  Log log{host_sdk::LogLevel::warning, [this](std::string_view line) {
            const std::lock_guard lock(mutex);
            logged += line;
          }};
  CallGuard guard{log};
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  PageCalls calls{guard, log};
  std::vector<std::thread> callers;
};

TEST_F(PageCallsTest, LimitsTheCallsOfAPluginOverAllHooks) {
  block("first", "options", kMostOfOne / 2);
  block("first", "callback", kMostOfOne - kMostOfOne / 2 - 1);
  EXPECT_TRUE(answers("first", "page"));
  block("first", "act", 1);
  EXPECT_FALSE(answers("first", "page"));
  EXPECT_THAT(logged, HasSubstr("page_busy plugin=first hook=page calls=0"));
  EXPECT_TRUE(answers("second", "page"));
}

TEST_F(PageCallsTest, AnswersForAPluginWhileTwoOthersBlockEveryCallThatTheyGet) {
  EXPECT_GE(block_until_refused("first", "options"), 10U);
  EXPECT_GE(block_until_refused("second", "options"), 10U);
  EXPECT_TRUE(answers("third", "page"));
  block("third", "options", 5);
  EXPECT_TRUE(answers("third", "page"));
}

TEST_F(PageCallsTest, AnswersForAPluginHoweverManyOthersBlockEveryCallThatTheyGet) {
  std::size_t running = 0;
  constexpr std::size_t kPlugins = 9;
  for (std::size_t i = 0; i < kPlugins; ++i)
    running += block_until_refused("plugin-" + std::to_string(i), "options");
  EXPECT_LE(running, PageCalls::most_at_once(kPlugins));
  EXPECT_TRUE(answers("last", "page"));
}

TEST_F(PageCallsTest, CancelsCallsWithAMonitorOnStop) {
  std::promise<void> started;
  std::thread caller([&] {
    // Whether the caller still gets the answer does not matter.
    static_cast<void>(
        calls.call("first", patient("sync"), "acme", [&started](host_sdk::TaskMonitor& monitor) {
          started.set_value();
          static_cast<void>(monitor.wait(std::chrono::hours{24}));
          return Result::ok();
        }));
  });
  started.get_future().wait();
  calls.stop();
  caller.join();
  EXPECT_THAT(calls.wait_until_idle(std::chrono::seconds{20}), ::testing::IsEmpty());
}

TEST_F(PageCallsTest, DoesNotLogAHookWithoutATimeLimitAsSlowOrFailed) {
  CallLimit limit = patient("sync");
  limit.slow = limit.give_up = std::chrono::milliseconds{10};
  limit.is_timed = false;
  EXPECT_FALSE(calls.call("first", limit, "acme", [released = released] {
    released.wait();
    return Result::ok();
  }));
  EXPECT_EQ(logged, "");
}

}  // namespace
}  // namespace sample_host
