// The task that checks whether lost access was restored.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "hooks/runs/access_check_task.hpp"
#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "sync/names.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::HasSubstr;

Failure lost(const std::string& sentence, AccessLoss loss) {
  Failure failure(ResultCode::access_lost, sentence);
  failure.set_loss(loss);
  return failure;
}

class AccessCheck : public ::testing::Test {
 protected:
  AccessCheck() {
    bench.connect(ConnectionState::reconnect_needed);
    bench.set_up();
    auto connection = *bench.store.load_connection("acme");
    connection.problem = ConnectionProblem::access_paused;
    connection.problem_text = "The role is missing.";
    EXPECT_TRUE(bench.store.save_connection(connection, connection.revision));
    EXPECT_TRUE(bench.host.schedule().pause(kDailySyncTask, "acme").done());
    EXPECT_TRUE(bench.host.schedule().resume(kAccessCheckTask, "acme", bench.host.clock().now()).done());
  }
  host_sdk::Result check() {
    host_sdk::fakes::FakeTaskMonitor monitor;
    return task.run(bench.company, monitor);
  }
  bool is_checked() { return bench.host.schedule().next(kAccessCheckTask, "acme").has_value(); }
  Connection connection() { return *bench.store.load_connection("acme"); }

  Bench bench;
  AccessCheckTask task{bench.context};
};

TEST_F(AccessCheck, ResumesTheDailySyncAtOnceWhenTheAccessIsBack) {
  EXPECT_TRUE(check().done());
  EXPECT_EQ(connection().state, ConnectionState::connected);
  EXPECT_EQ(connection().problem, ConnectionProblem::none);
  EXPECT_EQ(bench.host.schedule().next(kDailySyncTask, "acme"), bench.host.clock().now());
  EXPECT_FALSE(is_checked());
  EXPECT_EQ(bench.host.notices().notice("acme", kRecoveredNotice)->title, "Access to Google is back");
  EXPECT_TRUE(bench.audited("access_restored"));
}

TEST_F(AccessCheck, IsRepeatedWithoutANewNoticeWhileTheCauseIsTheSame) {
  bench.google.probe_failure = lost("The role is missing.", AccessLoss::may_return);
  EXPECT_EQ(check().code, ResultCode::try_again);
  EXPECT_EQ(connection().state, ConnectionState::reconnect_needed);
  EXPECT_TRUE(is_checked());
  EXPECT_EQ(bench.host.notices().shown("acme", kAccessNotice), 0U);
}

TEST_F(AccessCheck, ReportsAnotherCause) {
  bench.google.probe_failure = lost("The account is suspended.", AccessLoss::may_return);
  EXPECT_EQ(check().code, ResultCode::try_again);
  EXPECT_EQ(connection().problem_text, "The account is suspended.");
  EXPECT_THAT(bench.host.notices().notice("acme", kAccessNotice)->text,
              HasSubstr("The account is suspended."));
}

TEST_F(AccessCheck, EndsWhenOnlyANewConnectionHelps) {
  bench.google.probe_failure = lost("The grant was revoked.", AccessLoss::expired_or_revoked);
  EXPECT_TRUE(check().done());
  EXPECT_EQ(connection().problem, ConnectionProblem::access_revoked);
  EXPECT_FALSE(is_checked());
}

TEST_F(AccessCheck, DoesNotResumeForAnotherCustomer) {
  bench.google.administrator.customer_id = "C99";
  EXPECT_TRUE(check().done());
  EXPECT_EQ(connection().state, ConnectionState::reconnect_needed);
  EXPECT_THAT(connection().problem_text, HasSubstr("another Google Workspace"));
  EXPECT_FALSE(is_checked());
}

TEST_F(AccessCheck, IsRetriedWhenGoogleIsUnreachable) {
  bench.google.probe_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  EXPECT_EQ(check().code, ResultCode::try_again);
  EXPECT_EQ(connection().problem_text, "The role is missing.");
  EXPECT_TRUE(is_checked());
}

TEST_F(AccessCheck, LeavesAnUnlinkedConnectionAlone) {
  bench.google.before_answer = [&] { bench.unlink(); };
  EXPECT_TRUE(check().done());
  EXPECT_NE(bench.store.load_connection("acme")->state, ConnectionState::connected);
  EXPECT_FALSE(bench.daily_sync_is_on());
  EXPECT_FALSE(is_checked());
}

TEST_F(AccessCheck, LeavesNoNoticeIfSomeoneReconnectsBeforeItAnnouncesTheCause) {
  bench.google.probe_failure = lost("The account is suspended.", AccessLoss::may_return);
  bench.store.after_save([&] { bench.connect(); });
  EXPECT_TRUE(check().done());
  EXPECT_EQ(connection().state, ConnectionState::connected);
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
  EXPECT_FALSE(is_checked());
}

TEST_F(AccessCheck, LeavesNoNoticeIfTheCompanyIsUnlinkedBeforeItAnnouncesTheCause) {
  bench.google.probe_failure = lost("The account is suspended.", AccessLoss::may_return);
  bench.store.after_save([&] { bench.unlink(); });
  EXPECT_TRUE(check().done());
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
  EXPECT_FALSE(is_checked());
}

TEST_F(AccessCheck, CompletesACheckThatWasKilledBeforeItResumedTheSchedule) {
  auto restored = connection();
  restored.state = ConnectionState::connected;
  restored.problem = ConnectionProblem::none;
  ASSERT_TRUE(bench.store.save_connection(restored, restored.revision));
  EXPECT_TRUE(check().done());
  EXPECT_TRUE(bench.daily_sync_is_on());
  EXPECT_FALSE(is_checked());
}

}  // namespace
}  // namespace gup::testing
