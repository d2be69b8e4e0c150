// What follows from a run that failed.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync/outcome/run_followup.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(RetryDelay, DoublesFromFifteenMinutesToSixHours) {
  const std::vector<std::pair<int, minutes>> table{
      {1, minutes{15}}, {2, minutes{30}}, {3, hours{1}}, {4, hours{2}},
      {5, hours{4}},    {6, hours{6}},    {7, hours{6}}, {1000, hours{6}},
  };
  for (const auto& [failures, delay] : table) EXPECT_EQ(retry_delay(failures), delay) << failures;
}

class FailedRun : public ::testing::Test {
 protected:
  FailedRun() { break_google(); }
  void break_google() { bench.fail_at("users", ResultCode::try_again, "Google could not be reached."); }
  void repair_google() { bench.google.before = nullptr; }
  SyncBench bench;
};

TEST_F(FailedRun, DoublesTheRetryDelayEachTime) {
  std::vector<minutes> delays;
  for (int run = 0; run < 7; ++run)
    delays.push_back(
        std::chrono::duration_cast<minutes>(bench.sync(RunTrigger::schedule).result.retry_after.value()));
  EXPECT_THAT(delays,
              ElementsAre(minutes{15}, minutes{30}, hours{1}, hours{2}, hours{4}, hours{6}, hours{6}));
}

TEST_F(FailedRun, ResetsTheRetryDelayAfterASuccess) {
  (void)bench.sync();
  (void)bench.sync();
  repair_google();
  ASSERT_TRUE(bench.sync().result.done());
  break_google();
  EXPECT_EQ(bench.sync().result.retry_after, minutes{15});
}

TEST_F(FailedRun, IgnoresCancelledRunsInTheRetryDelay) {
  (void)bench.sync();
  host_sdk::fakes::FakeTaskMonitor cancelled;
  cancelled.request_cancel();
  (void)bench.here.engine.synchronize(bench.company, {bench.dana, RunTrigger::page}, cancelled);
  EXPECT_EQ(bench.sync().result.retry_after, minutes{30});
}

TEST_F(FailedRun, WaitsAsLongAsGoogleAsks) {
  bench.google.before = [](const std::string&, host_sdk::TaskMonitor&) {
    throw Failure(ResultCode::try_again, "Google is rate-limiting requests.", hours{9});
  };
  EXPECT_EQ(bench.sync().result.retry_after, hours{9});
}

TEST_F(FailedRun, BringsTheDailySyncForwardIfStartedByHand) {
  (void)bench.sync(RunTrigger::page);
  EXPECT_EQ(bench.due_in(), minutes{15});
  // The delay after the second failure is 30 minutes, but the scheduled retry is sooner.
  bench.host.clock().advance(minutes{5});
  (void)bench.sync(RunTrigger::command_line);
  EXPECT_EQ(bench.due_in(), minutes{10});
}

TEST_F(FailedRun, LeavesTheScheduleToTheHostIfScheduled) {
  (void)bench.sync(RunTrigger::schedule);
  EXPECT_EQ(bench.due_in(), hours{24});
}

TEST_F(FailedRun, LeavesAPausedScheduleAlone) {
  ASSERT_TRUE(bench.host.schedule().pause(kDailySyncTask, "acme").done());
  (void)bench.sync(RunTrigger::page);
  EXPECT_FALSE(bench.due_in());
}

TEST_F(FailedRun, NotifiesAdministratorsFromTheSecondFailureUntilASuccess) {
  (void)bench.sync();
  EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
  (void)bench.sync();
  ASSERT_TRUE(bench.host.notices().notice("acme", kFailingNotice));
  EXPECT_THAT(bench.host.notices().notice("acme", kFailingNotice)->text, HasSubstr("could not be reached"));
  repair_google();
  (void)bench.sync();
  EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
}

TEST_F(FailedRun, NotifiesAtOnceIfSomeoneHasToAct) {
  bench.fail_at("users", ResultCode::operator_action, "The Admin SDK API is not enabled.");
  (void)bench.sync();
  const auto notice = bench.host.notices().notice("acme", kFailingNotice);
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->mail, host_sdk::NoticeMail::repeated);
  EXPECT_EQ(notice->page, kPageSlug);
}

TEST_F(FailedRun, AnnouncesTheFirstSuccessAfterAnnouncedFailuresOnce) {
  (void)bench.sync();
  (void)bench.sync();
  repair_google();
  (void)bench.sync();
  const auto notice = bench.host.notices().notice("acme", kRecoveredNotice);
  ASSERT_TRUE(notice);
  EXPECT_EQ(notice->tone, host_sdk::page::Tone::success);
  EXPECT_EQ(notice->mail, host_sdk::NoticeMail::once);
  (void)bench.sync();
  EXPECT_EQ(bench.host.notices().shown("acme", kRecoveredNotice), 1U);
  break_google();
  (void)bench.sync();
  EXPECT_TRUE(bench.host.notices().notice("acme", kRecoveredNotice)) << "one failure is not announced";
  (void)bench.sync();
  EXPECT_FALSE(bench.host.notices().notice("acme", kRecoveredNotice));
}

TEST_F(FailedRun, DoesNotAnnounceASuccessAfterASingleFailure) {
  (void)bench.sync();
  repair_google();
  (void)bench.sync();
  EXPECT_FALSE(bench.host.notices().notice("acme", kRecoveredNotice));
}

TEST_F(FailedRun, ReportsNoChangesIfApplyingFailed) {
  repair_google();
  bench.store.before_apply([] { throw Failure(ResultCode::try_again, "The database is busy."); });
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.sentence, "The database is busy.");
  EXPECT_EQ(outcome.report.added, 0);
  EXPECT_EQ(outcome.report.requests, 3);
  const gup::Run run = bench.last_run();
  EXPECT_EQ(run.state, RunState::failed);
  EXPECT_EQ(run.report.added, 0);
  EXPECT_EQ(run.managed_after, 0);
}

TEST_F(FailedRun, ClosesTheRunAndPassesOnAnUnexpectedException) {
  repair_google();
  bench.store.before_apply([] { throw std::out_of_range("vector::_M_range_check"); });
  EXPECT_THROW((void)bench.sync(), std::out_of_range);
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_EQ(bench.last_run().result.code, ResultCode::operator_action);
  EXPECT_THAT(bench.last_run().result.sentence, ::testing::Not(HasSubstr("_M_range_check")));
  EXPECT_TRUE(bench.lease_is_free());
  EXPECT_FALSE(bench.here.heartbeat.renew());
}

class LostAccess : public ::testing::Test {
 protected:
  void lose_access() { bench.fail_at("users", ResultCode::access_lost, "The access was taken back."); }
  SyncBench bench;
};

TEST_F(LostAccess, RequiresAReconnectAndKeepsUsers) {
  ASSERT_TRUE(bench.sync().result.done());
  lose_access();
  const auto outcome = bench.sync(RunTrigger::schedule);

  EXPECT_EQ(outcome.result.code, ResultCode::access_lost);
  EXPECT_FALSE(outcome.result.retry_after);
  const auto connection = bench.store.load_connection("acme");
  EXPECT_EQ(connection->state, ConnectionState::reconnect_needed);
  EXPECT_EQ(connection->problem, ConnectionProblem::access_revoked);
  EXPECT_EQ(connection->problem_text, "The access was taken back.");
  EXPECT_EQ(connection->problem_since, bench.host.clock().now());
  EXPECT_FALSE(bench.due_in());
  ASSERT_TRUE(bench.host.notices().notice("acme", kAccessNotice));
  EXPECT_THAT(bench.host.notices().notice("acme", kAccessNotice)->text, HasSubstr("taken back"));
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  EXPECT_TRUE(bench.store.load_settings("acme"));
  EXPECT_EQ(bench.emails().size(), 3U);
}

TEST_F(LostAccess, IsCheckedAgainOnlyIfItMayReturn) {
  for (const auto loss : {AccessLoss::reconnect, AccessLoss::expired_or_revoked, AccessLoss::may_return}) {
    SyncBench one;
    one.google.before = [loss](const std::string& call, host_sdk::TaskMonitor&) {
      if (call != "users") return;
      Failure failure(ResultCode::access_lost, "The role is missing.");
      failure.set_loss(loss);
      throw failure;
    };
    (void)one.sync();
    const bool may_return = loss == AccessLoss::may_return;
    EXPECT_EQ(one.store.load_connection("acme")->problem,
              may_return ? ConnectionProblem::access_paused : ConnectionProblem::access_revoked);
    const auto check = one.host.schedule().next(kAccessCheckTask, "acme");
    EXPECT_EQ(check, may_return ? std::optional(one.host.clock().now() + minutes{15}) : std::nullopt);
  }
}

TEST_F(LostAccess, ReplacesTheNoticeAboutFailuresAndIsAnnouncedWhenItIsBack) {
  bench.fail_at("users", ResultCode::try_again, "Google could not be reached.");
  (void)bench.sync();
  (void)bench.sync();
  lose_access();
  (void)bench.sync();
  EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
  EXPECT_EQ(bench.host.notices().notice("acme", kAccessNotice)->mail, host_sdk::NoticeMail::repeated);
  bench.google.before = nullptr;
  bench.connect("acme");
  (void)bench.sync();
  EXPECT_TRUE(bench.host.notices().notice("acme", kRecoveredNotice));
}

class UnusedConnection : public ::testing::Test {
 protected:
  /// The sentence after a revoked grant, with a run `before` as long ago and a connection from then.
  std::string sentence_after(hours before, std::optional<hours> last_run = {}) {
    SyncBench bench;
    const auto wait = [&bench](hours duration) { bench.host.clock().advance(duration); };
    if (last_run) {
      wait(before - *last_run);
      (void)bench.sync();
      wait(*last_run);
    } else {
      wait(before);
    }
    bench.google.before = [](const std::string& call, host_sdk::TaskMonitor&) {
      if (call != "users") return;
      Failure failure(ResultCode::access_lost, "The access was removed.");
      failure.set_loss(AccessLoss::expired_or_revoked);
      throw failure;
    };
    return bench.sync().result.sentence;
  }
};

TEST_F(UnusedConnection, IsNamedAsTheCauseAfterSixMonthsWithoutARun) {
  constexpr hours kDay{24};
  EXPECT_THAT(sentence_after(kDay * 190), HasSubstr("not used for six months"));
  EXPECT_THAT(sentence_after(kDay * 170), HasSubstr("access was removed"));
  EXPECT_THAT(sentence_after(kDay * 400, kDay * 2), HasSubstr("access was removed"));
}

TEST_F(LostAccess, SendsNoRequestsUntilTheReconnect) {
  lose_access();
  (void)bench.sync();
  bench.google.calls.clear();
  EXPECT_EQ(bench.sync().result.code, ResultCode::access_lost);
  EXPECT_THAT(bench.google.calls, IsEmpty());
  EXPECT_EQ(bench.store.list_runs("acme", 0, 10).size(), 1U);
}

TEST_F(LostAccess, FollowsFromAMissingToken) {
  ASSERT_TRUE(bench.host.secrets().erase("acme", bench.secret_name()).done());
  EXPECT_EQ(bench.sync().result.code, ResultCode::access_lost);
  EXPECT_EQ(bench.connection_state(), ConnectionState::reconnect_needed);
}

TEST_F(LostAccess, FollowsFromAMissingOrDamagedServiceAccountKey) {
  bench.connect_by_key("acme");
  ASSERT_TRUE(bench.host.secrets().put("acme", bench.secret_name(), "damaged").done());
  EXPECT_EQ(bench.sync().result.code, ResultCode::access_lost);
  EXPECT_EQ(bench.connection_state(), ConnectionState::reconnect_needed);
  bench.connect_by_key("acme");
  ASSERT_TRUE(bench.host.secrets().erase("acme", bench.secret_name()).done());
  EXPECT_EQ(bench.sync().result.code, ResultCode::access_lost);
  EXPECT_THAT(bench.google.calls, IsEmpty());
}

TEST_F(LostAccess, LeavesTheScheduleOfAReconnectThatWasSavedBeforeThePause) {
  const auto due = bench.due_in();
  ASSERT_TRUE(due);
  lose_access();
  // The reconnect finds the daily sync scheduled, so it does not resume it.
  bench.host.schedule().before_pause([&] { bench.connect("acme"); });
  EXPECT_EQ(bench.sync(RunTrigger::schedule).result.code, ResultCode::try_again);
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
  EXPECT_EQ(bench.due_in(), due);
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
}

TEST_F(LostAccess, DoesNotAffectAConnectionThatWasMadeMeanwhile) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.host.clock().advance(minutes{1});
    bench.connect("acme");
    throw Failure(ResultCode::access_lost, "The access was taken back.");
  };
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
  EXPECT_EQ(bench.due_in(), minutes{15});
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
}

TEST(ReplacedToken, IsSavedEvenIfTheRunFails) {
  SyncBench bench;
  bench.google.replaced_token = "another-token";
  bench.fail_at("users", ResultCode::try_again, "Google could not be reached.");
  (void)bench.sync();
  EXPECT_EQ(bench.credentials(), "another-token");
}

TEST(ReplacedToken, DoesNotReplaceTheErrorOfTheRunIfItCannotBeSaved) {
  SyncBench bench;
  bench.google.replaced_token = "another-token";
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.host.secrets().fail_with(host_sdk::Result::again("The secret store is unavailable."));
    throw Failure(ResultCode::try_again, "Google could not be reached.");
  };
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.sentence, "Google could not be reached.");
  EXPECT_EQ(outcome.report.requests, 2);
  EXPECT_EQ(bench.last_run().result.sentence, "Google could not be reached.");
  EXPECT_TRUE(
      bench.host.logger().contains("refresh_token_not_saved reason=\"The secret store is unavailable.\""));
}

TEST(ReplacedToken, IsIgnoredForAServiceAccount) {
  SyncBench bench;
  bench.connect_by_key("acme");
  bench.google.replaced_token = "another-token";
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(bench.google.tokens.back(), "0123456789abcdef");
  EXPECT_THAT(*bench.credentials(), HasSubstr("service_account"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 1U);
}

TEST(ReplacedToken, EndsTheRunIfItCannotBeSaved) {
  SyncBench bench;
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    bench.google.replaced_token = "another-token";
    bench.host.secrets().fail_with(host_sdk::Result::again("The secret store cannot be reached."));
  };
  EXPECT_EQ(bench.sync().result.sentence, "The secret store cannot be reached.");
  EXPECT_THAT(bench.emails(), IsEmpty());
}

}  // namespace
}  // namespace gup::testing
