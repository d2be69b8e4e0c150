#include "google/transport/retry_policy.hpp"

#include <gtest/gtest.h>

namespace gup::google {
namespace {

using host_sdk::ResultCode;
using Action = RetryDecision::Action;

constexpr CallName kList{"users.list", CallKind::list, false};
constexpr CallName kMembers{"members.list", CallKind::object, false};
constexpr CallName kUser{"users.get", CallKind::object, false};

DirectoryError google_error(long status, std::string reason, std::string message = "", std::string name = "",
                            std::string detail = "") {
  return {status, std::move(reason), std::move(message), std::move(name), std::move(detail), true};
}

struct Case {
  DirectoryError error;
  Action action;
  ResultCode code = ResultCode::try_again;
};

TEST(RetryPolicy, ClassifiesErrorsOfLists) {
  const Case cases[] = {
      {google_error(403, "userRateLimitExceeded"), Action::retry},
      {google_error(403, "quotaExceeded"), Action::retry},
      {google_error(403, "rateLimitExceeded"), Action::retry},
      {google_error(429, "rateLimitExceeded"), Action::retry},
      {google_error(429, ""), Action::retry},
      {google_error(403, "", "", "RESOURCE_EXHAUSTED"), Action::retry},
      {google_error(500, "backendError"), Action::retry},
      {google_error(500, "internalError"), Action::retry},
      {google_error(400, "backendError"), Action::retry},
      {google_error(503, "serviceNotAvailable"), Action::retry},
      {google_error(500, "unknownError"), Action::retry},
      {google_error(400, "failedPrecondition"), Action::retry},
      {google_error(400, "invalid", "A system error has occurred"), Action::retry},
      {google_error(502, ""), Action::retry},
      {google_error(504, ""), Action::retry},
      {google_error(599, ""), Action::retry},
      {google_error(408, ""), Action::retry},
      {google_error(401, "authError"), Action::refresh_token, ResultCode::access_lost},
      {google_error(401, "required"), Action::refresh_token, ResultCode::access_lost},
      {google_error(401, "", "", "UNAUTHENTICATED"), Action::refresh_token, ResultCode::access_lost},
      {google_error(403, "forbidden"), Action::retry, ResultCode::access_lost},
      {google_error(403, "", "", "PERMISSION_DENIED"), Action::retry, ResultCode::access_lost},
      {google_error(403, "", "Not Authorized to access this resource/api"), Action::retry,
       ResultCode::access_lost},
      {google_error(403, "insufficientPermissions"), Action::fail, ResultCode::access_lost},
      {google_error(403, "", "", "PERMISSION_DENIED", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"), Action::fail,
       ResultCode::access_lost},
      {google_error(403, "accessNotConfigured"), Action::fail, ResultCode::operator_action},
      {google_error(403, "", "", "PERMISSION_DENIED", "SERVICE_DISABLED"), Action::fail,
       ResultCode::operator_action},
      {google_error(403, "dailyLimitExceeded"), Action::fail, ResultCode::try_again},
      {google_error(403, "domainCannotUseApis"), Action::fail, ResultCode::administrator_action},
      {google_error(404, "notFound", "Domain not found."), Action::fail, ResultCode::access_lost},
      {google_error(404, "resourceNotFound"), Action::fail, ResultCode::access_lost},
      {google_error(412, "conditionNotMet"), Action::fail, ResultCode::access_lost},
      {google_error(400, "badRequest"), Action::fail, ResultCode::operator_action},
      {google_error(400, "invalid", "Invalid field selection x"), Action::fail, ResultCode::operator_action},
      {google_error(302, ""), Action::fail, ResultCode::try_again},
  };
  for (const auto& [error, action, code] : cases) {
    const RetryDecision decision = classify(kList, error);
    const std::string what = std::to_string(error.status) + " " + error.reason + error.message + error.detail;
    EXPECT_EQ(decision.action, action) << what;
    EXPECT_EQ(decision.code, code) << what;
    EXPECT_NE(decision.sentence.find("users.list"), std::string::npos) << what << ": " << decision.sentence;
  }
}

TEST(RetryPolicy, SkipsAGroupOnlyForGooglesOwnErrors) {
  const std::pair<DirectoryError, Unreadable> cases[] = {
      {google_error(403, "forbidden"), Unreadable::forbidden},
      {google_error(403, "", "", "PERMISSION_DENIED"), Unreadable::forbidden},
      {google_error(404, "notFound", "Resource Not Found: groupKey"), Unreadable::gone},
      {google_error(404, "", "", "NOT_FOUND"), Unreadable::gone},
      {google_error(412, "conditionNotMet"), Unreadable::gone},
  };
  for (const auto& [error, unreadable] : cases) {
    for (const CallName& call : {kMembers, kUser}) {
      const RetryDecision decision = classify(call, error);
      EXPECT_EQ(decision.action, Action::skip) << error.reason;
      EXPECT_EQ(decision.unreadable, unreadable) << error.reason;
    }
  }
}

TEST(RetryPolicy, NeverTreatsAProxysPageAsAnAnswerAboutAUser) {
  for (const long status : {403L, 404L, 412L}) {
    const RetryDecision decision = classify(kUser, DirectoryError{status, "", "Not Found", "", "", false});
    EXPECT_EQ(decision.action, Action::retry) << status;
    EXPECT_EQ(decision.code, ResultCode::try_again) << status;
  }
  EXPECT_EQ(classify(kMembers, DirectoryError{404, "", "", "", "", false}).action, Action::retry);
}

TEST(RetryPolicy, SkipsAnObjectThatKeepsFailingAfterItsRetries) {
  const RetryDecision decisions[] = {
      classify(kMembers, google_error(503, "backendError")),
      classify(kMembers, google_error(400, "failedPrecondition")),
      classify(kMembers, google_error(400, "invalid", "A system error has occurred")),
      classify(kMembers, google_error(403, "somethingNew")),
      classify(kMembers, google_error(410, "")),
      classify(kUser, DirectoryError{400, "", "<html>", "", "", false}),
      classify(kUser, DirectoryError{403, "", "<html>", "", "", false}),
      classify(kUser, DirectoryError{404, "", "<html>", "", "", false}),
      classify(kUser, NoAnswer{NoAnswerKind::timed_out, "x"}),
      classify(kUser, NoAnswer{NoAnswerKind::cut_short, "x"}),
      classify_damaged(kUser, "Google's answer to users.get was not JSON"),
  };
  for (const RetryDecision& decision : decisions) {
    EXPECT_EQ(decision.action, Action::retry) << decision.sentence;
    EXPECT_EQ(decision.unreadable, Unreadable::failing) << decision.sentence;
  }
  EXPECT_FALSE(classify(kList, google_error(503, "backendError")).unreadable);
  EXPECT_FALSE(classify(CallName{"users.get", CallKind::probe, false}, google_error(503, "")).unreadable);
}

TEST(RetryPolicy, SkipsAnObjectThatGoogleCallsInvalidWithoutRetries) {
  for (const char* reason : {"invalid", "badRequest", ""}) {
    const RetryDecision decision = classify(kMembers, google_error(400, reason, "Invalid Input: groupKey"));
    EXPECT_EQ(decision.action, Action::skip) << reason;
    EXPECT_EQ(decision.unreadable, Unreadable::failing) << reason;
  }
  const CallName next_page{"members.list", CallKind::object, true};
  EXPECT_TRUE(classify(next_page, google_error(400, "invalid")).invalid_request);
}

TEST(RetryPolicy, FailsTheCallForErrorsThatConcernAllObjects) {
  const RetryDecision decisions[] = {
      classify(kMembers, google_error(429, "rateLimitExceeded")),
      classify(kMembers, google_error(403, "dailyLimitExceeded")),
      classify(kMembers, google_error(403, "insufficientPermissions")),
      classify(kMembers, google_error(403, "accessNotConfigured")),
      classify(kMembers, google_error(403, "domainCannotUseApis")),
      classify(kMembers, google_error(401, "authError")),
      classify(kMembers, google_error(404, "notFound", "Domain not found.")),
      classify(kMembers, google_error(400, "invalid", "Invalid field selection x")),
      classify(kMembers, google_error(400, "invalid", "Invalid Customer Id")),
      classify(kMembers, NoAnswer{NoAnswerKind::unreachable, "x"}),
      classify(kMembers, NoAnswer{NoAnswerKind::untrusted, "x"}),
  };
  for (const RetryDecision& decision : decisions) EXPECT_FALSE(decision.unreadable) << decision.sentence;
}

TEST(RetryPolicy, DoesNotSkipAGroupForThrottlingOrCustomerErrors) {
  EXPECT_EQ(classify(kMembers, google_error(403, "quotaExceeded")).action, Action::retry);
  EXPECT_EQ(classify(kMembers, google_error(403, "insufficientPermissions")).action, Action::fail);
  EXPECT_EQ(classify(kMembers, google_error(403, "accessNotConfigured")).code, ResultCode::operator_action);
  const RetryDecision decision = classify(kUser, google_error(404, "notFound", "Domain not found."));
  EXPECT_EQ(decision.action, Action::fail);
  EXPECT_EQ(decision.code, ResultCode::access_lost);
  EXPECT_EQ(classify(kUser, DirectoryError{403, "invalidDomain", "Invalid domain.", "", "", false}).code,
            ResultCode::access_lost);
}

TEST(RetryPolicy, NamesTheCallTheAttemptsAndTheCodeLast) {
  EXPECT_EQ(
      classify(kList, google_error(429, "rateLimitExceeded", "Slow down")).sentence,
      "Google kept rate-limiting users.list; giving up after 9 attempts. (HTTP 429, rateLimitExceeded: Slow "
      "down)");
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::timed_out, "Timeout was reached"}).sentence,
            "Google did not answer users.list in time; giving up after 6 attempts. (Timeout was reached)");
  EXPECT_EQ(
      classify_no_token(NoAnswer{NoAnswerKind::unreachable, "Couldn't connect to server"}).sentence,
      "Google could not be reached for the token request; giving up after 4 attempts. (Couldn't connect to "
      "server)");
}

TEST(RetryPolicy, SlowsDownOnlyForThrottling) {
  EXPECT_TRUE(classify(kList, google_error(403, "userRateLimitExceeded")).throttled);
  EXPECT_TRUE(classify(kList, google_error(429, "")).throttled);
  EXPECT_FALSE(classify(kList, google_error(503, "backendError")).throttled);
}

TEST(RetryPolicy, RetriesAnExpiredPageTokenWithANewRun) {
  const CallName continued{"groups.list", CallKind::list, true};
  EXPECT_EQ(classify(continued, google_error(400, "invalid")).code, ResultCode::try_again);
}

TEST(RetryPolicy, WaitsADayWhenTheDailyQuotaIsUsedUp) {
  EXPECT_EQ(classify(kList, google_error(403, "dailyLimitExceeded")).retry_after, std::chrono::hours{24});
}

TEST(RetryPolicy, ClassifiesMissingAnswers) {
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::unreachable, "x"}).action, Action::retry);
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::timed_out, "x"}).action, Action::retry);
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::cut_short, "x"}).action, Action::retry);
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::untrusted, "x"}).code, ResultCode::operator_action);
  EXPECT_EQ(classify(kList, NoAnswer{NoAnswerKind::too_large, "x"}).code, ResultCode::operator_action);
}

}  // namespace
}  // namespace gup::google
