// CONNECT TO GOOGLE: the way back. Nothing is kept before everything has been tried.
#include <stdexcept>
#include <utility>

#include "failure.hpp"
#include "hooks/actions/actions.hpp"
#include "hooks/actions/new_connection.hpp"
#include "hooks/actions/sign_ins.hpp"
#include "hooks/picker/deadline_monitor.hpp"

namespace gup {
namespace {

using google::Administrator;
using google::Grant;
using host_sdk::ResultCode;
using host_sdk::page::CallbackRequest;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// The host allows a return 30 seconds.
constexpr std::chrono::seconds kSignInTimeout{25};

/// Ends the connecting without a connection: the words for the administrator and why.
class NotConnected : public std::runtime_error {
 public:
  NotConnected(ConnectionProblem problem, const std::string& text)
      : std::runtime_error(text), problem_(problem) {}
  [[nodiscard]] ConnectionProblem problem() const { return problem_; }

 private:
  ConnectionProblem problem_;
};

std::string param(const CallbackRequest& request, const char* name) {
  const auto found = request.params.find(name);
  return found == request.params.end() ? std::string() : found->second;
}

/// A code of Google's as it may be shown: its letters, digits and underscores, not more than 64 of them.
std::string shown_code(const std::string& code) {
  std::string shown;
  for (const char c : code) {
    const bool harmless =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (harmless && shown.size() < 64) shown += c;
  }
  return shown.empty() ? "unknown" : shown;
}

NotConnected refusal_of_google(const std::string& error) {
  if (error == "access_denied")
    return {ConnectionProblem::consent_declined, "You did not finish connecting. Nothing has changed."};
  if (error == "admin_policy_enforced")
    return {ConnectionProblem::google_refused,
            "Your Google Workspace does not allow this application: mark it as trusted in the Admin console "
            "under "
            "Security, API controls, App access control, then connect again. (admin_policy_enforced)"};
  if (error == "org_internal")
    return {
        ConnectionProblem::google_refused,
        "This application accepts accounts of its own organization only; the operator of this platform can "
        "change that. (org_internal)"};
  return {ConnectionProblem::google_refused,
          "Google refused the sign-in; try again, and tell the operator of this platform if it stays so. (" +
              shown_code(error) + ")"};
}

std::string missing_access(const Grant& grant) {
  std::string missing;
  for (const std::string& object : google::missing_access(grant.scopes))
    missing += (missing.empty() ? "" : ", ") + object;
  return missing;
}

Grant redeem(const HookContext& context, const CallbackRequest& request, const SecretText& verifier,
             host_sdk::TaskMonitor& monitor) {
  try {
    return context.google.exchange({param(request, "code"), request.url, verifier}, monitor);
  } catch (const Failure& failure) {
    if (failure.code() != ResultCode::administrator_action && failure.code() != ResultCode::access_lost)
      throw;
    throw NotConnected{ConnectionProblem::google_refused, failure.what()};
  }
}

void check_grant(const Grant& grant) {
  if (const std::string missing = missing_access(grant); !missing.empty())
    throw NotConnected{ConnectionProblem::missing_scope,
                       "Access to these was not allowed: " + missing +
                           ". Connect again and leave every box ticked; the access is read-only."};
  if (!grant.hosted_domain)
    throw NotConnected{
        ConnectionProblem::consumer_account,
        grant.account_email +
            " is a personal Google account. Use an administrator account of your Google Workspace."};
}

Administrator identify(const HookContext& context, const Grant& grant, host_sdk::TaskMonitor& monitor) {
  try {
    return context.google.probe(grant, monitor);
  } catch (const Failure& failure) {
    if (failure.code() != ResultCode::access_lost && failure.code() != ResultCode::administrator_action)
      throw;
    // Google's words may name the account already.
    const std::string sentence = failure.what();
    const bool named = sentence.find(grant.account_email) != std::string::npos;
    throw NotConnected{ConnectionProblem::not_an_administrator,
                       named ? sentence : grant.account_email + ": " + sentence};
  }
}

void check_customer(const std::optional<Connection>& before, const Administrator& administrator) {
  if (const std::string problem = customer_problem(before, administrator); !problem.empty())
    throw NotConnected{ConnectionProblem::other_customer, problem};
}

/// Says on the page of a company that is not connected why it is not; a connection that there is stays
/// untouched.
void remember_problem(const HookContext& context, const CallbackRequest& request,
                      const std::optional<Connection>& before, const NotConnected& reason) {
  if (before && before->state != ConnectionState::not_connected) return;
  Connection row;
  row.company_id = request.company.id;
  row.problem = reason.problem();
  row.problem_text = reason.what();
  row.problem_since = context.host.clock().now();
  (void)context.store.save_connection(row, before ? before->revision : 0);
}

}  // namespace

ActionAnswer finish_connecting(const HookContext& context, const CallbackRequest& request) {
  const auto verifier = SignIns(context).finish(request.company.id, param(request, "state"));
  const auto before = context.store.load_connection(request.company.id);
  try {
    if (before && before->state == ConnectionState::unlinking)
      return refused(Refusal::busy, "This company's integration is being unlinked; nothing was connected.");
    if (const std::string error = param(request, "error"); !error.empty()) throw refusal_of_google(error);
    if (!verifier)
      throw NotConnected{ConnectionProblem::google_refused,
                         "This sign-in was finished before or is too old; connect again."};
    DeadlineMonitor monitor(context.host.clock(), kSignInTimeout);
    const Grant grant = redeem(context, request, *verifier, monitor);
    check_grant(grant);
    const Administrator administrator = identify(context, grant, monitor);
    check_customer(before, administrator);
    const Connector by{request.company, request.actor};
    Connection connection = make_connection(by, administrator, context.host.clock().now());
    connection.scopes = grant.scopes;
    return keep_connection(context, by, before, connection, google::RefreshToken{grant.refresh_token});
  } catch (const NotConnected& reason) {
    remember_problem(context, request, before, reason);
    const bool declined = reason.problem() == ConnectionProblem::consent_declined;
    context.host.audit_trail().record(request.company.id, request.actor, "connect_refused", reason.what());
    return refused(Refusal::not_possible, reason.what(), declined ? Tone::neutral : Tone::danger);
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again,
                  "Google did not answer in time, so nothing was connected; try again.");
  }
}

}  // namespace gup
