#include "google/sign_in/delegation.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "google/sign_in/rsa_key.hpp"
#include "google/sign_in/scopes.hpp"
#include "google/sign_in/token_errors.hpp"
#include "google/wire/parameters.hpp"
#include "host_sdk/encoding.hpp"
#include "host_sdk/time.hpp"
#include "model/clean_text.hpp"

namespace gup::google {

namespace json = boost::json;
using host_sdk::base64url_encode;
using host_sdk::ResultCode;

namespace {

/// The longest lifetime that Google accepts.
constexpr std::chrono::seconds kLifetime{3600};
/// The length of "2026-11-23T06:41:00".
constexpr std::size_t kToTheSecond = 19;

bool mentions(const TokenError& error, std::string_view words) {
  return error.description.find(words) != std::string::npos;
}

std::string error_code(const TokenError& error) {
  return " (" + (error.error.empty() ? "HTTP " + std::to_string(error.status) : error.error) + ")";
}

std::string delegation_place() {
  return "the Admin console under Security, Access and data control, API controls, Domain-wide delegation";
}

std::string new_key_place(const DelegatedAccess& access) {
  return " Create a new key for " + access.key.client_email +
         " in the Google Cloud console under IAM & Admin, Service accounts, Keys, and enter it here.";
}

RetryDecision refuse(DelegationProblem problem, const TokenError& error, const std::string& sentence) {
  RetryDecision decision;
  decision.code = problem == DelegationProblem::clock ? ResultCode::operator_action : ResultCode::access_lost;
  decision.sentence = sentence + error_code(error);
  decision.problem = problem;
  // Most problems are corrected at Google, and then the same key works again.
  decision.loss = AccessLoss::may_return;
  return decision;
}

RetryDecision not_delegated(const DelegatedAccess& access, const TokenError& error) {
  const bool no_scope_fits = mentions(error, "any of the scopes");
  return refuse(
      DelegationProblem::delegation, error,
      std::string(no_scope_fits
                      ? "Google has no delegation of these scopes to this service account. Perhaps its "
                        "email was entered instead of its client id. "
                      : "This service account may not act for the accounts of " +
                            std::string(domain_of(access.admin_email)) + ". ") +
          "A super administrator must add the client id " + access.key.client_id + " in " +
          delegation_place() + ", with exactly these scopes: " + needed_scopes(",") +
          " – Google may take up to 24 hours to apply the change.");
}

RetryDecision scope_not_delegated(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationProblem::delegation, error,
                "At least one of the three scopes is not delegated to the client id " + access.key.client_id +
                    ", and Google grants all or none. In " + delegation_place() +
                    ", its scopes must be exactly: " + needed_scopes(","));
}

RetryDecision wrong_administrator(const DelegatedAccess& access, const TokenError& error) {
  return refuse(
      DelegationProblem::administrator, error,
      "Google has no active account with the email " + access.admin_email +
          ". Enter the primary email (no alias, no group) of an administrator who is neither suspended "
          "nor deleted.");
}

RetryDecision wrong_clock(const TokenError& error, host_sdk::Timestamp now) {
  return refuse(DelegationProblem::clock, error,
                "Google rejected the time of the request: the clock of this platform says " +
                    host_sdk::to_rfc3339(now).substr(0, kToTheSecond) +
                    "Z. The operator of this platform must correct it.");
}

RetryDecision dead_key(const DelegatedAccess& access, const TokenError& error) {
  RetryDecision decision =
      refuse(DelegationProblem::key, error,
             "Google no longer accepts this key: it was deleted or disabled." + new_key_place(access));
  // A deleted key never returns, and Google does not tell it from a disabled one.
  decision.loss = AccessLoss::reconnect;
  return decision;
}

RetryDecision dead_account(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationProblem::key, error,
                "Google does not know the service account " + access.key.client_email +
                    ", or it is disabled. Enable it in the Google Cloud console, or enter the key of another "
                    "service account that has the delegation.");
}

RetryDecision session_control(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationProblem::administrator, error,
                "Your session control policy requires " + access.admin_email +
                    " to sign in again. Exempt this app from session control in Google's Admin console, or "
                    "enter an administrator outside the policy.");
}

RetryDecision unknown_refusal(const DelegatedAccess& access, const TokenError& error) {
  return refuse(
      DelegationProblem::delegation, error,
      "Google rejected the service account's sign-in. Check that its key is enabled in the Google Cloud "
      "console, that its delegation is as described, and that " +
          access.admin_email + " is the primary email of an active administrator.");
}

/// `invalid_grant` has many causes; only the description tells them apart.
RetryDecision invalid_grant(const DelegatedAccess& access, const TokenError& error, host_sdk::Timestamp now) {
  if (mentions(error, "JWT Signature")) return dead_key(access, error);
  if (mentions(error, "short-lived token") || mentions(error, "reasonable timeframe"))
    return wrong_clock(error, now);
  // Google calls a service account a robot.
  if (mentions(error, "account not found") || mentions(error, "No valid verifier") ||
      mentions(error, "Robot is disabled"))
    return dead_account(access, error);
  if (mentions(error, "reauth related error") || error.subtype.ends_with("_rapt"))
    return session_control(access, error);
  if (mentions(error, "email") || mentions(error, "User ID") || mentions(error, "has been deleted"))
    return wrong_administrator(access, error);
  return unknown_refusal(access, error);
}

std::optional<RetryDecision> classify_code(const DelegatedAccess& access, const TokenError& error,
                                           host_sdk::Timestamp now) {
  const std::string& word = error.error;
  if (word == "unauthorized_client") return not_delegated(access, error);
  if (word == "access_denied") return scope_not_delegated(access, error);
  if (word == "invalid_grant") return invalid_grant(access, error, now);
  if (word == "invalid_request" && (mentions(error, "email") || mentions(error, "impersonation")))
    return wrong_administrator(access, error);
  if (word == "invalid_account") return wrong_administrator(access, error);
  if (word == "invalid_scope")
    return refuse(DelegationProblem::delegation, error,
                  "Google rejected the scopes. In " + delegation_place() + ", the scopes of client id " +
                      access.key.client_id +
                      " must be exactly these, separated by commas: " + needed_scopes(","));
  if (word == "admin_policy_enforced")
    return refuse(
        DelegationProblem::delegation, error,
        "A policy of your Google Workspace does not allow this service account. Mark the client id " +
            access.key.client_id +
            " as trusted in the Admin console under Security, Access and data control, API controls, "
            "App access control.");
  if (word == "org_internal")
    return refuse(
        DelegationProblem::key, error,
        "The Google Cloud project of this service account accepts only accounts of its own organization. "
        "Use a service account from a project of your own organization.");
  if (word == "disabled_client" || word == "deleted_client" || word == "invalid_client")
    return refuse(DelegationProblem::key, error,
                  "The service account " + access.key.client_email +
                      (word == "disabled_client"  ? " is disabled."
                       : word == "deleted_client" ? " was deleted."
                                                  : " is not accepted by Google.") +
                      " Enable or restore it in the Google Cloud console, or enter the key of another "
                      "service account that has the delegation.");
  return std::nullopt;
}

}  // namespace

SecretText make_assertion(const DelegatedAccess& access, const std::string& audience,
                          host_sdk::Timestamp now) {
  const auto key = RsaKey::read(access.key.private_key.reveal());
  if (!key)
    throw Failure(host_sdk::ResultCode::access_lost,
                  "The stored key of the service account cannot be read. Enter the key file again.");
  const auto issued = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch();
  std::string scopes = needed_scopes(" ");
  if (access.with_schemas) scopes.append(" ").append(kSchemaScope);
  const json::object header{{"alg", "RS256"}, {"typ", "JWT"}, {"kid", access.key.key_id}};
  const json::object claims{{"iss", access.key.client_email},
                            {"sub", access.admin_email},
                            {"scope", scopes},
                            {"aud", audience},
                            {"iat", issued.count()},
                            {"exp", (issued + kLifetime).count()}};
  const std::string text =
      base64url_encode(json::serialize(header)) + "." + base64url_encode(json::serialize(claims));
  return SecretText(text + "." + base64url_encode(key->sign(text)));
}

SecretText assertion_form(const SecretText& assertion) {
  return encode_form(
      {{"grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"}, {"assertion", assertion.reveal()}});
}

RetryDecision classify_delegation_error(const DelegatedAccess& access, const TokenError& error,
                                        host_sdk::Timestamp now) {
  if (auto decision = classify_code(access, error, now)) return *std::move(decision);
  // Transient errors are the same for every connection. An answer without an error code does not come from
  // the token endpoint.
  RetryDecision decision = classify(TokenStep::refresh, error);
  if (decision.action != RetryDecision::Action::fail || error.error.empty()) return decision;
  return unknown_refusal(access, error);
}

}  // namespace gup::google
