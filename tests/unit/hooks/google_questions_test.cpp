// Actions that ask Google: they answer within the 10 seconds that the host allows, and keep a refresh token
// that Google replaces.
#include <gmock/gmock.h>

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include "bench.hpp"
#include "failure.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "sync/names.hpp"
#include "test_keys.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::ActionRequest;
using host_sdk::page::Outcome;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr const char* kFileWithQuestions =
    "source: organizational_units\nscope: chosen\norganizational_units: [id:sales]\nmethod: target_users\n"
    "exclusions:\n  - {kind: group, value: g-board, reason: x}\n"
    "fields: {department: {from: [customSchemas.HR.CostCenter]}}\n";

/// Google takes `of_each` for each question.
struct SlowGoogle : ::testing::Test {
  SlowGoogle() {
    bench.connect();
    bench.set_up();
    auto connection = bench.store.load_connection("acme").value();
    connection.scopes.emplace_back(google::kSchemaScope);
    EXPECT_TRUE(bench.store.save_connection(connection, connection.revision));
    bench.google.directory.attributes = {{{"HR", "CostCenter"}, "Cost centre", false}};
  }
  /// How long the action takes when Google takes `of_each` for each question.
  seconds duration_of(const ActionRequest& request, seconds of_each) {
    bench.google.before_lookup = [this, of_each] { bench.host.clock().advance(of_each); };
    const auto start = bench.host.clock().steady_now();
    outcome = bench.act(request).outcome;
    return std::chrono::duration_cast<seconds>(bench.host.clock().steady_now() - start);
  }
  Bench bench;
  Outcome outcome = Outcome::render;
};

TEST_F(SlowGoogle, HasOneTimeForAllQuestionsOfASettingsFile) {
  const auto file = [&](const char* action) {
    return bench.request(action, {{kSettingsField, kFileWithQuestions}});
  };
  for (const char* action : {kReviewSettings, kImportSettings}) {
    EXPECT_EQ(duration_of(file(action), seconds{4}), seconds{8}) << action;
    EXPECT_EQ(bench.result.code, ResultCode::try_again) << action;
    EXPECT_THAT(bench.result.sentence, HasSubstr("Google did not respond in time."));
  }
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 1);
  bench.fields.forget("acme");
  EXPECT_EQ(duration_of(file(kImportSettings), seconds{2}), seconds{6});
  EXPECT_TRUE(bench.result.done()) << bench.result.sentence;
  EXPECT_EQ(outcome, Outcome::render);
  EXPECT_EQ(bench.store.load_settings("acme")->revision, 2);
}

TEST_F(SlowGoogle, HasOneTimeForCheckingAndPreviewingFields) {
  const auto preview = bench.request(kPreviewFields, {{"field_department", "customSchemas.HR.CostCenter"}});
  EXPECT_EQ(duration_of(preview, seconds{3}), seconds{9}) << "the third question is not answered in time";
  EXPECT_EQ(bench.result.code, ResultCode::try_again);
  bench.fields.forget("acme");
  EXPECT_EQ(duration_of(preview, seconds{2}), seconds{6});
  EXPECT_TRUE(bench.result.done()) << bench.result.sentence;
}

/// Google replaces the refresh token while an action asks.
struct ReplacedToken : SlowGoogle, ::testing::WithParamInterface<bool> {
  ReplacedToken() {
    bench.google.replaced_token = SecretText("refresh-token-2");
    if (GetParam())
      bench.google.directory_failure = Failure(ResultCode::try_again, "Google could not be reached.");
  }
  void expect_kept(const char* action, const host_sdk::page::Values& values) {
    (void)bench.act(action, values);
    EXPECT_EQ(bench.result.done(), !GetParam()) << bench.result.sentence;
    EXPECT_EQ(bench.credentials(), "refresh-token-2");
  }
};

TEST_P(ReplacedToken, IsKeptAfterSavingASelection) {
  expect_kept("save", {{"scope", "chosen"}, {"organizational_units", "id:sales"}});
}
TEST_P(ReplacedToken, IsKeptAfterExcludingAGroup) {
  expect_kept(
      kExclude,
      {{kExclusionKindField, "group"}, {kExclusionGroupField, "g-board"}, {kExclusionReasonField, "board"}});
}
TEST_P(ReplacedToken, IsKeptAfterPreviewingFields) {
  expect_kept(kPreviewFields, {{"empty_department", "keep"}});
}
TEST_P(ReplacedToken, IsKeptAfterCheckingAttributes) {
  expect_kept(kSaveFields, {{"field_department", "customSchemas.HR.CostCenter"}});
}
INSTANTIATE_TEST_SUITE_P(Google, ReplacedToken, ::testing::Bool(),
                         [](const auto& test) { return test.param ? "WhenItFails" : "WhenItAnswers"; });

TEST(AllowCustomAttributes, SavesNothingWhenTheConnectionChangesMeanwhile) {
  Bench bench;
  bench.google.directory.attributes = {{{"HR", "CostCenter"}, "Cost centre", false}};
  (void)bench.act(kConnectServiceAccount, {{kAdminEmailField, "dana@acme.com"},
                                           {kServiceAccountKeyField, boost::json::serialize(key_file())}});
  auto changed = bench.store.load_connection("acme").value();
  ASSERT_EQ(changed.kind, ConnectionKind::service_account);
  changed.connected_by = "Robin";
  bench.google.before_lookup = [&] {
    ASSERT_TRUE(bench.store.save_connection(changed, changed.revision));
    bench.google.before_lookup = {};
  };
  const auto answer = bench.act(kAllowCustomAttributes);
  EXPECT_EQ(answer.outcome, Outcome::refused);
  EXPECT_EQ(answer.toast->text, "The connection changed meanwhile. Nothing was saved. Try again.");
  const auto now = bench.store.load_connection("acme").value();
  EXPECT_EQ(now.connected_by, "Robin");
  EXPECT_FALSE(google::grants_schemas(now.scopes));
  EXPECT_FALSE(bench.audited("custom_attributes_allowed"));

  EXPECT_EQ(bench.act(kAllowCustomAttributes).outcome, Outcome::render);
  EXPECT_TRUE(google::grants_schemas(bench.store.load_connection("acme")->scopes));
}

}  // namespace
}  // namespace gup::testing
