// Stopping a run in each of its steps.
#include <gmock/gmock.h>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::IsEmpty;

class StopButton : public ::testing::Test {
 protected:
  void expect_nothing_but_the_report(const host_sdk::SyncOutcome& outcome) {
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

/// The step during which the host cancels the task, by its words.
class Cancel : public StopButton, public ::testing::WithParamInterface<const char*> {
 public:
  static std::string name_of(const ::testing::TestParamInfo<const char*>& step) {
    constexpr const char* kNames[]{"Reading", "Planning", "Applying"};
    return kNames[step.index];
  }
};

TEST_P(Cancel, OfTheTaskEndsTheRun) {
  bench.monitor.cancel_at_activity(GetParam());
  expect_nothing_but_the_report(bench.sync());
}

TEST_P(Cancel, IsNoFailureOfTheNextRun) {
  bench.monitor.cancel_at_activity(GetParam());
  (void)bench.sync();
  host_sdk::fakes::FakeTaskMonitor next;
  const auto outcome = bench.here.engine.synchronize(bench.company, bench.dana, RunTrigger::page, next);
  EXPECT_EQ(outcome.report.added, 3);
}

INSTANTIATE_TEST_SUITE_P(InEachStep, Cancel,
                         ::testing::Values("reading the directory", "working out what changes",
                                           "applying changes"),
                         Cancel::name_of);

TEST_F(StopButton, IsHeardWhileReading) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "users") {
      EXPECT_TRUE(bench.here.engine.request_stop("acme"));
    }
  };
  expect_nothing_but_the_report(bench.sync());
}

TEST_F(StopButton, IsHeardBeforeApplying) {
  bench.store.before_apply([&] { EXPECT_TRUE(bench.here.engine.request_stop("acme")); });
  expect_nothing_but_the_report(bench.sync());
}

TEST_F(StopButton, FindsNothingToStopWithoutARun) {
  EXPECT_FALSE(bench.here.engine.request_stop("acme"));
  (void)bench.sync();
  EXPECT_FALSE(bench.here.engine.request_stop("acme"));
}

TEST_F(StopButton, EndsAWaitOfTheRun) {
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
