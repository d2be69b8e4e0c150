#include "google/transport/retry_policy.hpp"

#include <algorithm>
#include <array>

namespace gup::google {

using host_sdk::ResultCode;
using std::chrono::seconds;

namespace {

/// Google's own rule is five waits of 1 to 16 seconds.
constexpr int kRetries = 5;
/// Throttling passes for certain, so it may take longer: the limits are counted by the minute.
constexpr int kThrottledRetries = 8;
/// For what is more often permanent than not.
constexpr int kFewRetries = 3;
constexpr int kTokenRetries = 3;

template <std::size_t count>
bool one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> kThrottled{"userRateLimitExceeded", "rateLimitExceeded",
                                                     "quotaExceeded"};
constexpr std::array<std::string_view, 6> kPassing{"backendError", "internalError",  "transientError",
                                                   "badGateway",   "gatewayTimeout", "serviceNotAvailable"};
constexpr std::array<std::string_view, 2> kAMatterOfTries{"failedPrecondition", "unknownError"};

std::string quote(const DirectoryError& error) {
  std::string text = "HTTP " + std::to_string(error.status);
  const std::string& name = error.reason.empty() ? error.status_name : error.reason;
  if (!name.empty()) text += ", " + name;
  if (!error.message.empty()) text += ": " + error.message;
  return text;
}

RetryDecision fail(ResultCode code, std::string sentence, std::optional<seconds> after = std::nullopt) {
  RetryDecision decision;
  decision.code = code;
  decision.sentence = std::move(sentence);
  decision.retry_after = after;
  return decision;
}

RetryDecision retry(int times, std::string sentence, bool throttled = false) {
  RetryDecision decision = fail(ResultCode::try_again, std::move(sentence));
  decision.action = RetryDecision::Action::retry;
  decision.retries = times;
  decision.throttled = throttled;
  return decision;
}

RetryDecision skip(Unreadable why) {
  RetryDecision decision;
  decision.action = RetryDecision::Action::skip;
  decision.unreadable = why;
  return decision;
}

std::string asked(const CallName& call) {
  return "Google was asked for " + std::string(call.method) + " and ";
}

RetryDecision no_success(const CallName& call, const DirectoryError& error, int times) {
  return retry(times, asked(call) + "did not succeed, several times (" + quote(error) + ").");
}

RetryDecision forbidden(const CallName& call, const DirectoryError& error) {
  if (call.kind != CallKind::list) return skip(Unreadable::forbidden);
  return fail(ResultCode::access_lost,
              asked(call) + "refused (" + quote(error) +
                  "). The connected account needs an administrator role that may read users, groups and "
                  "organizational units; give it one, or connect with another account.");
}

RetryDecision not_found(const CallName& call, const DirectoryError& error) {
  // "Domain not found" and an unknown customer say nothing about a person or a group.
  const bool about_the_customer = error.reason == "resourceNotFound" ||
                                  error.message.find("Domain not found") != std::string::npos ||
                                  error.message.find("Invalid Customer") != std::string::npos;
  if (call.kind != CallKind::list && !about_the_customer) return skip(Unreadable::gone);
  return fail(ResultCode::access_lost, asked(call) + "no longer knows the customer (" + quote(error) +
                                           "). Connect again with an account of the customer.");
}

RetryDecision scope_missing(const CallName& call) {
  return fail(ResultCode::access_lost,
              asked(call) +
                  "refused because a permission was not granted. Connect again and leave every box ticked.");
}

RetryDecision service_disabled(const CallName& call) {
  return fail(ResultCode::operator_action,
              asked(call) +
                  "refused because the Admin SDK API is not enabled in the Google Cloud project of the OAuth "
                  "client or service account. Enable it at "
                  "https://console.cloud.google.com/apis/library/admin.googleapis.com "
                  "and wait a few minutes.");
}

RetryDecision bad_request(const CallName& call, const DirectoryError& error) {
  if (error.message.find("A system error has occurred") != std::string::npos)
    return no_success(call, error, kRetries);
  // The life of page tokens is limited and, but for users, not documented; a new list has new ones.
  RetryDecision decision =
      call.continued
          ? fail(ResultCode::try_again,
                 asked(call) + "would not continue the list (" + quote(error) + "); it has to be read anew.")
          : fail(ResultCode::operator_action,
                 asked(call) + "called the request invalid (" + quote(error) +
                     "). This version of the plugin and Google's interface do not fit each other.");
  decision.invalid_request = true;
  return decision;
}

std::optional<RetryDecision> classify_reason(const CallName& call, const DirectoryError& error) {
  const std::string& reason = error.reason;
  if (one_of(reason, kThrottled) || error.status_name == "RESOURCE_EXHAUSTED")
    return retry(kThrottledRetries,
                 asked(call) + "asked us to be slower, again and again (" + quote(error) + ").", true);
  if (one_of(reason, kPassing)) return no_success(call, error, kRetries);
  if (one_of(reason, kAMatterOfTries)) return no_success(call, error, kFewRetries);
  // The domain of this reason is that of throttling, but no wait helps.
  if (reason == "accessNotConfigured" || error.detail == "SERVICE_DISABLED") return service_disabled(call);
  if (reason == "insufficientPermissions" || error.detail == "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    return scope_missing(call);
  if (reason == "dailyLimitExceeded")
    return fail(ResultCode::try_again, asked(call) + "answered that the day's quota is used up.",
                std::chrono::hours{24});
  if (reason == "domainCannotUseApis")
    return fail(
        ResultCode::administrator_action,
        asked(call) +
            "refused because the use of Google's interfaces is switched off for the domain. Switch it "
            "on in Google's Admin console, under Security, API controls.");
  if (reason == "authError" || reason == "required") {
    RetryDecision decision = classify_refused_token(call);
    decision.action = RetryDecision::Action::refresh_token;
    return decision;
  }
  if (reason == "forbidden") return forbidden(call, error);
  if (reason == "invalidDomain")
    return not_found(CallName{call.method, CallKind::list, call.continued}, error);
  if (reason == "notFound" || reason == "resourceNotFound" || reason == "conditionNotMet")
    return not_found(call, error);
  if (reason == "invalid" || reason == "badRequest") return bad_request(call, error);
  return std::nullopt;
}

}  // namespace

RetryDecision classify(const CallName& call, const DirectoryError& error) {
  if (auto decision = classify_reason(call, error)) return *decision;
  switch (error.status) {
    case 400:
      return bad_request(call, error);
    case 401: {
      RetryDecision decision = classify_refused_token(call);
      decision.action = RetryDecision::Action::refresh_token;
      return decision;
    }
    case 403:
      // Only Google's own word counts: a proxy's page must neither hide a group nor end a connection; and a
      // reason that nobody knows is no refusal.
      if (error.from_google && error.reason.empty() &&
          ((error.status_name == "PERMISSION_DENIED" && error.detail.empty()) ||
           error.message.find("Not Authorized") != std::string::npos))
        return forbidden(call, error);
      return no_success(call, error, kFewRetries);
    case 404:
    case 412:
      if (error.from_google && error.reason.empty()) return not_found(call, error);
      return no_success(call, error, kFewRetries);
    case 429:
      return retry(kThrottledRetries,
                   asked(call) + "asked us to be slower, again and again (" + quote(error) + ").", true);
    case 408:
      return no_success(call, error, kRetries);
    default:
      break;
  }
  if (error.status >= 500) return no_success(call, error, kRetries);
  return fail(ResultCode::try_again,
              asked(call) + "answered with something unexpected (" + quote(error) + ").");
}

RetryDecision classify(const CallName& call, const NoAnswer& missing) {
  const std::string prefix = "Google was asked for " + std::string(call.method) + ", but ";
  switch (missing.kind) {
    case NoAnswerKind::untrusted:
      return fail(ResultCode::operator_action, prefix + "its certificate could not be verified (" +
                                                   missing.reason +
                                                   "). Install the certificates of the machine, or name "
                                                   "those of the proxy in between (google.ca_file).");
    case NoAnswerKind::too_large:
      return fail(ResultCode::operator_action, prefix + "the answer was longer than the plugin accepts.");
    case NoAnswerKind::cut_short:
      return retry(kRetries, prefix + "the answer was cut short, several times (" + missing.reason + ").");
    case NoAnswerKind::timed_out:
      return retry(kRetries, prefix + "did not answer in time, several times (" + missing.reason + ").");
    case NoAnswerKind::unreachable:
      break;
  }
  return retry(kRetries, prefix + "could not be reached (" + missing.reason + ").");
}

RetryDecision classify_damaged(const CallName& call) {
  return retry(kFewRetries, asked(call) + "answered with something that is not JSON, several times.");
}

RetryDecision classify_refused_token(const CallName& call) {
  return fail(ResultCode::access_lost,
              asked(call) + "no longer accepts the connection. Connect to Google again.");
}

RetryDecision classify(TokenStep step, const TokenError& error) {
  const std::string& word = error.error;
  const std::string quoted =
      "(HTTP " + std::to_string(error.status) + (word.empty() ? "" : ", " + word) + ")";
  const bool refresh = step == TokenStep::refresh;
  const auto after_refresh = [&](ResultCode otherwise) {
    return refresh ? ResultCode::access_lost : otherwise;
  };

  if (one_of<3>(word, {"internal_failure", "server_error", "temporarily_unavailable"}))
    return retry(kTokenRetries, "Google's sign-in service did not succeed, several times " + quoted + ".");
  if (word == "invalid_grant" && !refresh)
    return fail(
        ResultCode::administrator_action,
        "Google did not accept the sign-in: it took too long or was used before. Connect to Google again.");
  if (word == "invalid_grant" && error.subtype == "invalid_rapt")
    return fail(
        ResultCode::access_lost,
        "Google ended the connection because its session control for the account asks for a new sign-in. "
        "Connect to Google again, and exempt this app from session control in Google's Admin console.");
  if (word == "invalid_grant" || word == "rapt_required" || word == "invalid_account")
    return fail(after_refresh(ResultCode::administrator_action),
                "Google ended the connection: access was taken back, the account was disabled, or the "
                "connection was not used for a long time. Connect to Google again.");
  if (word == "admin_policy_enforced")
    return fail(
        ResultCode::administrator_action,
        "A policy of the Google customer does not allow this app. Mark it as trusted in Google's Admin "
        "console under Security, API controls, then connect again.");
  if (word == "org_internal")
    return fail(ResultCode::administrator_action,
                "The app is internal to another Google organization and cannot be used by this customer.");
  if (word == "access_denied")
    return fail(
        after_refresh(ResultCode::administrator_action),
        "Google denied access to the account. Connect to Google again with an administrator's account.");
  if (one_of<4>(word, {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"}))
    return fail(
        ResultCode::operator_action,
        "Google does not accept the OAuth client " + quoted +
            ": check google.client_id and google.client_secret in the plugin's settings, and that the "
            "client still exists in the Google Cloud project.");
  if (word == "redirect_uri_mismatch")
    return fail(
        ResultCode::operator_action,
        "Google does not know the platform's callback address: add it to the redirect URIs of the OAuth "
        "client in the Google Cloud project.");
  if (one_of<5>(std::to_string(error.status), {"408", "429", "500", "502", "503"}) || error.status >= 500)
    return retry(kTokenRetries, "Google's sign-in service did not succeed, several times " + quoted + ".",
                 error.status == 429);
  // What is not in the token endpoint's form was not said by it.
  if (word.empty())
    return fail(ResultCode::try_again,
                "Google's sign-in service answered with something unexpected " + quoted + ".");
  return fail(ResultCode::operator_action,
              "Google's sign-in service refused the request " + quoted +
                  ". Check the OAuth client in the plugin's settings and in the Google Cloud project.");
}

Failure to_failure(const RetryDecision& decision, std::optional<seconds> retry_after) {
  if (decision.code != ResultCode::try_again) return {decision.code, decision.sentence};
  return {decision.code, decision.sentence, decision.retry_after ? decision.retry_after : retry_after};
}

RetryDecision classify_no_token(const NoAnswer& missing) {
  RetryDecision decision = classify(CallName{"a token", CallKind::list, false}, missing);
  decision.retries = std::min(decision.retries, kTokenRetries);
  return decision;
}

}  // namespace gup::google
