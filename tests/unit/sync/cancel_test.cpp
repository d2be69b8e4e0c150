// Cancelling a run in each of its steps.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::IsEmpty;

class CancelledRun : public ::testing::Test {
 protected:
  void expect_only_a_report(const host_sdk::SyncOutcome& outcome) {
    EXPECT_EQ(outcome.result.code, ResultCode::cancelled);
    EXPECT_EQ(outcome.result.sentence, "The sync was stopped before anything was changed.");
    EXPECT_THAT(bench.emails(), IsEmpty());
    EXPECT_EQ(bench.store.row_writes(), 0);
    const gup::Run run = bench.last_run();
    EXPECT_EQ(run.state, RunState::cancelled);
    EXPECT_EQ(run.report.added, 0);
    EXPECT_EQ(run.managed_after, 0);
    EXPECT_TRUE(run.finished_at);
    EXPECT_TRUE(bench.lease_is_free());
    EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
    EXPECT_EQ(bench.due_in(), std::chrono::hours{24});
    EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
  }
  SyncBench bench;
};

/// Parameter: the activity during which the host cancels the task.
class CancelledStep : public CancelledRun, public ::testing::WithParamInterface<const char*> {
 public:
  static std::string name_of(const ::testing::TestParamInfo<const char*>& step) {
    constexpr const char* kNames[]{"Reading", "Planning", "Applying"};
    return kNames[step.index];
  }
};

TEST_P(CancelledStep, EndsTheRunWithoutChanges) {
  bench.monitor.cancel_at_activity(GetParam());
  expect_only_a_report(bench.sync());
}

TEST_P(CancelledStep, LeavesTheNextRunUnaffected) {
  bench.monitor.cancel_at_activity(GetParam());
  (void)bench.sync();
  host_sdk::fakes::FakeTaskMonitor next;
  const auto outcome = bench.here.engine.synchronize(bench.company, {bench.dana, RunTrigger::page}, next);
  EXPECT_EQ(outcome.report.added, 3);
}

INSTANTIATE_TEST_SUITE_P(EachStep, CancelledStep,
                         ::testing::Values("reading the directory", "working out what changes",
                                           "applying changes"),
                         CancelledStep::name_of);

TEST_F(CancelledRun, StopsWhileReading) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "users") {
      EXPECT_TRUE(bench.here.engine.request_stop("acme"));
    }
  };
  expect_only_a_report(bench.sync());
}

TEST_F(CancelledRun, StopsBeforeApplying) {
  bench.store.before_apply([&] { EXPECT_TRUE(bench.here.engine.request_stop("acme")); });
  expect_only_a_report(bench.sync());
}

TEST_F(CancelledRun, NeedsAnActiveRun) {
  EXPECT_FALSE(bench.here.engine.request_stop("acme"));
  (void)bench.sync();
  EXPECT_FALSE(bench.here.engine.request_stop("acme"));
}

TEST_F(CancelledRun, EndsAWaitOfTheRun) {
  bool waited_to_the_end = true;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor& monitor) {
    if (call != "users") return;
    EXPECT_TRUE(monitor.wait(std::chrono::seconds{2}));
    bench.here.engine.request_stop("acme");
    waited_to_the_end = monitor.wait(std::chrono::hours{1});
  };
  EXPECT_EQ(bench.sync().result.code, ResultCode::cancelled);
  EXPECT_FALSE(waited_to_the_end);
}

}  // namespace
}  // namespace gup::testing
