// The assertion of a service account, and the table of Google's errors.
#include "google/sign_in/delegation.hpp"

#include <gmock/gmock.h>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "host_sdk/encoding.hpp"
#include "host_sdk/time.hpp"
#include "test_keys.hpp"

namespace gup::google::test {
namespace {

using gup::testing::delegated_access;
using gup::testing::verifies;

namespace json = boost::json;
using host_sdk::ResultCode;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kAudience = "https://oauth2.googleapis.com/token";
const host_sdk::Timestamp kNow =
    host_sdk::from_microseconds(1'795'416'060'900'000);  // 2026-11-23T06:41:00.9Z

json::object decoded(std::string_view part) {
  return json::parse(host_sdk::base64url_decode(part).value()).as_object();
}

TEST(Assertion, NamesTheServiceAccountTheAdministratorAndTheScopes) {
  const std::string jwt = make_assertion(delegated_access(), kAudience, kNow).reveal();
  const auto first = jwt.find('.');
  const auto second = jwt.find('.', first + 1);
  EXPECT_EQ(decoded(jwt.substr(0, first)),
            (json::object{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", "0123456789abcdef"}}));
  const auto issued = std::chrono::floor<std::chrono::seconds>(kNow).time_since_epoch().count();
  EXPECT_EQ(decoded(jwt.substr(first + 1, second - first - 1)),
            (json::object{{"iss", "sync@acme-sync.iam.gserviceaccount.com"},
                          {"sub", "dana@acme.com"},
                          {"scope",
                           "https://www.googleapis.com/auth/admin.directory.user.readonly "
                           "https://www.googleapis.com/auth/admin.directory.group.readonly "
                           "https://www.googleapis.com/auth/admin.directory.orgunit.readonly"},
                          {"aud", kAudience},
                          {"iat", issued},
                          {"exp", issued + 3600}}));
}

TEST(Assertion, IsSignedWithTheKey) {
  const std::string jwt = make_assertion(delegated_access(), kAudience, kNow).reveal();
  const auto dot = jwt.rfind('.');
  EXPECT_TRUE(verifies(jwt.substr(0, dot), host_sdk::base64url_decode(jwt.substr(dot + 1)).value()));
  EXPECT_FALSE(verifies(jwt.substr(0, dot - 1), host_sdk::base64url_decode(jwt.substr(dot + 1)).value()));
  EXPECT_EQ(jwt.find_first_of("=+/"), std::string::npos);
}

TEST(Assertion, IsSentAsTheGrantOfRfc7523) {
  EXPECT_EQ(assertion_form("a.b-c_d"),
            "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b-c_d");
}

TEST(Assertion, FailsWithAccessLostForAnUnreadableKey) {
  DelegatedAccess access = delegated_access();
  access.key.private_key = SecretText("nonsense");
  try {
    (void)make_assertion(access, kAudience, kNow);
    FAIL();
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::access_lost);
  }
}

struct Refusal {
  long status;
  const char* error;
  const char* description;
  DelegationProblem problem;
  const char* words;
};

TEST(Delegation, IsRefusedWithASentenceThatSaysWhatToChange) {
  constexpr auto kKey = DelegationProblem::key;
  constexpr auto kAdministrator = DelegationProblem::administrator;
  constexpr auto kDelegation = DelegationProblem::delegation;
  const Refusal rows[] = {
      {401, "unauthorized_client", "Unauthorized client or scope in request", kDelegation,
       "may not act for the accounts of acme.com"},
      {401, "unauthorized_client",
       "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any "
       "of the scopes requested.",
       kDelegation, "email was entered instead of its client id"},
      {403, "access_denied", "Requested client not authorized.", kDelegation,
       "At least one of the three scopes"},
      {400, "access_denied", "", kDelegation, "Google grants all or none"},
      {400, "invalid_grant", "Not a valid email", kAdministrator, "dana@acme.com"},
      {400, "invalid_grant", "Invalid email or User ID", kAdministrator, "no alias, no group"},
      {400, "invalid_request", "Invalid impersonation prn email address", kAdministrator, "dana@acme.com"},
      {400, "invalid_request", "Invalid impersonation \"sub\" field", kAdministrator, "dana@acme.com"},
      {400, "invalid_grant", "The account has been deleted", kAdministrator, "neither suspended nor deleted"},
      {400, "invalid_grant", "reauth related error (invalid_rapt)", kAdministrator, "session control"},
      {400, "invalid_account", "Forbidden", kAdministrator, "neither suspended nor deleted"},
      {400, "invalid_grant",
       "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check "
       "your iat and exp values in the JWT claim.",
       DelegationProblem::clock, "the clock of this platform says 2026-11-23T06:41:00Z"},
      {400, "invalid_grant", "Invalid JWT Signature.", kKey, "deleted or disabled"},
      {400, "invalid_grant", "Invalid JWT: No valid verifier found for issuer.", kKey, "does not know"},
      {400, "invalid_grant", "Invalid grant: account not found", kKey,
       "sync@acme-sync.iam.gserviceaccount.com"},
      {400, "invalid_grant", "Robot is disabled.", kKey, "or it is disabled"},
      {400, "invalid_grant", "Bad Request", kDelegation, "Check that its key is enabled"},
      {400, "invalid_scope", "", kDelegation, "separated by commas"},
      {401, "disabled_client", "", kKey, "is disabled"},
      {401, "deleted_client", "", kKey, "was deleted"},
      {401, "invalid_client", "The OAuth client was not found.", kKey, "is not accepted"},
      {400, "org_internal", "", kKey, "own organization"},
      {400, "admin_policy_enforced", "", kDelegation, "as trusted"},
      {400, "something_new", "", kDelegation, "Check that its key is enabled"},
  };
  for (const auto& row : rows) {
    const RetryDecision decision =
        classify_delegation_error(delegated_access(), {row.status, row.error, "", row.description}, kNow);
    EXPECT_EQ(decision.action, RetryDecision::Action::fail) << row.description;
    EXPECT_EQ(decision.problem, row.problem) << row.error << row.description;
    EXPECT_THAT(decision.sentence, HasSubstr(row.words));
    EXPECT_THAT(decision.sentence, EndsWith("(" + std::string(row.error) + ")"));
    EXPECT_EQ(decision.code, row.problem == DelegationProblem::clock ? ResultCode::operator_action
                                                                     : ResultCode::access_lost);
  }
}

TEST(Delegation, NamesTheClientIdAndAllThreeScopesToEnter) {
  for (const char* error : {"unauthorized_client", "access_denied", "invalid_scope"}) {
    const std::string sentence =
        classify_delegation_error(delegated_access(), {400, error, "", ""}, kNow).sentence;
    EXPECT_THAT(sentence, HasSubstr("108765432109876543210"));
    EXPECT_THAT(sentence, HasSubstr("https://www.googleapis.com/auth/admin.directory.user.readonly,"
                                    "https://www.googleapis.com/auth/admin.directory.group.readonly,"
                                    "https://www.googleapis.com/auth/admin.directory.orgunit.readonly"));
    EXPECT_THAT(sentence, HasSubstr("Domain-wide delegation"));
  }
}

TEST(Delegation, IsRetriedForTransientErrors) {
  const TokenError passing[] = {{503, "", "", ""},
                                {500, "internal_failure", "", "Backend Error"},
                                {400, "temporarily_unavailable", "", ""},
                                {429, "", "", ""},
                                {408, "", "", ""}};
  for (const TokenError& error : passing) {
    const RetryDecision decision = classify_delegation_error(delegated_access(), error, kNow);
    EXPECT_EQ(decision.action, RetryDecision::Action::retry) << error.status << error.error;
    EXPECT_EQ(decision.retries, 3);
    EXPECT_FALSE(decision.problem);
  }
}

TEST(Delegation, IsNotAffectedByAProxysErrorPage) {
  const RetryDecision decision = classify_delegation_error(delegated_access(), {403, "", "", ""}, kNow);
  EXPECT_EQ(decision.code, ResultCode::try_again);
  EXPECT_FALSE(decision.problem);
}

TEST(Delegation, DoesNotShowGooglesDescription) {
  const RetryDecision decision = classify_delegation_error(
      delegated_access(), {400, "invalid_grant", "", "Invalid JWT Signature. eyJhbGciOi"}, kNow);
  EXPECT_THAT(decision.sentence, Not(HasSubstr("eyJ")));
}

}  // namespace
}  // namespace gup::google::test
