// Connecting by a service account: the form, what is said at which field, and what is kept.
#include <gmock/gmock.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "bench.hpp"
#include "failure.hpp"
#include "hooks/action_names.hpp"
#include "page_reading.hpp"
#include "sync/access/credentials.hpp"
#include "sync/names.hpp"
#include "test_keys.hpp"

namespace gup::testing {
namespace {

using google::DelegationProblem;
using host_sdk::ResultCode;
using host_sdk::page::ActionAnswer;
using host_sdk::page::ActionStyle;
using host_sdk::page::Input;
using host_sdk::page::InputType;
using host_sdk::page::Outcome;
using host_sdk::page::Section;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string key_file_text() {
  return boost::json::serialize(key_file());
}

ActionAnswer connect_by_key(Bench& bench, const std::string& admin_email = "dana@acme.com") {
  return bench.act(kConnectServiceAccount,
                   {{kAdminEmailField, admin_email}, {kServiceAccountKeyField, key_file_text()}});
}

/// The sentence at a field.
std::string error_at(const ActionAnswer& answer, const std::string& field) {
  const auto found = answer.errors.find(field);
  return found == answer.errors.end() ? "" : found->second.front();
}

TEST(ConnectServiceAccount, StoresTheConnectionAndTheKeySeparately) {
  Bench bench;
  const auto answer = connect_by_key(bench, "  dana@acme.com\n");
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_THAT(answer.toast->text, HasSubstr("Connected to acme.com"));
  auto connection = bench.store.load_connection("acme");
  ASSERT_TRUE(connection);
  EXPECT_EQ(connection->kind, ConnectionKind::service_account);
  EXPECT_EQ(connection->service_account, "sync@acme-sync.iam.gserviceaccount.com");
  EXPECT_EQ(connection->service_account_id, "108765432109876543210");
  EXPECT_EQ(connection->admin_email, "dana@acme.com");
  EXPECT_EQ(connection->account_id, "1001");
  EXPECT_EQ(connection->customer_id, "C01");
  EXPECT_EQ(connection->connected_by, "Dana Reyes");
  const auto credentials = credentials_of(bench.host, bench.store, *connection);
  EXPECT_EQ(std::get<google::DelegatedAccess>(credentials).key.private_key.reveal(), rsa_pem());
  EXPECT_THAT(*bench.credentials(), Not(HasSubstr("token_uri")));
  EXPECT_EQ(bench.host.secrets().count("acme"), 1U);
  EXPECT_FALSE(bench.daily_sync_is_on()) << "nothing is synced until the sync is started";
  EXPECT_TRUE(bench.audited("connected"));
  ASSERT_EQ(bench.google.delegations().size(), 1U);
  EXPECT_EQ(bench.google.delegations()[0].admin_email, "dana@acme.com");
}

TEST(ConnectServiceAccount, ReportsMissingValuesAtTheirFields) {
  Bench bench;
  const auto answer = bench.act(kConnectServiceAccount);
  EXPECT_EQ(answer.outcome, Outcome::invalid);
  EXPECT_THAT(error_at(answer, kAdminEmailField), HasSubstr("Enter the email address of an administrator"));
  EXPECT_THAT(error_at(answer, kServiceAccountKeyField), HasSubstr("Paste the JSON key file"));
  EXPECT_TRUE(bench.google.delegations().empty());
  EXPECT_FALSE(bench.store.load_connection("acme"));
}

TEST(ConnectServiceAccount, RequiresAnAdministratorEmail) {
  Bench bench;
  for (const char* text : {"dana", "dana@", "@acme.com", "dana@acme@com", "dana reyes@acme.com"}) {
    const auto answer = connect_by_key(bench, text);
    EXPECT_THAT(error_at(answer, kAdminEmailField), HasSubstr("not a valid email address")) << text;
  }
  EXPECT_TRUE(bench.google.delegations().empty());
}

TEST(ConnectServiceAccount, SaysWhatIsWrongWithTheKeyFile) {
  Bench bench;
  const auto answer = bench.act(kConnectServiceAccount, {{kAdminEmailField, "dana@acme.com"},
                                                         {kServiceAccountKeyField, "{\"installed\":{}}"}});
  EXPECT_THAT(error_at(answer, kServiceAccountKeyField), HasSubstr("OAuth client"));
  EXPECT_EQ(answer.errors.size(), 1U);
}

TEST(ConnectServiceAccount, ShowsGooglesRefusalAtItsField) {
  const std::pair<DelegationProblem, const char*> places[] = {
      {DelegationProblem::key, kServiceAccountKeyField},
      {DelegationProblem::administrator, kAdminEmailField},
      {DelegationProblem::delegation, ""},
      {DelegationProblem::clock, ""}};
  for (const auto& [problem, field] : places) {
    Bench bench;
    bench.google.delegation_refusal = google::DelegationRefused(
        Failure(ResultCode::access_lost, "Google refused it for a reason. (some_code)"), problem);
    const auto answer = connect_by_key(bench);
    EXPECT_EQ(answer.outcome, Outcome::invalid);
    EXPECT_THAT(answer.errors.at(field),
                ElementsAre("Google refused it for a reason. (some_code) Nothing has changed."));
    EXPECT_FALSE(bench.store.load_connection("acme"));
    EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
    EXPECT_TRUE(bench.audited("connect_refused"));
  }
}

TEST(ConnectServiceAccount, DistinguishesAPlainUserFromAnAdministrator) {
  Bench bench;
  bench.google.probe_failure =
      Failure(ResultCode::access_lost, "Google does not let sam@acme.com read users.");
  EXPECT_THAT(error_at(connect_by_key(bench, "sam@acme.com"), kAdminEmailField),
              HasSubstr("does not let sam@acme.com read users"));
}

TEST(ConnectServiceAccount, ChangesNothingWhenGoogleCannotBeReached) {
  Bench bench;
  bench.google.probe_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  (void)connect_by_key(bench);
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  EXPECT_FALSE(bench.store.load_connection("acme"));
}

TEST(ConnectServiceAccount, RefusesAnotherCustomerAndKeepsTheConnection) {
  Bench bench;
  bench.connect();
  bench.google.administrator = {"2002", "eve@other.example", "C99"};
  const auto answer = connect_by_key(bench, "eve@other.example");
  EXPECT_THAT(error_at(answer, kAdminEmailField),
              HasSubstr("eve@other.example belongs to a different Google Workspace than acme.com"));
  EXPECT_EQ(bench.store.load_connection("acme")->kind, ConnectionKind::sign_in);
  EXPECT_EQ(bench.credentials(), "refresh-token-of-dana");
  EXPECT_EQ(bench.host.secrets().count("acme"), 1U);
}

TEST(ConnectServiceAccount, ReplacesASignInAndViceVersa) {
  Bench bench;
  bench.connect();
  EXPECT_THAT(connect_by_key(bench).toast->text, HasSubstr("Reconnected to acme.com"));
  EXPECT_THAT(*bench.credentials(), HasSubstr("service_account"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 1U) << "the token is erased";
  (void)bench.act(kConnect);
  EXPECT_EQ(bench.come_back({{"code", "a-code"}}).outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_connection("acme")->kind, ConnectionKind::sign_in);
  EXPECT_EQ(bench.store.load_connection("acme")->service_account, "");
  EXPECT_EQ(bench.credentials(), "refresh-token-of-dana");
  EXPECT_EQ(bench.host.secrets().count("acme"), 1U) << "the key is erased";
}

TEST(ConnectServiceAccount, KeepsTheKeyWhenOnlyTheAdministratorChanges) {
  Bench bench;
  (void)connect_by_key(bench);
  bench.google.administrator = {"1002", "noor@acme.com", "C01"};
  const auto answer = bench.act(kConnectServiceAccount,
                                {{kAdminEmailField, "noor@acme.com"}, {kServiceAccountKeyField, " "}});
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.google.delegations().back().key.private_key.reveal(), rsa_pem());
}

TEST(ConnectServiceAccount, AsksForTheKeyWhenTheKeptOneCannotBeUsed) {
  Bench bench;
  (void)connect_by_key(bench);
  throw_unless_done(
      bench.host.secrets().put("acme", bench.store.load_connection("acme")->secret_name, "damaged"));
  const auto answer = bench.act(kConnectServiceAccount, {{kAdminEmailField, "dana@acme.com"}});
  EXPECT_THAT(error_at(answer, kServiceAccountKeyField), HasSubstr("Enter it again"));
}

TEST(ConnectServiceAccount, ResumesTheDailySyncThatALostAccessPaused) {
  Bench bench;
  (void)connect_by_key(bench);
  bench.set_up();
  auto connection = *bench.store.load_connection("acme");
  connection.state = ConnectionState::reconnect_needed;
  connection.problem_text = "The key was deleted. (invalid_grant)";
  put_connection(bench.store, connection);
  (void)bench.host.schedule().pause(kDailySyncTask, "acme");
  EXPECT_EQ(connect_by_key(bench).outcome, Outcome::render);
  EXPECT_TRUE(bench.daily_sync_is_on());
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
}

TEST(ConnectServiceAccount, IsRefusedWhileUnlinking) {
  Bench bench;
  bench.connect(ConnectionState::unlinking);
  EXPECT_EQ(connect_by_key(bench).outcome, Outcome::refused);
}

TEST(ConnectServiceAccount, LeavesTheKeyInNoLogAuditPageOrAnswer) {
  Bench bench;
  std::string texts;
  for (const bool refused : {true, false}) {
    if (refused)
      bench.google.delegation_refusal = google::DelegationRefused(
          Failure(ResultCode::access_lost, "Refused. (invalid_grant)"), DelegationProblem::key);
    else
      bench.google.delegation_refusal.reset();
    const auto answer = connect_by_key(bench);
    for (const auto& [field, sentences] : answer.errors)
      for (const auto& sentence : sentences) texts += sentence;
    if (answer.toast) texts += answer.toast->text;
    texts += all_text(bench.page());
  }
  for (const auto& entry : bench.host.audit_trail().entries()) texts += entry.detail;
  const std::string secret = rsa_pem().substr(100, 40);
  EXPECT_THAT(texts, Not(HasSubstr(secret)));
  EXPECT_THAT(texts, Not(HasSubstr("PRIVATE KEY")));
  EXPECT_FALSE(bench.host.logger().contains(secret));
}

/// Hooks of a process whose actions do not wait for Google.
struct Impatient {
  explicit Impatient(Bench& bench)
      : jobs(bench.context, std::chrono::milliseconds{0}, std::chrono::milliseconds{0}),
        hook(bench.context, jobs) {}
  ActionAnswer connect(Bench& bench) {
    ActionAnswer answer;
    bench.result = hook.act(
        bench.request(kConnectServiceAccount,
                      {{kAdminEmailField, "dana@acme.com"}, {kServiceAccountKeyField, key_file_text()}}),
        answer);
    return answer;
  }
  HookJobs jobs;
  SettingsPageHook hook;
};

TEST(ConnectServiceAccount, ContinuesAsAJobWhileGoogleIsSlow) {
  Bench bench;
  Impatient process(bench);
  const auto answer = process.connect(bench);
  EXPECT_EQ(answer.outcome, Outcome::render);
  EXPECT_EQ(answer.started_job, kConnectJob);
  EXPECT_TRUE(bench.google.delegations().empty()) << "the action did not wait for Google";
  EXPECT_EQ(bench.page().status.label, "Connecting");
  EXPECT_EQ(process.connect(bench).outcome, Outcome::refused) << "one test at a time";
  EXPECT_EQ(bench.host.jobs().run_all(), 1U);
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
  EXPECT_TRUE(bench.host.jobs().status("acme", kConnectJob)->result->done());
}

TEST(ConnectServiceAccount, IsOverForThePageWithItsAnswer) {
  Bench bench;
  bench.google.delegation_refusal = google::DelegationRefused(
      Failure(ResultCode::access_lost, "Google does not know this key. (invalid_grant)"),
      DelegationProblem::key);
  (void)connect_by_key(bench);
  // The host still calls the job running.
  (void)bench.host.jobs().start(bench.company, bench.dana, kConnectJob, bench.jobs.connect);
  EXPECT_EQ(bench.page().status.label, "Not connected");
}

TEST(ConnectServiceAccount, ShowsTheReasonWhenASlowGoogleRefusesTheKey) {
  Bench bench;
  Impatient process(bench);
  bench.google.delegation_refusal = google::DelegationRefused(
      Failure(ResultCode::access_lost, "Google does not know this key. (invalid_grant)"),
      DelegationProblem::key);
  (void)process.connect(bench);
  bench.host.jobs().run_all();
  EXPECT_THAT(all_text(bench.page()), HasSubstr("Google does not know this key. (invalid_grant)"));
  EXPECT_TRUE(bench.host.notices().notice("acme", kConnectNotice));
  EXPECT_FALSE(bench.host.jobs().status("acme", kConnectJob)->result->done());
  bench.google.delegation_refusal.reset();
  (void)process.connect(bench);
  bench.host.jobs().run_all();
  EXPECT_FALSE(bench.host.notices().notice("acme", kConnectNotice));
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::connected);
}

TEST(ConnectServiceAccount, SavesNothingWhenTheCompanyIsUnlinkedMeanwhile) {
  Bench bench;
  (void)connect_by_key(bench);
  bench.google.before_answer = [&] { bench.unlink(); };
  const auto answer = connect_by_key(bench);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_THAT(answer.toast->text, HasSubstr("unlinked"));
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST(ServiceAccountForm, IsTheSecondWayToConnect) {
  Bench bench;
  const auto page = bench.page();
  EXPECT_THAT(primary_labels(page), ElementsAre("Connect to Google"));
  const auto* section = find_kind<Section>(page, "connect_with_service_account");
  ASSERT_NE(section, nullptr);
  EXPECT_EQ(section->title, "Connect with a service account");
  const auto* key = find_kind<Input>(page, kServiceAccountKeyField);
  ASSERT_NE(key, nullptr);
  EXPECT_EQ(key->type, InputType::secret);
  EXPECT_FALSE(key->saved);
  EXPECT_EQ(find_action(page, kConnectServiceAccount)->style, ActionStyle::standard);
  EXPECT_TRUE(find_action(page, kConnectServiceAccount)->submit);
  EXPECT_THAT(all_text(page), HasSubstr("admin.directory.user.readonly,https://"));
  EXPECT_THAT(all_text(page), HasSubstr("24 hours"));
}

TEST(ServiceAccountForm, ReplacesTheKeyOfAConnection) {
  Bench bench;
  (void)connect_by_key(bench);
  const auto page = bench.page();
  EXPECT_THAT(all_text(page), HasSubstr("sync@acme-sync.iam.gserviceaccount.com"));
  EXPECT_THAT(all_text(page), HasSubstr("Reads as administrator"));
  EXPECT_TRUE(find_kind<Input>(page, kServiceAccountKeyField)->saved);
  EXPECT_EQ(find_kind<Input>(page, kAdminEmailField)->value, "dana@acme.com");
  EXPECT_EQ(find_action(page, kConnect)->label, "Sign in with Google instead");
  EXPECT_EQ(find_action(page, kConnectServiceAccount)->label, "Replace key");
}

TEST(ServiceAccountForm, IsTheOnlyPrimaryActionWhenItsAccessIsLost) {
  Bench bench;
  (void)connect_by_key(bench);
  bench.set_up();
  auto connection = *bench.store.load_connection("acme");
  connection.state = ConnectionState::reconnect_needed;
  connection.problem_text = "Google no longer accepts this key. (invalid_grant)";
  put_connection(bench.store, connection);
  const auto page = bench.page();
  EXPECT_THAT(primary_labels(page), ElementsAre("Reconnect to Google"));
  EXPECT_EQ(find_action(page, kConnectServiceAccount)->style, ActionStyle::primary);
  EXPECT_EQ(find_action(page, kConnect)->style, ActionStyle::standard);
  EXPECT_THAT(all_text(page), HasSubstr("Google no longer accepts this key. (invalid_grant)"));
}

}  // namespace
}  // namespace gup::testing
