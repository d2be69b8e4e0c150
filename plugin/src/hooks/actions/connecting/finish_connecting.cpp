#include "hooks/actions/connecting/finish_connecting.hpp"

#include <stdexcept>
#include <utility>

#include "failure.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/actions/connecting/new_connection.hpp"
#include "hooks/actions/connecting/sign_ins.hpp"
#include "hooks/in_english.hpp"
#include "hooks/page/place.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/deadline_monitor.hpp"
#include "sync/access/access.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using google::Administrator;
using google::Grant;
using host_sdk::ResultCode;
using host_sdk::tr;
using host_sdk::page::CallbackRequest;
using host_sdk::page::Refusal;
using host_sdk::page::Tone;

/// The host allows 30 seconds for a callback. Revoking the new grant, if it is not saved, or the former one
/// takes up to 4 of them.
constexpr std::chrono::seconds kSignInTimeout{20};

/// Ends the callback without a connection, with the reason and a sentence: in English, for the audit trail,
/// and as the administrator reads it.
class NotConnected : public std::runtime_error {
 public:
  template <typename Make>
  NotConnected(ConnectionProblem problem, const Make& make_text)
      : std::runtime_error(in_english(make_text)), shown_(make_text()), problem_(problem) {}
  [[nodiscard]] ConnectionProblem problem() const { return problem_; }
  [[nodiscard]] const std::string& shown() const { return shown_; }

 private:
  std::string shown_;
  ConnectionProblem problem_;
};

std::string param(const CallbackRequest& request, const char* name) {
  const auto found = request.params.find(name);
  return found == request.params.end() ? std::string() : found->second;
}

/// Returns at most 64 letters, digits and underscores of an error code: it comes from the browser's address,
/// so it can be anything.
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
    return {ConnectionProblem::consent_declined, [] { return tr(kDeclinedText); }};
  if (error == "admin_policy_enforced")
    return {ConnectionProblem::google_refused, [] { return tr(kNotTrustedText); }};
  if (error == "org_internal")
    return {ConnectionProblem::google_refused, [] { return tr(kOtherOrganizationText); }};
  return {ConnectionProblem::google_refused, [&error] {
            return tr(kRefusedText, {{"code", shown_code(error)}});
          }};
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
    return context.google.exchange({SecretText(param(request, "code")), request.url, verifier}, monitor);
  } catch (const Failure& failure) {
    if (failure.code() != ResultCode::administrator_action && failure.code() != ResultCode::access_lost)
      throw;
    throw NotConnected{ConnectionProblem::google_refused, [&] { return stored_text(failure.what()); }};
  }
}

void check_grant(const Grant& grant) {
  if (const std::string missing = missing_access(grant); !missing.empty())
    throw NotConnected{ConnectionProblem::missing_scope, [&missing] {
                         return tr(kMissingAccessText, {{"objects", missing}});
                       }};
  if (!grant.hosted_domain)
    throw NotConnected{ConnectionProblem::consumer_account, [&grant] {
                         return tr(kPersonalAccountText, {{"account", grant.account_email}});
                       }};
}

Administrator identify(const HookContext& context, const Grant& grant, host_sdk::TaskMonitor& monitor) {
  try {
    return context.google.probe(grant, monitor);
  } catch (const Failure& failure) {
    if (failure.code() != ResultCode::access_lost && failure.code() != ResultCode::administrator_action)
      throw;
    // Google's sentence may already name the account.
    const std::string sentence = failure.what();
    const bool named = sentence.find(grant.account_email) != std::string::npos;
    throw NotConnected{ConnectionProblem::not_an_administrator, [&] {
                         const std::string shown = stored_text(sentence);
                         return named ? shown : grant.account_email + ": " + shown;
                       }};
  }
}

void check_customer(const std::optional<Connection>& before, const Administrator& administrator) {
  const auto problem = [&] { return customer_problem(before, administrator); };
  if (!problem().empty()) throw NotConnected{ConnectionProblem::other_customer, problem};
}

/// Tests the grant and returns its connection.
Connection test_grant(const HookContext& context, const CallbackRequest& request,
                      const std::optional<Connection>& before, const Grant& grant,
                      host_sdk::TaskMonitor& monitor) {
  try {
    check_grant(grant);
    const Administrator administrator = identify(context, grant, monitor);
    check_customer(before, administrator);
    Connection connection =
        make_connection({request.company, request.actor}, before, administrator, context.host.clock().now());
    connection.scopes = grant.scopes;
    return connection;
  } catch (...) {
    // A grant that is not saved must not stay usable at Google.
    (void)revoke_unused_grant({context.host, context.store, context.google}, request.company.id,
                              grant.account_id, grant.refresh_token);
    throw;
  }
}

ActionAnswer connect_by_code(const HookContext& context, const CallbackRequest& request,
                             const std::optional<Connection>& before, const SecretText& verifier) {
  host_sdk::DeadlineMonitor monitor(context.host.clock(), kSignInTimeout);
  const Grant grant = redeem(context, request, verifier, monitor);
  const Connection connection = test_grant(context, request, before, grant, monitor);
  auto answer = keep_connection(context, {request.company, request.actor}, before, connection,
                                google::RefreshToken{grant.refresh_token});
  if (!answer)
    throw NotConnected{ConnectionProblem::none,
                       [&] { return changed_meanwhile(context, request.company.id); }};
  const bool allowed_attributes =
      google::grants_schemas(grant.scopes) && before && !google::grants_schemas(before->scopes);
  if (allowed_attributes) answer->path = path_of(SubPage::fields);
  return *std::move(answer);
}

}  // namespace

ActionAnswer finish_connecting(const HookContext& context, const CallbackRequest& request) {
  const auto verifier = SignIns(context).finish(request.company.id, param(request, "state"));
  const auto before = context.store.load_connection(request.company.id);
  try {
    if (before && before->state == ConnectionState::unlinking)
      return refused(Refusal::busy, being_unlinked_sentence(tr("Nothing was connected.")));
    if (const std::string error = param(request, "error"); !error.empty()) throw refusal_of_google(error);
    if (!verifier)
      throw NotConnected{ConnectionProblem::google_refused,
                         [] { return tr("This sign-in was already used or has expired. Connect again."); }};
    return connect_by_code(context, request, before, *verifier);
  } catch (const NotConnected& reason) {
    if (reason.problem() != ConnectionProblem::none)
      remember_problem(context, request.company.id, before, reason.problem(), reason.what());
    const bool declined = reason.problem() == ConnectionProblem::consent_declined;
    context.host.audit_trail().record(request.company.id, request.actor, "connect_refused", reason.what());
    return refused(Refusal::not_possible, reason.shown(), declined ? Tone::neutral : Tone::danger);
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again, tr(kNoAnswerText));
  }
}

}  // namespace gup
