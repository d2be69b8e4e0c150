// Connecting: the redirect to Google and the return.
#include <gmock/gmock.h>

#include "bench.hpp"
#include "failure.hpp"
#include "page_reading.hpp"
#include "sync/names.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::ActionAnswer;
using host_sdk::page::Outcome;
using host_sdk::page::Tone;
using ::testing::HasSubstr;
using ::testing::Not;

/// Goes to Google and comes back with a code.
ActionAnswer connect_through(Bench& bench) {
  const auto there = bench.act("connect");
  EXPECT_EQ(there.outcome, Outcome::redirect);
  return bench.come_back({{"code", "a-code"}});
}

TEST(Connect, RedirectsToGoogleWithAChallengeAndKeepsTheVerifierEncrypted) {
  Bench bench;
  const auto answer = bench.act("connect");
  ASSERT_EQ(answer.outcome, Outcome::redirect);
  EXPECT_THAT(answer.url, HasSubstr("state=state-of-256-bits"));
  EXPECT_THAT(answer.url, HasSubstr("code_challenge=43"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 2U) << "the verifier and the list of sign-ins";
  EXPECT_TRUE(bench.audited("connect_started"));
}

TEST(Connect, BecomesAConnection) {
  Bench bench;
  const auto answer = connect_through(bench);
  ASSERT_TRUE(bench.result.done());
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.toast->tone, Tone::success);
  const auto connection = bench.store.load_connection("acme");
  ASSERT_TRUE(connection);
  EXPECT_EQ(connection->state, ConnectionState::connected);
  EXPECT_EQ(connection->customer_id, "C01");
  EXPECT_EQ(connection->account_id, "1001");
  EXPECT_EQ(connection->domain, "acme.com");
  EXPECT_EQ(connection->connected_by, "Dana Reyes");
  EXPECT_EQ(connection->connected_at, bench.host.clock().now());
  EXPECT_EQ(bench.credentials(), "refresh-token-of-dana");
  EXPECT_FALSE(bench.daily_sync_is_on()) << "nothing is synced until the sync is started";
  EXPECT_TRUE(bench.audited("connected"));
  ASSERT_EQ(bench.google.exchanges().size(), 1U);
  EXPECT_EQ(bench.google.exchanges()[0].code.reveal(), "a-code");
  EXPECT_EQ(bench.google.exchanges()[0].code_verifier.reveal().size(), 43U);
  EXPECT_EQ(bench.google.exchanges()[0].redirect_uri,
            "http://127.0.0.1:8080/plugins/google-user-provisioning/callback/return");
}

TEST(Connect, UsesEachSignInOnce) {
  Bench bench;
  (void)connect_through(bench);
  const auto again = bench.come_back({{"code", "a-code"}});
  EXPECT_EQ(again.outcome, Outcome::refused);
  EXPECT_EQ(bench.google.exchanges().size(), 1U);
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
}

TEST(Connect, ErasesSignInsThatWereNotFinished) {
  Bench bench;
  auto first = bench.request("connect");
  first.callback.state = "never-comes-back";
  (void)bench.act(first);
  bench.host.clock().advance(std::chrono::hours{2});
  (void)bench.act("connect");
  EXPECT_EQ(bench.host.secrets().count("acme"), 2U) << "the new verifier and the list of sign-ins";
}

TEST(Connect, ErasesSignInsOfAClockThatWasAhead) {
  Bench bench;
  bench.host.clock().advance(std::chrono::hours{8760});
  auto first = bench.request("connect");
  first.callback.state = "never-comes-back";
  (void)bench.act(first);
  bench.host.clock().advance(std::chrono::hours{-8760});
  (void)bench.act("connect");
  EXPECT_EQ(bench.host.secrets().count("acme"), 2U) << "the new verifier and the list of sign-ins";
}

TEST(Connect, ShowsADeclinedConsentAsANeutralNotice) {
  Bench bench;
  (void)bench.act("connect");
  const auto answer = bench.come_back({{"error", "access_denied"}});
  EXPECT_TRUE(bench.result.done());
  EXPECT_EQ(answer.toast->tone, Tone::neutral);
  EXPECT_EQ(answer.toast->text, "You did not finish connecting. Nothing has changed.");
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::consent_declined);
  EXPECT_EQ(bench.credentials(), std::nullopt);
}

TEST(Connect, SaysAndAuditsWhyItWasRefusedAlthoughTheReasonCannotBeSaved) {
  Bench bench;
  (void)bench.act("connect");
  bench.store.before(TestStore::Call::save_connection,
                     [] { throw Failure(ResultCode::try_again, "The database is away."); });
  const auto answer = bench.come_back({{"error", "access_denied"}});
  EXPECT_TRUE(bench.result.done());
  EXPECT_EQ(answer.toast->text, "You did not finish connecting. Nothing has changed.");
  EXPECT_TRUE(bench.audited("connect_refused"));
  EXPECT_TRUE(bench.host.logger().contains("connect_problem_not_saved reason=\"The database is away.\""));
}

TEST(Connect, NamesTheAccessThatWasNotAllowed) {
  Bench bench;
  bench.google.grant.scopes = {"openid", google::kUnitScope, google::kUserScope};
  const auto answer = connect_through(bench);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("groups"));
  EXPECT_THAT(answer.toast->text, Not(HasSubstr("users,")));
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::missing_scope);
  EXPECT_THAT(bench.google.revoked_tokens(), ::testing::ElementsAre("refresh-token-of-dana"));
  EXPECT_EQ(bench.credentials(), std::nullopt);
}

TEST(Connect, IgnoresTheOrderOfScopesAndFurtherOnes) {
  Bench bench;
  bench.google.grant.scopes = {google::kUnitScope, "https://www.googleapis.com/auth/userinfo.email",
                               google::kUserScope, google::kGroupScope, "openid"};
  EXPECT_EQ(connect_through(bench).outcome, Outcome::render);
}

TEST(Connect, AcceptsWritableDirectoryScopes) {
  Bench bench;
  const std::string base = "https://www.googleapis.com/auth/admin.directory.";
  bench.google.grant.scopes = {base + "user", base + "group", base + "orgunit"};
  EXPECT_EQ(connect_through(bench).outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
}

TEST(Connect, RefusesAPersonalAccount) {
  Bench bench;
  bench.google.grant.hosted_domain.reset();
  bench.google.grant.account_email = "dana@gmail.com";
  const auto answer = connect_through(bench);
  EXPECT_THAT(answer.toast->text, HasSubstr("dana@gmail.com is a personal Google account"));
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::consumer_account);
}

TEST(Connect, RefusesAnAccountThatIsNotAnAdministrator) {
  Bench bench;
  bench.google.probe_failure =
      Failure(ResultCode::access_lost, "This account has no administrator role in Google. (forbidden)");
  const auto answer = connect_through(bench);
  EXPECT_THAT(answer.toast->text, HasSubstr("dana@acme.com: This account has no administrator role"));
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::not_an_administrator);
}

TEST(Connect, RefusesACodeThatGoogleRefuses) {
  Bench bench;
  bench.google.exchange_failure =
      Failure(ResultCode::administrator_action, "Google refused the code; connect again.");
  const auto answer = connect_through(bench);
  EXPECT_EQ(answer.toast->text, "Google refused the code; connect again.");
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::google_refused);
}

TEST(Connect, ChangesNothingWhenGoogleCannotBeReached) {
  Bench bench;
  bench.google.exchange_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  const auto answer = connect_through(bench);
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_EQ(answer.toast->text, "Google could not be reached.");
  EXPECT_FALSE(bench.store.load_connection("acme"));
}

TEST(Connect, ShowsOnlyHarmlessPartsOfAnUnknownErrorCode) {
  Bench bench;
  (void)bench.act("connect");
  const auto answer = bench.come_back({{"error", "<script>odd_one"}});
  EXPECT_THAT(answer.toast->text, HasSubstr("(scriptodd_one)"));
}

TEST(Connect, ExplainsHowToAllowTheApplicationInTheWorkspace) {
  Bench bench;
  (void)bench.act("connect");
  EXPECT_THAT(bench.come_back({{"error", "admin_policy_enforced"}}).toast->text, HasSubstr("trusted"));
}

TEST(Connect, StoresNoConnectionWhenTheTokenCannotBeStored) {
  Bench bench;
  (void)bench.act("connect");
  bench.host.secrets().fail_with({ResultCode::operator_action, "The secret store has no key.", {}});
  const auto answer = bench.come_back({{"code", "a-code"}});
  EXPECT_EQ(bench.result.code, ResultCode::operator_action);
  EXPECT_EQ(answer.toast->text, "The secret store has no key.");
  EXPECT_FALSE(bench.store.load_connection("acme"));
}

TEST(Reconnect, RefusesAnotherCustomerAndLeavesTheConnectionAsItWas) {
  Bench bench;
  bench.connect();
  bench.google.administrator = {"2002", "eve@other.example", "C99"};
  bench.google.grant.refresh_token = "refresh-token-of-eve";
  const auto answer = connect_through(bench);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text,
              HasSubstr("eve@other.example belongs to a different Google Workspace than acme.com"));
  const auto connection = bench.store.load_connection("acme");
  EXPECT_EQ(connection->customer_id, "C01");
  EXPECT_EQ(connection->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.credentials(), "refresh-token-of-dana");
}

TEST(Reconnect, SavesNothingAndRevokesTheGrantWhenTheCompanyIsUnlinkedMeanwhile) {
  Bench bench;
  bench.connect();
  bench.google.before_answer = [&] { bench.unlink(); };
  const auto answer = connect_through(bench);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("unlinked"));
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_EQ(bench.credentials(), std::nullopt);
  EXPECT_THAT(bench.google.revoked_tokens(), ::testing::ElementsAre("refresh-token-of-dana"));
  EXPECT_FALSE(bench.daily_sync_is_on());
}

TEST(Connect, KeepsTheConnectionOfAnotherAdministratorWhoWasFaster) {
  Bench bench;
  bench.google.before_answer = [&] {
    bench.google.before_answer = nullptr;
    bench.connect();
    auto other = *bench.store.load_connection("acme");
    other.account_id = "2002";
    other.admin_email = "noor@acme.com";
    put_connection(bench.store, other);
    throw_unless_done(bench.host.secrets().put("acme", kRefreshTokenSecret, "refresh-token-of-noor"));
  };
  const auto answer = connect_through(bench);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("Another administrator changed the connection"));
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.credentials(), "refresh-token-of-noor");
  EXPECT_THAT(bench.google.revoked_tokens(), ::testing::ElementsAre("refresh-token-of-dana"));
}

TEST(Reconnect, IsSavedAlthoughASyncLosesTheAccessMeanwhile) {
  Bench bench;
  bench.connect();
  bench.host.clock().advance(std::chrono::hours{1});
  bench.google.before_answer = [&] {
    auto lost = *bench.store.load_connection("acme");
    lost.state = ConnectionState::reconnect_needed;
    lost.problem = ConnectionProblem::access_revoked;
    put_connection(bench.store, lost);
  };
  EXPECT_THAT(connect_through(bench).toast->text, HasSubstr("Reconnected to acme.com"));
  const auto connection = bench.store.load_connection("acme");
  EXPECT_EQ(connection->state, ConnectionState::connected);
  EXPECT_EQ(connection->problem, ConnectionProblem::none);
  EXPECT_EQ(connection->connected_at, bench.host.clock().now());
  EXPECT_THAT(bench.google.revoked_tokens(), ::testing::IsEmpty());
}

TEST(Reconnect, IsNotSavedOverAnotherReconnectOfTheSameAccount) {
  Bench bench;
  bench.connect();
  bench.google.before_answer = [&] {
    bench.host.clock().advance(std::chrono::minutes{1});
    bench.connect();
  };
  EXPECT_THAT(connect_through(bench).toast->text, HasSubstr("Another administrator changed the connection"));
}

TEST(Reconnect, KeepsTheConnectionWhenConsentIsDeclined) {
  Bench bench;
  bench.connect();
  (void)bench.act("connect");
  (void)bench.come_back({{"error", "access_denied"}});
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::none);
}

TEST(Reconnect, ResumesTheDailySyncThatALostAccessPaused) {
  Bench bench;
  bench.connect(ConnectionState::reconnect_needed);
  bench.set_up();
  (void)bench.host.schedule().pause(kDailySyncTask, "acme");
  bench.host.notices().show("acme", {kAccessNotice, Tone::danger, "Reconnect", "Access is lost."});
  const auto answer = connect_through(bench);
  EXPECT_THAT(answer.toast->text, HasSubstr("Reconnected to acme.com"));
  EXPECT_TRUE(bench.daily_sync_is_on());
  EXPECT_EQ(bench.store.load_connection("acme")->problem, ConnectionProblem::none);
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
  EXPECT_TRUE(bench.audited("reconnected"));
}

TEST(Reconnect, LeavesADailySyncStoppedThatAnAdministratorStopped) {
  Bench bench;
  bench.connect();
  bench.set_up();
  (void)bench.act("stop_sync");
  bench.connect(ConnectionState::reconnect_needed);
  (void)connect_through(bench);
  EXPECT_FALSE(bench.daily_sync_is_on());
}

TEST(Connect, IsRefusedWhileUnlinking) {
  Bench bench;
  bench.connect(ConnectionState::unlinking);
  EXPECT_EQ(bench.act("connect").outcome, Outcome::refused);
}

TEST(Connect, LeavesNoTokenInLogAuditOrPage) {
  Bench bench;
  (void)connect_through(bench);
  const auto verifier = bench.google.exchanges()[0].code_verifier.reveal();
  const auto page = bench.page();
  for (const std::string& secret : {std::string("refresh-token-of-dana"), std::string("access-token-of-dana"),
                                    std::string("a-code"), verifier}) {
    EXPECT_FALSE(bench.host.logger().contains(secret));
    EXPECT_THAT(all_text(page), Not(HasSubstr(secret)));
    for (const auto& entry : bench.host.audit_trail().entries())
      EXPECT_THAT(entry.detail, Not(HasSubstr(secret)));
  }
}

}  // namespace
}  // namespace gup::testing
