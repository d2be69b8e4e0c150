#include "google/sign_in/token_errors.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

namespace gup::google {

using host_sdk::ResultCode;

namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool mentions(const TokenError& error, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [&error](std::string_view word) {
    return error.description.find(word) != std::string::npos;
  });
}

std::string code_of(const TokenError& error) {
  return " (HTTP " + std::to_string(error.status) + (error.error.empty() ? "" : ", " + error.error) + ")";
}

/// Google requires a new sign-in because of the customer's session policy.
bool is_session_control(const TokenError& error) {
  return is_one_of(error.error, {"rapt_required", "invalid_rapt"}) ||
         is_one_of(error.subtype, {"rapt_required", "invalid_rapt"}) ||
         mentions(error, {"reauth related error", "invalid_rapt", "rapt_required"});
}

/// Why a refresh token does not work, what to do, and whether it may work again.
struct Disconnection {
  const char* sentence;
  AccessLoss loss;
};

Disconnection why_disconnected(const TokenError& error) {
  if (is_session_control(error))
    return {
        "Google ended the connection: your session control policy requires a new sign-in for this account. "
        "Connect to Google again, and exempt this app from session control in Google's Admin console.",
        AccessLoss::reconnect};
  if (mentions(error, {"has been deleted", "was deleted"}))
    return {
        "Google ended the connection: the connected account was deleted. Connect to Google again with "
        "another administrator's account.",
        AccessLoss::reconnect};
  if (error.error == "invalid_account" || mentions(error, {"disabled", "suspended", "restricted"}))
    return {
        "Google stopped the connection: the connected account is suspended or restricted. Restore it in "
        "Google's Admin console, or connect to Google again with another administrator's account.",
        AccessLoss::may_return};
  if (mentions(error, {"expired or revoked", "has been revoked"}))
    return {
        "Google ended the connection: the app's access was removed, the account's password or security "
        "settings changed, or the connection expired. Connect to Google again. If this happens every seven "
        "days, the OAuth client's consent screen is still in testing; the operator of this platform must "
        "publish it.",
        AccessLoss::expired_or_revoked};
  return {
      "Google ended the connection: the access was revoked, the account was disabled, or the connection "
      "was unused for a long time. Connect to Google again.",
      AccessLoss::expired_or_revoked};
}

/// The end of a connection; during a sign-in, the end of that.
RetryDecision disconnect(const TokenError& error, bool refresh, const std::string& code) {
  const auto [sentence, loss] = why_disconnected(error);
  return lose_access(sentence + code, loss,
                     refresh ? ResultCode::access_lost : ResultCode::administrator_action);
}

/// The client of all connections is disabled or deleted.
RetryDecision client_gone(const TokenError& error, bool refresh, const std::string& code) {
  const bool disabled = error.error == "disabled_client";
  return lose_access(
      std::string("Google ") + (disabled ? "disabled" : "deleted") +
          " this platform's OAuth client, so no company can sync. The operator of this platform must " +
          (disabled ? "enable" : "restore") + " it in the Google Cloud project." + code,
      AccessLoss::may_return, refresh ? ResultCode::access_lost : ResultCode::operator_action);
}

}  // namespace

RetryDecision classify(TokenStep step, const TokenError& error) {
  const std::string& word = error.error;
  const std::string code = code_of(error);
  const bool refresh = step == TokenStep::refresh;
  const ResultCode no_access = refresh ? ResultCode::access_lost : ResultCode::administrator_action;

  if (is_one_of(word, {"internal_failure", "server_error", "temporarily_unavailable"}))
    return retry(kTokenRetries, "Google's sign-in service kept failing", code);
  if (word == "invalid_grant" && !refresh)
    return fail(
        ResultCode::administrator_action,
        "Google rejected the sign-in: it took too long or was already used. Connect to Google again." + code);
  if (is_one_of(word, {"invalid_grant", "rapt_required", "invalid_rapt", "invalid_account"}))
    return disconnect(error, refresh, code);
  if (word == "admin_policy_enforced")
    return lose_access(
        "A policy of your Google Workspace does not allow this app. Mark it as trusted in Google's "
        "Admin console under Security, API controls, then connect again." +
            code,
        AccessLoss::may_return, no_access);
  if (word == "org_internal")
    return fail(
        ResultCode::administrator_action,
        "This app is internal to another Google organization, so your Google Workspace cannot use it." +
            code);
  if (word == "access_denied" && mentions(error, {"restricted"})) return disconnect(error, refresh, code);
  if (word == "access_denied")
    return lose_access(
        "Google denied the account access. Allow this app in Google's Admin console under Security, API "
        "controls, or connect to Google again with an administrator's account." +
            code,
        AccessLoss::may_return, no_access);
  if (is_one_of(word, {"deleted_client", "disabled_client"})) return client_gone(error, refresh, code);
  if (word == "unauthorized_client" && refresh)
    return lose_access(
        "The connection belongs to another OAuth client: the operator of this platform changed it. Connect "
        "to Google again." +
            code,
        AccessLoss::reconnect);
  if (is_one_of(word, {"invalid_client", "unauthorized_client"}))
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

}  // namespace gup::google
