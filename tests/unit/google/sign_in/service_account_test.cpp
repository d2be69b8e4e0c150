// A service account signs in and reads from a scripted Google.
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include "directory_fixture.hpp"
#include "google/sign_in/delegation.hpp"
#include "host_sdk/encoding.hpp"
#include "test_keys.hpp"

namespace gup::google::test {
namespace {

using gup::testing::delegated_access;
using gup::testing::verifies;

using host_sdk::ResultCode;
using ::testing::HasSubstr;

Reply directory_reply(const SeenRequest& request) {
  if (request.path == kUsers) return {200, R"({"users":[{"id":"1"}]})", {}, {}};
  if (request.path.starts_with(kUsers + "/"))
    return {200, R"({"id":"108","primaryEmail":"dana@acme.com","customerId":"C03"})", {}, {}};
  return {200, "{}", {}, {}};
}

std::int64_t claim(const SeenRequest& token_request, const char* name) {
  const std::string jwt = token_request.form.at("assertion");
  const auto first = jwt.find('.');
  const auto payload = jwt.substr(first + 1, jwt.rfind('.') - first - 1);
  return boost::json::parse(host_sdk::base64url_decode(payload).value()).at(name).to_number<std::int64_t>();
}

class ServiceAccount : public DirectoryTest {
 protected:
  void serve_delegated(ScriptedGoogle::Handler handler) {
    serve(std::move(handler));
    reader_ = service_->open_directory(delegated_access(), "account-1");
  }
  void refuse(int status, const std::string& error, const std::string& description) {
    google_ = std::make_unique<ScriptedGoogle>([=](const SeenRequest&) -> Reply {
      return {status, R"({"error":")" + error + R"(","error_description":")" + description + R"("})", {}, {}};
    });
    service_ = open_google(google_->settings(), clock_);
    reader_ = service_->open_directory(delegated_access(), "account-1");
  }
};

TEST_F(ServiceAccount, AsksTheConfiguredEndpointWithASignedAssertion) {
  serve_delegated(&directory_reply);
  (void)reader_->list_groups(monitor_);
  const auto request = google_->requests("/token").at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.form.at("grant_type"), "urn:ietf:params:oauth:grant-type:jwt-bearer");
  EXPECT_FALSE(request.form.contains("client_secret"));
  const std::string jwt = request.form.at("assertion");
  const auto dot = jwt.rfind('.');
  EXPECT_TRUE(verifies(jwt.substr(0, dot), host_sdk::base64url_decode(jwt.substr(dot + 1)).value()));
  const auto first = jwt.find('.');
  const auto claims =
      boost::json::parse(host_sdk::base64url_decode(jwt.substr(first + 1, dot - first - 1)).value());
  EXPECT_EQ(std::string(claims.at("aud").as_string()), google_->origin() + "/token");
  EXPECT_EQ(google_->requests(kGroups).at(0).bearer, "token-1");
}

TEST_F(ServiceAccount, GetsTheNextTokenFiveMinutesBeforeExpiryByTheHostsClock) {
  serve_delegated(&directory_reply);
  (void)reader_->list_groups(monitor_);
  clock_.advance(std::chrono::minutes{54});
  (void)reader_->list_groups(monitor_);
  EXPECT_EQ(google_->requests("/token").size(), 1U);
  clock_.advance(std::chrono::minutes{2});
  (void)reader_->list_groups(monitor_);
  const auto requests = google_->requests("/token");
  ASSERT_EQ(requests.size(), 2U);
  EXPECT_GE(claim(requests[1], "iat") - claim(requests[0], "iat"), 56 * 60);
  EXPECT_EQ(google_->requests(kGroups).at(2).bearer, "token-2");
  EXPECT_EQ(reader_->replaced_refresh_token(), std::nullopt);
}

TEST_F(ServiceAccount, GetsANewTokenOnceAfterA401) {
  serve_delegated([](const SeenRequest& request) {
    if (request.bearer == "token-1") return error_reply(401, "authError", "Invalid Credentials");
    return directory_reply(request);
  });
  (void)reader_->list_groups(monitor_);
  EXPECT_EQ(google_->requests("/token").size(), 2U);
}

TEST_F(ServiceAccount, LosesAccessWithoutRetryWhenTheKeyIsDeleted) {
  refuse(400, "invalid_grant", "Invalid JWT Signature.");
  const auto failure = failure_of([&] { (void)reader_->list_units(monitor_); });
  EXPECT_EQ(failure.code, ResultCode::access_lost);
  EXPECT_THAT(failure.sentence, HasSubstr("deleted or disabled"));
  EXPECT_EQ(google_->requests().size(), 1U);
}

TEST_F(ServiceAccount, SendsFourRequestsToAnUnavailableEndpoint) {
  refuse(503, "", "");
  EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, ResultCode::try_again);
  EXPECT_EQ(google_->requests().size(), 4U);
}

TEST_F(ServiceAccount, ProbesTheAdministratorByEmail) {
  serve_delegated(&directory_reply);
  const Administrator administrator = service_->probe(delegated_access(), monitor_);
  EXPECT_EQ(administrator.id, "108");
  EXPECT_EQ(administrator.customer_id, "C03");
  EXPECT_EQ(google_->requests(kUsers + "/dana%40acme.com").size(), 1U);
  EXPECT_EQ(google_->requests(kUnits).size(), 1U);
  EXPECT_EQ(google_->requests("/token").size(), 1U);
}

TEST_F(ServiceAccount, NamesTheProblemOfTheDelegationWhenProbing) {
  refuse(403, "access_denied", "Requested client not authorized.");
  try {
    (void)service_->probe(delegated_access(), monitor_);
    FAIL();
  } catch (const DelegationRefused& refusal) {
    EXPECT_EQ(refusal.problem(), DelegationProblem::delegation);
    EXPECT_EQ(refusal.code(), ResultCode::access_lost);
  }
}

TEST_F(ServiceAccount, FailsWhenTheAdministratorCannotRead) {
  serve_delegated([](const SeenRequest&) { return error_reply(403, "forbidden", "Not Authorized"); });
  const auto failure = failure_of([&] { (void)service_->probe(delegated_access(), monitor_); });
  EXPECT_EQ(failure.code, ResultCode::access_lost);
  EXPECT_THAT(failure.sentence, HasSubstr("dana@acme.com read users, groups and organizational units."));
}

}  // namespace
}  // namespace gup::google::test
