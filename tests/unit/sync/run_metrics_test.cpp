// What runs add to the metrics.
#include "sync/outcome/run_metrics.hpp"

#include <gmock/gmock.h>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(RunMetrics, CountARunItsUsersAndItsDuration) {
  SyncBench bench;
  (void)bench.sync();
  const auto& metrics = bench.host.metrics();
  EXPECT_EQ(metrics.value("runs_total", {"sync", "ok"}), 1);
  EXPECT_EQ(metrics.value("users_total", {"added"}), 3);
  EXPECT_EQ(metrics.value("users_total", {"unchanged"}), 0);
  EXPECT_THAT(metrics.observed("run_duration_seconds", {"sync"}), SizeIs(1));
  (void)bench.sync();
  EXPECT_EQ(metrics.value("runs_total", {"sync", "ok"}), 2);
  EXPECT_EQ(metrics.value("users_total", {"added"}), 3);
  EXPECT_EQ(metrics.value("users_total", {"unchanged"}), 3);
  EXPECT_THAT(metrics.ignored(), IsEmpty());
}

TEST(RunMetrics, MeasureARunUntilItsPlanIsWritten) {
  SyncBench bench;
  bench.store.before_apply([&] { bench.host.clock().advance(std::chrono::minutes{2}); });
  (void)bench.sync();
  EXPECT_THAT(bench.host.metrics().observed("run_duration_seconds", {"sync"}), ElementsAre(120));
}

TEST(RunMetrics, CountAFailureByItsResultAndNoUsers) {
  SyncBench bench;
  bench.google.before = [](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "users") throw Failure(host_sdk::ResultCode::try_again, "Google is away.");
  };
  (void)bench.sync();
  EXPECT_EQ(bench.host.metrics().value("runs_total", {"sync", "try_again"}), 1);
  EXPECT_EQ(bench.host.metrics().value("runs_total", {"sync", "ok"}), 0);
  EXPECT_EQ(bench.host.metrics().value("users_total", {"added"}), 0);
}

TEST(RunMetrics, CountHeldRemovalsAsAReview) {
  SyncBench bench;
  bench.set_people(40);
  ASSERT_TRUE(bench.sync().result.done());
  bench.remove_people(30);
  (void)bench.sync();
  EXPECT_EQ(bench.host.metrics().value("runs_total", {"sync", "review_needed"}), 1);
  EXPECT_EQ(bench.host.metrics().value("users_total", {"held"}), 30);
}

TEST(RunMetrics, DoNotCountRunsThatDidNotStart) {
  SyncBench bench;
  bench.disconnect();
  try {
    (void)bench.sync();
  } catch (const Failure&) {
    SUCCEED() << "a run that cannot start";
  }
  for (const char* result : {"ok", "refused", "administrator_action", "access_lost"})
    EXPECT_EQ(bench.host.metrics().value("runs_total", {"sync", result}), 0) << result;
}

TEST(RunMetrics, CountOtherKindsApart) {
  SyncBench bench;
  (void)bench.sync();
  ASSERT_TRUE(bench.unlink().done());
  EXPECT_EQ(bench.host.metrics().value("runs_total", {"unlink", "ok"}), 1);
  EXPECT_EQ(bench.host.metrics().value("users_total", {"removed"}), 0) << "of syncs alone";
}

}  // namespace
}  // namespace gup::testing
