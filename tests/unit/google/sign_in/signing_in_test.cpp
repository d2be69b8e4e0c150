// Exchange, probe, refresh and revocation against a scripted Google.
#include "directory_fixture.hpp"
#include "host_sdk/encoding.hpp"

namespace gup::google::test {
namespace {

using host_sdk::ResultCode;

const CodeExchange kExchange{"the-code", "http://127.0.0.1/callback", "the-verifier"};

Reply full_token_reply(const std::string& client_id = "client-id") {
  const std::string claims = R"({"iss":"https://accounts.google.com","aud":")" + client_id +
                             R"(","sub":"108","email":"dana@acme.com","hd":"acme.com","exp":1999999999})";
  return {200,
          R"({"access_token":"access","expires_in":3599,"refresh_token":"lasting","scope":"openid email",
              "id_token":"h.)" +
              host_sdk::base64url_encode(claims) + R"(.s"})",
          {},
          {}};
}

class SigningIn : public DirectoryTest {
 protected:
  /// The test answers all requests, including those of the token endpoint.
  void serve_all(ScriptedGoogle::Handler handler) {
    google_ = std::make_unique<ScriptedGoogle>(std::move(handler));
    open(google_->settings());
  }
  Grant grant() const { return {"lasting", "access", {}, "108", "dana@acme.com", "acme.com"}; }
};

TEST_F(SigningIn, RedeemsACodeForAGrant) {
  serve_all([](const SeenRequest&) { return full_token_reply(); });
  const Grant grant = service_->exchange(kExchange, monitor_);
  EXPECT_EQ(grant.refresh_token, "lasting");
  EXPECT_EQ(grant.access_token, "access");
  EXPECT_EQ(grant.account_id, "108");
  EXPECT_EQ(grant.account_email, "dana@acme.com");
  EXPECT_EQ(grant.hosted_domain, "acme.com");
  EXPECT_EQ(grant.scopes, (std::vector<std::string>{"openid", "email"}));
  const auto request = google_->requests("/token").at(0);
  EXPECT_EQ(request.method, "POST");
  EXPECT_EQ(request.form.at("code"), "the-code");
  EXPECT_EQ(request.form.at("code_verifier"), "the-verifier");
  EXPECT_EQ(request.form.at("client_secret"), "client-secret");
}

TEST_F(SigningIn, AsksTheAdministratorToConnectAgainWhenTheAnswerIsIncomplete) {
  const Reply replies[] = {
      {400, R"({"error":"invalid_grant","error_description":"the-code"})", {}, {}},
      {200, R"({"access_token":"a","id_token":"x.y.z"})", {}, {}},
      {200, R"({"access_token":"a","refresh_token":"r"})", {}, {}},
      full_token_reply("another-client"),
  };
  for (const Reply& reply : replies) {
    serve_all([reply](const SeenRequest&) { return reply; });
    const auto failure = failure_of([&] { (void)service_->exchange(kExchange, monitor_); });
    EXPECT_EQ(failure.code, ResultCode::administrator_action) << reply.body;
    EXPECT_EQ(failure.sentence.find("the-code"), std::string::npos) << failure.sentence;
  }
}

TEST_F(SigningIn, SendsATokenRequestAtMostFourTimes) {
  serve_all([](const SeenRequest&) -> Reply { return {503, "", {}, {}}; });
  EXPECT_EQ(failure_of([&] { (void)service_->exchange(kExchange, monitor_); }).code, ResultCode::try_again);
  EXPECT_EQ(google_->requests().size(), 4U);
}

TEST_F(SigningIn, DoesNotRetryWithARevokedGrant) {
  serve_all([](const SeenRequest&) -> Reply { return {400, R"({"error":"invalid_grant"})", {}, {}}; });
  EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, ResultCode::access_lost);
  EXPECT_EQ(google_->requests().size(), 1U);
}

TEST_F(SigningIn, AsksTheOperatorToFixAnInvalidClient) {
  serve_all([](const SeenRequest&) -> Reply { return {401, R"({"error":"invalid_client"})", {}, {}}; });
  EXPECT_EQ(failure_of([&] { (void)reader_->list_units(monitor_); }).code, ResultCode::operator_action);
}

TEST_F(SigningIn, RefreshesFiveMinutesBeforeExpiryAndKeepsAReplacedToken) {
  int given = 0;
  serve_all([&given](const SeenRequest& request) -> Reply {
    if (request.path != "/token") return {200, "{}", {}, {}};
    ++given;
    return {200,
            R"({"access_token":"t)" + std::to_string(given) + R"(","expires_in":3600,"refresh_token":"r)" +
                std::to_string(given) + "\"}",
            {},
            {}};
  });
  EXPECT_EQ(reader_->replaced_refresh_token(), std::nullopt);
  (void)reader_->list_units(monitor_);
  EXPECT_EQ(reader_->replaced_refresh_token(), "r1");
  clock_.advance(std::chrono::minutes{54});
  (void)reader_->list_units(monitor_);
  EXPECT_EQ(google_->requests("/token").size(), 1U);
  clock_.advance(std::chrono::minutes{2});
  (void)reader_->list_units(monitor_);
  const auto refreshes = google_->requests("/token");
  ASSERT_EQ(refreshes.size(), 2U);
  EXPECT_EQ(refreshes[0].form.at("refresh_token"), "refresh-1");
  EXPECT_EQ(refreshes[1].form.at("refresh_token"), "r1");
  EXPECT_EQ(reader_->replaced_refresh_token(), "r2");
}

Reply probe_reply(const SeenRequest& request) {
  if (request.path == kUsers) return {200, R"({"users":[{"id":"1"}],"nextPageToken":"2"})", {}, {}};
  if (request.path == kGroups || request.path == kUnits) return {200, "{}", {}, {}};
  return {200, R"({"id":"108","primaryEmail":"dana@acme.com","customerId":"C03"})", {}, {}};
}

TEST_F(SigningIn, ProbesEveryListAndReadsTheAdministrator) {
  serve_all(&probe_reply);
  const Administrator administrator = service_->probe(grant(), monitor_);
  EXPECT_EQ(administrator.customer_id, "C03");
  EXPECT_EQ(administrator.primary_email, "dana@acme.com");
  ASSERT_EQ(google_->requests().size(), 4U);
  EXPECT_EQ(google_->requests(kUsers).at(0).parameters.at("maxResults"), "1");
  EXPECT_EQ(google_->requests(kUsers).at(0).bearer, "access");
  EXPECT_EQ(google_->requests(kUsers + "/108").size(), 1U);
}

/// A customer with one group, whose members are answered with `members`.
Reply probe_reply_with_group(const SeenRequest& request, const Reply& members) {
  if (request.path == kGroups) return {200, R"({"groups":[{"id":"g1"}],"nextPageToken":"2"})", {}, {}};
  if (request.path == kGroups + "/g1/members") return members;
  return probe_reply(request);
}

TEST_F(SigningIn, ProbesTheMembersOfOneGroup) {
  serve_all([](const SeenRequest& request) {
    return probe_reply_with_group(request, {200, R"({"members":[{"id":"1","type":"USER"}]})", {}, {}});
  });
  EXPECT_EQ(service_->probe(grant(), monitor_).customer_id, "C03");
  EXPECT_EQ(google_->requests(kGroups + "/g1/members").at(0).parameters.at("maxResults"), "1");
  EXPECT_EQ(google_->requests().size(), 5U);
}

/// A customer with five groups: the members of the first are answered with `first`, of all others with
/// `others`.
Reply probe_reply_with_groups(const SeenRequest& request, const Reply& first, const Reply& others) {
  if (request.path == kGroups)
    return {200, R"({"groups":[{"id":"g1"},{"id":"g2"},{"id":"g3"},{"id":"g4"},{"id":"g5"}]})", {}, {}};
  if (request.path == kGroups + "/g1/members") return first;
  if (request.path.ends_with("/members")) return others;
  return probe_reply(request);
}

TEST_F(SigningIn, TriesOtherGroupsIfTheMembersOfTheFirstOneCannotBeRead) {
  const Reply replies[] = {
      error_reply(400, "invalid", "Invalid Input"),
      error_reply(403, "forbidden", "Not Authorized"),
      error_reply(404, "notFound", "Resource Not Found: groupKey"),
      error_reply(500, "backendError", "Backend Error"),
      {502, "<html>", {}, {}},
      {200, "{\"members\":", {}, {}},
      {200, "", {}, {}, Reply::Kind::cut_short},
      {200, "", {}, {}, Reply::Kind::silence},
  };
  HttpLimits impatient;
  impatient.replaceable = std::chrono::milliseconds{200};
  for (const Reply& reply : replies) {
    serve_all([&reply](const SeenRequest& request) {
      return probe_reply_with_groups(request, reply, {200, R"({"members":[]})", {}, {}});
    });
    service_ = open_google(google_->settings(), clock_, impatient);
    EXPECT_EQ(service_->probe(grant(), monitor_).customer_id, "C03") << reply.status << reply.body;
    EXPECT_EQ(google_->requests(kGroups + "/g1/members").size(), 1U) << reply.status << reply.body;
    EXPECT_TRUE(long_waits().empty()) << reply.status << reply.body;
  }
}

TEST_F(SigningIn, RefusesOnlyIfTheMembersOfNoGroupCanBeRead) {
  const std::pair<Reply, ResultCode> cases[] = {
      {error_reply(403, "forbidden", "Not Authorized"), ResultCode::access_lost},
      {error_reply(500, "backendError", "Backend Error"), ResultCode::try_again},
      {error_reply(400, "invalid", "Invalid Input"), ResultCode::operator_action},
  };
  for (const auto& [reply, code] : cases) {
    serve_all([reply = reply](const SeenRequest& request) {
      return probe_reply_with_groups(request, reply, reply);
    });
    EXPECT_EQ(failure_of([&] { (void)service_->probe(grant(), monitor_); }).code, code) << reply.status;
    EXPECT_FALSE(google_->requests(kGroups + "/g5/members").empty());
  }
  // One group that Google refuses and others that it cannot show now do not prove that the role is missing.
  serve_all([](const SeenRequest& request) {
    return probe_reply_with_groups(request, error_reply(403, "forbidden", "Not Authorized"),
                                   error_reply(503, "backendError", "Backend Error"));
  });
  EXPECT_EQ(failure_of([&] { (void)service_->probe(grant(), monitor_); }).code, ResultCode::try_again);
}

TEST_F(SigningIn, NamesGroupMembersThatTheAccountCannotRead) {
  serve_all([](const SeenRequest& request) {
    return probe_reply_with_group(request, error_reply(403, "forbidden", "Not Authorized"));
  });
  const auto failure = failure_of([&] { (void)service_->probe(grant(), monitor_); });
  EXPECT_EQ(failure.code, ResultCode::access_lost);
  EXPECT_NE(failure.sentence.find("dana@acme.com read group members."), std::string::npos)
      << failure.sentence;
}

TEST_F(SigningIn, AcceptsAGroupThatIsDeletedWhileProbing) {
  serve_all([](const SeenRequest& request) {
    return probe_reply_with_group(request, error_reply(404, "notFound", "Resource Not Found: groupKey"));
  });
  EXPECT_EQ(service_->probe(grant(), monitor_).customer_id, "C03");
}

TEST_F(SigningIn, NamesEverythingThatTheAccountCannotRead) {
  serve_all([](const SeenRequest& request) {
    if (request.path == kUsers || request.path == kUnits)
      return error_reply(403, "forbidden", "Not Authorized");
    return probe_reply(request);
  });
  const auto failure = failure_of([&] { (void)service_->probe(grant(), monitor_); });
  EXPECT_EQ(failure.code, ResultCode::access_lost);
  EXPECT_NE(failure.sentence.find("dana@acme.com read users and organizational units."), std::string::npos)
      << failure.sentence;
  EXPECT_NE(failure.sentence.find("administrator role"), std::string::npos);
}

TEST_F(SigningIn, DistinguishesADisabledApiFromAMissingRole) {
  serve_all([](const SeenRequest&) { return error_reply(403, "accessNotConfigured", "not enabled"); });
  EXPECT_EQ(failure_of([&] { (void)service_->probe(grant(), monitor_); }).code, ResultCode::operator_action);
}

TEST_F(SigningIn, DoesNotRefreshWhileProbing) {
  serve_all([](const SeenRequest&) { return error_reply(401, "authError", "Invalid Credentials"); });
  EXPECT_EQ(failure_of([&] { (void)service_->probe(grant(), monitor_); }).code, ResultCode::access_lost);
  EXPECT_TRUE(google_->requests("/token").empty());
}

TEST_F(SigningIn, ReturnsTheResultOfARevocation) {
  const std::pair<Reply, Revocation> cases[] = {
      {{200, "{}", {}, {}}, Revocation::revoked},
      {{400, R"({"error":"invalid_token"})", {}, {}}, Revocation::already_gone},
      {{400, R"({"error":"invalid_request","error_description":"Token expired"})", {}, {}},
       Revocation::already_gone},
      {{400, "", {}, {}}, Revocation::unreachable},
      {{400, "<html><title>Bad Request</title></html>", {}, {}}, Revocation::unreachable},
      {{503, "", {}, {}}, Revocation::unreachable},
      {{404, "<html>", {}, {}}, Revocation::unreachable},
  };
  for (const auto& [reply, revocation] : cases) {
    serve_all([reply = reply](const SeenRequest&) { return reply; });
    EXPECT_EQ(service_->revoke("lasting", monitor_), revocation) << reply.status;
    EXPECT_EQ(google_->requests("/revoke").at(0).form.at("token"), "lasting");
  }
}

TEST_F(SigningIn, StopsARevocationOnCancel) {
  serve_all([this](const SeenRequest&) -> Reply {
    monitor_.request_cancel();
    return {503, "", {}, {}};
  });
  EXPECT_THROW((void)service_->revoke("lasting", monitor_), Cancelled);
}

}  // namespace
}  // namespace gup::google::test
