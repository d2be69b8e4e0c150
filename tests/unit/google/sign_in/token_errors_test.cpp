// The table of the token endpoint's errors for a person's connection.
#include "google/sign_in/token_errors.hpp"

#include <gmock/gmock.h>

namespace gup::google {
namespace {

using host_sdk::ResultCode;
using Action = RetryDecision::Action;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

struct TokenCase {
  TokenStep step;
  TokenError error;
  Action action;
  ResultCode code;
};

TEST(TokenErrors, SayWhoCanAct) {
  const auto refresh = TokenStep::refresh;
  const auto exchange = TokenStep::exchange;
  const TokenCase cases[] = {
      {refresh, {400, "invalid_grant", ""}, Action::fail, ResultCode::access_lost},
      {refresh, {400, "invalid_grant", "invalid_rapt"}, Action::fail, ResultCode::access_lost},
      {refresh, {400, "invalid_account", "", "Forbidden"}, Action::fail, ResultCode::access_lost},
      {refresh, {400, "rapt_required", ""}, Action::fail, ResultCode::access_lost},
      {refresh, {403, "access_denied", ""}, Action::fail, ResultCode::access_lost},
      {refresh, {400, "admin_policy_enforced", ""}, Action::fail, ResultCode::access_lost},
      {exchange, {400, "admin_policy_enforced", ""}, Action::fail, ResultCode::administrator_action},
      {refresh, {401, "invalid_client", ""}, Action::fail, ResultCode::operator_action},
      {refresh, {401, "unauthorized_client", ""}, Action::fail, ResultCode::access_lost},
      {refresh, {401, "deleted_client", ""}, Action::fail, ResultCode::access_lost},
      {refresh, {401, "disabled_client", ""}, Action::fail, ResultCode::access_lost},
      {exchange, {401, "unauthorized_client", ""}, Action::fail, ResultCode::operator_action},
      {exchange, {401, "disabled_client", ""}, Action::fail, ResultCode::operator_action},
      {refresh, {400, "invalid_scope", ""}, Action::fail, ResultCode::operator_action},
      {refresh, {403, "org_internal", ""}, Action::fail, ResultCode::administrator_action},
      {refresh, {400, "internal_failure", ""}, Action::retry, ResultCode::try_again},
      {refresh, {503, "", ""}, Action::retry, ResultCode::try_again},
      {refresh, {429, "", ""}, Action::retry, ResultCode::try_again},
      {refresh, {504, "", ""}, Action::retry, ResultCode::try_again},
      {refresh, {403, "", ""}, Action::fail, ResultCode::try_again},
      {exchange, {400, "invalid_grant", ""}, Action::fail, ResultCode::administrator_action},
      {exchange, {403, "access_denied", ""}, Action::fail, ResultCode::administrator_action},
      {exchange, {400, "redirect_uri_mismatch", ""}, Action::fail, ResultCode::operator_action},
  };
  for (const auto& [step, error, action, code] : cases) {
    const RetryDecision decision = classify(step, error);
    EXPECT_EQ(decision.action, action) << error.status << " " << error.error;
    EXPECT_EQ(decision.code, code) << error.status << " " << error.error;
    EXPECT_FALSE(decision.sentence.empty()) << error.error;
  }
}

TEST(TokenErrors, NameTheCauseOfAnInvalidGrant) {
  struct Row {
    const char* description;
    const char* subtype;
    const char* words;
  };
  const Row rows[] = {
      {"Account has been deleted", "", "the connected account was deleted"},
      {"The account has been deleted", "", "the connected account was deleted"},
      {"Token has been expired or revoked.", "", "the app's access was removed"},
      {"reauth related error (invalid_rapt)", "", "session control"},
      {"reauth related error (rapt_required)", "rapt_required", "session control"},
      {"Bad Request", "invalid_rapt", "session control"},
      {"Account disabled", "", "suspended or restricted"},
      {"Bad Request", "", "unused for a long time"},
      {"", "", "unused for a long time"},
  };
  for (const Row& row : rows) {
    const RetryDecision decision =
        classify(TokenStep::refresh, {400, "invalid_grant", row.subtype, row.description});
    EXPECT_EQ(decision.action, Action::fail) << row.description;
    EXPECT_EQ(decision.code, ResultCode::access_lost) << row.description;
    EXPECT_THAT(decision.sentence, HasSubstr(row.words));
    EXPECT_THAT(decision.sentence, HasSubstr("onnect to Google again")) << row.description;
    EXPECT_THAT(decision.sentence, EndsWith(" (HTTP 400, invalid_grant)"));
  }
}

TEST(TokenErrors, SayWhetherTheAccessMayReturnOnItsOwn) {
  struct Row {
    TokenError error;
    AccessLoss loss;
  };
  const Row rows[] = {
      {{400, "invalid_grant", "", "Token has been expired or revoked."}, AccessLoss::expired_or_revoked},
      {{400, "invalid_grant", "", "Bad Request"}, AccessLoss::expired_or_revoked},
      {{400, "invalid_grant", "invalid_rapt"}, AccessLoss::reconnect},
      {{400, "invalid_grant", "", "The account has been deleted"}, AccessLoss::reconnect},
      {{401, "unauthorized_client", ""}, AccessLoss::reconnect},
      {{400, "invalid_grant", "", "Account disabled"}, AccessLoss::may_return},
      {{400, "admin_policy_enforced", ""}, AccessLoss::may_return},
      {{403, "access_denied", "", "Requested client not authorized"}, AccessLoss::may_return},
      {{401, "disabled_client", ""}, AccessLoss::may_return},
      {{401, "deleted_client", ""}, AccessLoss::may_return},
  };
  for (const auto& [error, loss] : rows)
    EXPECT_EQ(to_failure(classify(TokenStep::refresh, error), {}).loss(), loss)
        << error.error << " " << error.description;
}

TEST(TokenErrors, NameARestrictedAccount) {
  const TokenError error{403, "access_denied", "", "Account restricted"};
  EXPECT_THAT(classify(TokenStep::refresh, error).sentence, HasSubstr("suspended or restricted"));
}

TEST(TokenErrors, DoNotShowGooglesDescription) {
  const TokenError error{400, "invalid_grant", "", "Token has been expired or revoked. 1//refresh-token"};
  for (const auto step : {TokenStep::exchange, TokenStep::refresh})
    EXPECT_THAT(classify(step, error).sentence, Not(HasSubstr("1//")));
}

}  // namespace
}  // namespace gup::google
