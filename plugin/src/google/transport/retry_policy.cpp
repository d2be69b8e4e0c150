#include "google/transport/retry_policy.hpp"

#include <algorithm>
#include <array>

namespace gup::google {

using host_sdk::ResultCode;
using std::chrono::seconds;

namespace {

/// Google recommends five waits of 1 to 16 seconds.
constexpr int kRetries = 5;
/// Rate limiting always passes, so it is worth more retries: the quotas are per minute.
constexpr int kThrottledRetries = 8;
/// For errors that are more often permanent than transient.
constexpr int kFewRetries = 3;
constexpr int kTokenRetries = 3;

template <std::size_t count>
bool one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 3> kThrottled{"userRateLimitExceeded", "rateLimitExceeded",
                                                     "quotaExceeded"};
constexpr std::array<std::string_view, 6> kTransient{"backendError", "internalError",  "transientError",
                                                     "badGateway",   "gatewayTimeout", "serviceNotAvailable"};
constexpr std::array<std::string_view, 2> kMaybeTransient{"failedPrecondition", "unknownError"};

/// " (HTTP 403, quotaExceeded: Google's message)": the code comes last.
std::string code_of(const DirectoryError& error) {
  std::string text = " (HTTP " + std::to_string(error.status);
  const std::string& name = error.reason.empty() ? error.status_name : error.reason;
  if (!name.empty()) text += ", " + name;
  if (!error.message.empty()) text += ": " + error.message;
  return text + ")";
}

std::string code_of(const TokenError& error) {
  return " (HTTP " + std::to_string(error.status) + (error.error.empty() ? "" : ", " + error.error) + ")";
}

RetryDecision fail(ResultCode code, std::string sentence, std::optional<seconds> after = std::nullopt) {
  RetryDecision decision;
  decision.code = code;
  decision.sentence = std::move(sentence);
  decision.retry_after = after;
  return decision;
}

/// Retries before `decision` applies.
RetryDecision retry_before(RetryDecision decision, int retries) {
  decision.action = RetryDecision::Action::retry;
  decision.retries = retries;
  return decision;
}

/// `what` went wrong each time; `code` comes last.
RetryDecision retry(int retries, const std::string& what, const std::string& code) {
  return retry_before(fail(ResultCode::try_again,
                           what + "; giving up after " + std::to_string(retries + 1) + " attempts." + code),
                      retries);
}

/// An object that keeps failing must not end the run: the others are still read.
RetryDecision failing_if_object(const CallName& call, RetryDecision decision) {
  if (call.kind == CallKind::object) decision.unreadable = Unreadable::failing;
  return decision;
}

RetryDecision skip(Unreadable why) {
  RetryDecision decision;
  decision.action = RetryDecision::Action::skip;
  decision.unreadable = why;
  return decision;
}

std::string refused(const CallName& call) {
  return "Google refused " + std::string(call.method);
}

RetryDecision throttled(const CallName& call, const DirectoryError& error) {
  RetryDecision decision =
      retry(kThrottledRetries, "Google kept rate-limiting " + std::string(call.method), code_of(error));
  decision.throttled = true;
  return decision;
}

RetryDecision transient(const CallName& call, const DirectoryError& error, int retries) {
  return failing_if_object(call,
                           retry(retries, "Google kept failing " + std::string(call.method), code_of(error)));
}

RetryDecision forbidden(const CallName& call, const DirectoryError& error) {
  if (call.kind != CallKind::list) return skip(Unreadable::forbidden);
  // Google also sends this 403 for a moment while it is healthy otherwise. A lost access stops every later
  // sync until an administrator connects again, so one answer is not enough.
  return retry_before(
      fail(
          ResultCode::access_lost,
          refused(call) +
              ". The connected account needs an administrator role that can read users, groups and "
              "organizational units. Assign one in Google's Admin console, or connect with another account." +
              code_of(error)),
      kFewRetries);
}

bool mentions(const DirectoryError& error, std::string_view words) {
  return error.message.find(words) != std::string::npos;
}

RetryDecision not_found(const CallName& call, const DirectoryError& error) {
  // "Domain not found" and an unknown customer say nothing about a user or a group.
  const bool about_the_customer = error.reason == "resourceNotFound" || mentions(error, "Domain not found") ||
                                  mentions(error, "Invalid Customer");
  if (call.kind != CallKind::list && !about_the_customer) return skip(Unreadable::gone);
  return fail(ResultCode::access_lost,
              refused(call) +
                  " because it does not know the customer. Connect again with an account of the customer." +
                  code_of(error));
}

RetryDecision scope_missing(const CallName& call) {
  return fail(
      ResultCode::access_lost,
      refused(call) + " because a permission was not granted. Connect again and leave every box checked.");
}

RetryDecision service_disabled(const CallName& call) {
  return fail(ResultCode::operator_action,
              refused(call) +
                  " because the Admin SDK API is not enabled in the Google Cloud project of the OAuth client "
                  "or service account. Enable it at "
                  "https://console.cloud.google.com/apis/library/admin.googleapis.com "
                  "and wait a few minutes.");
}

RetryDecision bad_request(const CallName& call, const DirectoryError& error) {
  if (mentions(error, "A system error has occurred")) return transient(call, error, kRetries);
  // The fields and the customer are the same in all calls, so errors about them do not concern one object.
  const bool about_all_calls =
      mentions(error, "Invalid field selection") || mentions(error, "Invalid Customer");
  if (call.kind == CallKind::object && !call.continued && !about_all_calls) return skip_failing();
  const std::string method(call.method);
  // Page tokens expire; only those of users have a documented lifetime. A new list has new tokens.
  RetryDecision decision =
      call.continued
          ? fail(ResultCode::try_again, "Google rejected a page token of " + method +
                                            "; the list must be read again." + code_of(error))
          : fail(ResultCode::operator_action,
                 "Google rejected " + method +
                     " as an invalid request. This version of the plugin may be too old for Google's API; "
                     "update the plugin." +
                     code_of(error));
  decision.invalid_request = true;
  return decision;
}

RetryDecision token_refused(const CallName& call) {
  RetryDecision decision = classify_refused_token(call);
  decision.action = RetryDecision::Action::refresh_token;
  return decision;
}

std::optional<RetryDecision> classify_reason(const CallName& call, const DirectoryError& error) {
  const std::string& reason = error.reason;
  if (one_of(reason, kThrottled) || error.status_name == "RESOURCE_EXHAUSTED") return throttled(call, error);
  if (one_of(reason, kTransient)) return transient(call, error, kRetries);
  if (one_of(reason, kMaybeTransient)) return transient(call, error, kFewRetries);
  // Google files this reason under usage limits, but waiting does not help.
  if (reason == "accessNotConfigured" || error.detail == "SERVICE_DISABLED") return service_disabled(call);
  if (reason == "insufficientPermissions" || error.detail == "ACCESS_TOKEN_SCOPE_INSUFFICIENT")
    return scope_missing(call);
  if (reason == "dailyLimitExceeded")
    return fail(ResultCode::try_again,
                refused(call) + " because the project's daily quota is used up." + code_of(error),
                std::chrono::hours{24});
  if (reason == "domainCannotUseApis")
    return fail(ResultCode::administrator_action,
                refused(call) +
                    " because API access is turned off for the domain. Turn it on in Google's Admin console "
                    "under Security, API controls.");
  if (reason == "authError" || reason == "required") return token_refused(call);
  if (reason == "forbidden") return forbidden(call, error);
  if (reason == "invalidDomain")
    return not_found(CallName{call.method, CallKind::list, call.continued}, error);
  if (reason == "notFound" || reason == "resourceNotFound" || reason == "conditionNotMet")
    return not_found(call, error);
  if (reason == "invalid" || reason == "badRequest") return bad_request(call, error);
  return std::nullopt;
}

RetryDecision no_answer(const std::string& method, const NoAnswer& missing, int retries) {
  const std::string reason = " (" + missing.reason + ")";
  switch (missing.kind) {
    case NoAnswerKind::untrusted:
      return fail(
          ResultCode::operator_action,
          "Google's certificate could not be verified for " + method +
              ". Install the certificate authorities of this machine, or set google.ca_file to those of "
              "your proxy." +
              reason);
    case NoAnswerKind::too_large:
      return fail(ResultCode::operator_action,
                  "Google's answer to " + method + " is larger than the plugin accepts.");
    case NoAnswerKind::cut_short:
      return retry(retries, "Google's answer to " + method + " was cut short", reason);
    case NoAnswerKind::timed_out:
      return retry(retries, "Google did not answer " + method + " in time", reason);
    case NoAnswerKind::unreachable:
      break;
  }
  return retry(retries, "Google could not be reached for " + method, reason);
}

}  // namespace

RetryDecision classify(const CallName& call, const DirectoryError& error) {
  if (auto decision = classify_reason(call, error)) return *decision;
  switch (error.status) {
    case 400:
      return bad_request(call, error);
    case 401:
      return token_refused(call);
    case 403:
      // Only Google's own JSON counts: a proxy's page must neither hide a group nor end a connection. An
      // unknown reason is not a refusal.
      if (error.from_google && error.reason.empty() &&
          ((error.status_name == "PERMISSION_DENIED" && error.detail.empty()) ||
           mentions(error, "Not Authorized")))
        return forbidden(call, error);
      return transient(call, error, kFewRetries);
    case 404:
    case 412:
      if (error.from_google && error.reason.empty()) return not_found(call, error);
      return transient(call, error, kFewRetries);
    case 429:
      return throttled(call, error);
    case 408:
      return transient(call, error, kRetries);
    default:
      break;
  }
  if (error.status >= 500) return transient(call, error, kRetries);
  if (call.kind == CallKind::object) return transient(call, error, kFewRetries);
  return fail(ResultCode::try_again,
              "Google sent an unexpected answer to " + std::string(call.method) + "." + code_of(error));
}

RetryDecision classify(const CallName& call, const NoAnswer& missing) {
  RetryDecision decision = no_answer(std::string(call.method), missing, kRetries);
  const bool answering = missing.kind == NoAnswerKind::timed_out || missing.kind == NoAnswerKind::cut_short;
  return answering ? failing_if_object(call, std::move(decision)) : decision;
}

RetryDecision classify_no_token(const NoAnswer& missing) {
  return no_answer("the token request", missing, kTokenRetries);
}

RetryDecision classify_damaged(const CallName& call) {
  return failing_if_object(
      call, retry(kFewRetries, "Google's answer to " + std::string(call.method) + " was not JSON", ""));
}

RetryDecision skip_failing() {
  return skip(Unreadable::failing);
}

RetryDecision classify_refused_token(const CallName& call) {
  return fail(ResultCode::access_lost, refused(call) +
                                           " because the connection is no longer valid. Connect to Google "
                                           "again.");
}

RetryDecision classify(TokenStep step, const TokenError& error) {
  const std::string& word = error.error;
  const std::string code = code_of(error);
  const bool refresh = step == TokenStep::refresh;
  const auto after_refresh = [&](ResultCode otherwise) {
    return refresh ? ResultCode::access_lost : otherwise;
  };

  if (one_of<3>(word, {"internal_failure", "server_error", "temporarily_unavailable"}))
    return retry(kTokenRetries, "Google's sign-in service kept failing", code);
  if (word == "invalid_grant" && !refresh)
    return fail(
        ResultCode::administrator_action,
        "Google rejected the sign-in: it took too long or was already used. Connect to Google again." + code);
  if (word == "invalid_grant" && error.subtype == "invalid_rapt")
    return fail(ResultCode::access_lost,
                "Google ended the connection: its session control requires a new sign-in for this account. "
                "Connect to "
                "Google again, and exempt this app from session control in Google's Admin console." +
                    code);
  if (word == "invalid_grant" || word == "rapt_required" || word == "invalid_account")
    return fail(after_refresh(ResultCode::administrator_action),
                "Google ended the connection: the access was revoked, the account was disabled, or the "
                "connection was unused for a long time. Connect to Google again." +
                    code);
  if (word == "admin_policy_enforced")
    return fail(ResultCode::administrator_action,
                "A policy of your Google Workspace does not allow this app. Mark it as trusted in Google's "
                "Admin console under Security, API controls, then connect again." +
                    code);
  if (word == "org_internal")
    return fail(
        ResultCode::administrator_action,
        "This app is internal to another Google organization, so your Google Workspace cannot use it." +
            code);
  if (word == "access_denied")
    return fail(
        after_refresh(ResultCode::administrator_action),
        "Google denied the account access. Connect to Google again with an administrator's account." + code);
  if (one_of<4>(word, {"invalid_client", "unauthorized_client", "deleted_client", "disabled_client"}))
    return fail(ResultCode::operator_action,
                "Google rejected the OAuth client. Check google.client_id and google.client_secret in the "
                "plugin's settings, and that the client still exists in the Google Cloud project." +
                    code);
  if (word == "redirect_uri_mismatch")
    return fail(
        ResultCode::operator_action,
        "Google does not know this platform's callback address. Add it to the authorized redirect URIs "
        "of the OAuth client in the Google Cloud project." +
            code);
  if (error.status == 408 || error.status == 429 || error.status >= 500)
    return retry(kTokenRetries, "Google's sign-in service kept failing", code);
  // An answer without an error code does not come from the token endpoint.
  if (word.empty())
    return fail(ResultCode::try_again, "Google's sign-in service sent an unexpected answer." + code);
  return fail(
      ResultCode::operator_action,
      "Google's sign-in service rejected the request. Check the OAuth client in the plugin's settings "
      "and in the Google Cloud project." +
          code);
}

Failure to_failure(const RetryDecision& decision, std::optional<seconds> retry_after) {
  if (decision.code != ResultCode::try_again) return {decision.code, decision.sentence};
  return {decision.code, decision.sentence, decision.retry_after ? decision.retry_after : retry_after};
}

}  // namespace gup::google
