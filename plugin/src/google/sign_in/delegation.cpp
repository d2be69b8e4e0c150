#include "google/sign_in/delegation.hpp"

#include <optional>
#include <string>
#include <string_view>

#include "google/sign_in/scopes.hpp"
#include "host_sdk/time.hpp"

namespace gup::google {

using host_sdk::ResultCode;

namespace {

/// "2026-11-23T06:41:00"
constexpr std::size_t kToTheSecond = 19;

bool says(const TokenError& error, std::string_view words) {
  return error.description.find(words) != std::string::npos;
}

/// Google's code, last and in brackets.
std::string code_of(const TokenError& error) {
  return " (" + (error.error.empty() ? "HTTP " + std::to_string(error.status) : error.error) + ")";
}

std::string delegation_place() {
  return "the Admin console under Security, Access and data control, API controls, Domain-wide delegation";
}

std::string new_key_place(const DelegatedAccess& access) {
  return " Create a new key for " + access.key.client_email +
         " in the Google Cloud console under IAM & Admin, Service accounts, Keys, and enter it here.";
}

RetryDecision refuse(DelegationConcern concern, const TokenError& error, const std::string& sentence) {
  RetryDecision decision;
  decision.code = concern == DelegationConcern::clock ? ResultCode::operator_action : ResultCode::access_lost;
  decision.sentence = sentence + code_of(error);
  decision.concern = concern;
  return decision;
}

RetryDecision not_delegated(const DelegatedAccess& access, const TokenError& error) {
  const bool no_scope_fits = says(error, "any of the scopes");
  return refuse(
      DelegationConcern::delegation, error,
      std::string(no_scope_fits ? "Google knows no delegation to this service account that holds any of the "
                                  "scopes: perhaps its e-mail address was entered in place of the number. "
                                : "This service account may not act for the accounts of " +
                                      access.admin_email.substr(access.admin_email.rfind('@') + 1) + ". ") +
          "A super administrator has to add the client id " + access.key.client_id + " in " +
          delegation_place() + ", with exactly these scopes: " + needed_scopes(",") +
          " – it can take up to 24 hours until Google knows it everywhere.");
}

RetryDecision scope_not_delegated(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationConcern::delegation, error,
                "At least one of the three scopes is not delegated to the client id " + access.key.client_id +
                    ", and Google gives all or none. In " + delegation_place() +
                    ", its scopes have to be exactly: " + needed_scopes(","));
}

RetryDecision wrong_administrator(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationConcern::administrator, error,
                "Google accepts no active account of the address " + access.admin_email +
                    ". It has to be the primary address (no alias, no group) of an administrator who is "
                    "neither suspended nor deleted.");
}

RetryDecision wrong_clock(const TokenError& error, host_sdk::Timestamp now) {
  return refuse(DelegationConcern::clock, error,
                "Google finds the time of the request wrong: the clock of this platform says " +
                    host_sdk::to_rfc3339(now).substr(0, kToTheSecond) +
                    "Z. The operator of this platform has to set it right.");
}

RetryDecision dead_key(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationConcern::key, error,
                "Google no longer accepts this key: it was deleted or disabled." + new_key_place(access));
}

RetryDecision dead_account(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationConcern::key, error,
                "Google does not know the service account " + access.key.client_email +
                    ", or it is disabled. Enable it in the Google Cloud console, or enter the key of another "
                    "one that has the delegation.");
}

RetryDecision unknown_refusal(const DelegatedAccess& access, const TokenError& error) {
  return refuse(DelegationConcern::delegation, error,
                "Google did not accept the sign-in of the service account. Check that its key is enabled in "
                "the Google Cloud console, that its delegation is as described, and that " +
                    access.admin_email + " is the primary address of an active administrator.");
}

/// `invalid_grant` stands for nearly everything; only the description tells.
RetryDecision invalid_grant(const DelegatedAccess& access, const TokenError& error, host_sdk::Timestamp now) {
  if (says(error, "JWT Signature")) return dead_key(access, error);
  if (says(error, "short-lived token") || says(error, "reasonable timeframe")) return wrong_clock(error, now);
  if (says(error, "account not found") || says(error, "No valid verifier"))
    return dead_account(access, error);
  if (says(error, "email") || says(error, "User ID")) return wrong_administrator(access, error);
  return unknown_refusal(access, error);
}

std::optional<RetryDecision> classify_word(const DelegatedAccess& access, const TokenError& error,
                                           host_sdk::Timestamp now) {
  const std::string& word = error.error;
  if (word == "unauthorized_client") return not_delegated(access, error);
  if (word == "access_denied") return scope_not_delegated(access, error);
  if (word == "invalid_grant") return invalid_grant(access, error, now);
  if (word == "invalid_request" && says(error, "email")) return wrong_administrator(access, error);
  if (word == "invalid_account") return wrong_administrator(access, error);
  if (word == "invalid_scope")
    return refuse(DelegationConcern::delegation, error,
                  "Google does not accept the scopes. In " + delegation_place() +
                      ", the scopes of client id " + access.key.client_id +
                      " have to be exactly these, separated by commas: " + needed_scopes(","));
  if (word == "admin_policy_enforced")
    return refuse(
        DelegationConcern::delegation, error,
        "A policy of your Google Workspace does not allow this service account. Mark the client id " +
            access.key.client_id +
            " as trusted in the Admin console under Security, Access and data control, API controls, "
            "App access control.");
  if (word == "org_internal")
    return refuse(DelegationConcern::key, error,
                  "The Google Cloud project of this service account accepts accounts of its own organization "
                  "only. Use a service account of a project of your own organization.");
  if (word == "disabled_client" || word == "deleted_client" || word == "invalid_client")
    return refuse(
        DelegationConcern::key, error,
        "The service account " + access.key.client_email +
            (word == "disabled_client"  ? " is disabled."
             : word == "deleted_client" ? " was deleted."
                                        : " is not accepted by Google.") +
            " Enable or restore it in the Google Cloud console, or enter the key of another one that "
            "has the delegation.");
  return std::nullopt;
}

}  // namespace

RetryDecision classify_delegation_error(const DelegatedAccess& access, const TokenError& error,
                                        host_sdk::Timestamp now) {
  if (auto decision = classify_word(access, error, now)) return *std::move(decision);
  // What passes by itself passes for everybody, and what is not in the token endpoint's form was not said by
  // it.
  RetryDecision decision = classify(TokenStep::refresh, error);
  if (decision.action != RetryDecision::Action::fail || error.error.empty()) return decision;
  return unknown_refusal(access, error);
}

}  // namespace gup::google
