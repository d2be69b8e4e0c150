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
/// The number of retries for errors that are usually permanent.
constexpr int kFewRetries = 3;

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

/// Retries before `decision` applies.
RetryDecision retry_before(RetryDecision decision, int retries) {
  decision.action = RetryDecision::Action::retry;
  decision.retries = retries;
  return decision;
}

/// A refusal concerns all users, groups or units.
bool concerns_all(const CallName& call) {
  return call.kind == CallKind::list || call.kind == CallKind::whole_tree;
}

/// The run continues if the call keeps failing: the other objects, or parts of the tree, are still read.
bool may_keep_failing(const CallName& call) {
  return concerns_one_object(call) || call.kind == CallKind::whole_tree;
}

RetryDecision skip(Unreadable why) {
  RetryDecision decision;
  decision.action = RetryDecision::Action::skip;
  decision.unreadable = why;
  return decision;
}

RetryDecision skip_if_failing(const CallName& call, RetryDecision decision) {
  if (call.kind == CallKind::sample) return skip_failing();
  if (may_keep_failing(call)) decision.unreadable = Unreadable::failing;
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
  return skip_if_failing(call,
                         retry(retries, "Google kept failing " + std::string(call.method), code_of(error)));
}

RetryDecision forbidden(const CallName& call, const DirectoryError& error) {
  if (!concerns_all(call)) return skip(Unreadable::forbidden);
  // Google also sends this 403 for a moment while it is healthy otherwise. A lost access stops every later
  // sync until an administrator connects again, so one answer is not enough.
  return retry_before(
      lose_access(
          refused(call) +
              ". The connected account needs an administrator role that can read users, groups and "
              "organizational units. Assign one in Google's Admin console, or connect with another account." +
              code_of(error),
          AccessLoss::may_return),
      kFewRetries);
}

bool mentions(const DirectoryError& error, std::string_view words) {
  return error.message.find(words) != std::string::npos;
}

RetryDecision not_found(const CallName& call, const DirectoryError& error) {
  // "Domain not found" and an unknown customer say nothing about a user or a group.
  const bool about_the_customer = error.reason == "resourceNotFound" || mentions(error, "Domain not found") ||
                                  mentions(error, "Invalid Customer");
  if (!concerns_all(call) && !about_the_customer) return skip(Unreadable::gone);
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
  const bool about_one_object = concerns_one_object(call) && !call.continued && !about_all_calls;
  // A proxy's page may be gone with the next attempt.
  if (about_one_object && error.from_google) return skip_failing();
  if (about_one_object) return transient(call, error, kFewRetries);
  if (call.kind == CallKind::whole_tree) return transient(call, error, kFewRetries);
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

RetryDecision fail(ResultCode code, std::string sentence, std::optional<seconds> after) {
  RetryDecision decision;
  decision.code = code;
  decision.sentence = std::move(sentence);
  decision.retry_after = after;
  return decision;
}

RetryDecision lose_access(std::string sentence, AccessLoss loss, ResultCode code) {
  RetryDecision decision = fail(code, std::move(sentence));
  decision.loss = loss;
  return decision;
}

RetryDecision retry(int retries, const std::string& what, const std::string& code) {
  return retry_before(fail(ResultCode::try_again,
                           what + "; giving up after " + std::to_string(retries + 1) + " attempts." + code),
                      retries);
}

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
  if (may_keep_failing(call)) return transient(call, error, kFewRetries);
  return fail(ResultCode::try_again,
              "Google sent an unexpected answer to " + std::string(call.method) + "." + code_of(error));
}

RetryDecision classify(const CallName& call, const NoAnswer& missing) {
  if (missing.kind == NoAnswerKind::too_large && call.kind == CallKind::whole_tree) return skip_failing();
  RetryDecision decision = no_answer(std::string(call.method), missing, kRetries);
  decision.unanswered = true;
  const bool answering = missing.kind == NoAnswerKind::timed_out || missing.kind == NoAnswerKind::cut_short;
  return answering ? skip_if_failing(call, std::move(decision)) : decision;
}

RetryDecision classify_no_token(const NoAnswer& missing) {
  return no_answer("the token request", missing, kTokenRetries);
}

RetryDecision classify_damaged(const CallName& call, const std::string& sentence) {
  return skip_if_failing(call, retry(kFewRetries, sentence, ""));
}

bool concerns_one_object(const CallName& call) {
  return call.kind == CallKind::object || call.kind == CallKind::sample;
}

RetryDecision skip_failing() {
  return skip(Unreadable::failing);
}

RetryDecision classify_refused_token(const CallName& call) {
  return fail(ResultCode::access_lost, refused(call) +
                                           " because the connection is no longer valid. Connect to Google "
                                           "again.");
}

Failure to_failure(const RetryDecision& decision, std::optional<seconds> retry_after) {
  if (decision.code != ResultCode::try_again) {
    Failure failure(decision.code, decision.sentence);
    failure.set_loss(decision.loss);
    return failure;
  }
  return {decision.code, decision.sentence, decision.retry_after ? decision.retry_after : retry_after};
}

}  // namespace gup::google
