// Connecting without a person's sign-in. Nothing is kept before everything has been tried.
#include <algorithm>
#include <string>

#include "failure.hpp"
#include "google/sign_in/delegation.hpp"
#include "google/sign_in/key_file.hpp"
#include "hooks/action_names.hpp"
#include "hooks/actions/actions.hpp"
#include "hooks/actions/new_connection.hpp"
#include "hooks/picker/deadline_monitor.hpp"
#include "sync/reading/credentials.hpp"

namespace gup {
namespace {

using google::DelegatedAccess;
using google::DelegationProblem;
using host_sdk::ResultCode;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;

/// A page waits for an action no longer than this.
constexpr std::chrono::seconds kDelegationTimeout{20};
constexpr std::size_t kLongestAddress = 320;
constexpr const char* kWholeForm = "";

std::string trimmed_value(const ActionRequest& request, const char* field) {
  const auto found = request.values.find(field);
  if (found == request.values.end()) return {};
  const std::string& text = found->second;
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// Enough to tell an address from a name; Google knows the rest.
bool is_address(const std::string& text) {
  const auto at = text.find('@');
  const bool plain =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c > ' ' && c != 0x7F; });
  return plain && text.size() <= kLongestAddress && at != std::string::npos && at > 0 &&
         at + 1 < text.size() && text.find('@', at + 1) == std::string::npos;
}

/// The key that was entered; where none was, the one that the company has.
google::ServiceAccountKey key_of(const HookContext& context, const ActionRequest& request,
                                 const std::optional<Connection>& before) {
  const auto entered = request.values.find(kServiceAccountKeyField);
  const bool nothing =
      entered == request.values.end() || entered->second.find_first_not_of(" \t\r\n") == std::string::npos;
  if (nothing && before && before->kind == ConnectionKind::service_account)
    return std::get<DelegatedAccess>(credentials_of(context.host, *before)).key;
  return google::read_key_file(nothing ? std::string_view() : std::string_view(entered->second));
}

/// Reads the form; `errors` gets a sentence for each field that cannot be used.
DelegatedAccess read_form(const HookContext& context, const ActionRequest& request,
                          const std::optional<Connection>& before,
                          std::map<std::string, std::vector<std::string>>& errors) {
  DelegatedAccess access;
  access.admin_email = trimmed_value(request, kAdminEmailField);
  if (access.admin_email.empty())
    errors[kAdminEmailField].emplace_back(
        "Enter the e-mail address of the administrator in whose name the service account reads.");
  else if (!is_address(access.admin_email))
    errors[kAdminEmailField].emplace_back("This is not an e-mail address.");
  try {
    access.key = key_of(context, request, before);
  } catch (const google::UnusableKeyFile& unusable) {
    errors[kServiceAccountKeyField].emplace_back(unusable.what());
  } catch (const Failure& failure) {
    // The key that the company had cannot be used any more.
    if (failure.code() != ResultCode::access_lost) throw;
    errors[kServiceAccountKeyField].emplace_back(failure.what());
  }
  return access;
}

const char* field_of(DelegationProblem problem) {
  switch (problem) {
    case DelegationProblem::key:
      return kServiceAccountKeyField;
    case DelegationProblem::administrator:
      return kAdminEmailField;
    case DelegationProblem::delegation:
    case DelegationProblem::clock:
      break;
  }
  return kWholeForm;
}

/// What the host shows at the field. Whoever asked for it finds it in the audit trail, too.
ActionAnswer invalid(const HookContext& context, const ActionRequest& request, const char* field,
                     const std::string& sentence) {
  context.host.audit_trail().record(request.company.id, request.actor, "connect_refused", sentence);
  ActionAnswer answer;
  answer.outcome = Outcome::invalid;
  answer.errors[field] = {sentence + " Nothing has changed."};
  return answer;
}

ActionAnswer try_and_keep(const HookContext& context, const ActionRequest& request,
                          const std::optional<Connection>& before, const DelegatedAccess& access) {
  DeadlineMonitor monitor(context.host.clock(), kDelegationTimeout);
  const google::Administrator administrator = context.google.probe(access, monitor);
  if (const std::string problem = customer_problem(before, administrator); !problem.empty())
    return invalid(context, request, kAdminEmailField, problem);
  const Connector by{request.company, request.actor};
  Connection connection = make_connection(by, administrator, context.host.clock().now());
  connection.kind = ConnectionKind::service_account;
  connection.service_account = access.key.client_email;
  connection.service_account_id = access.key.client_id;
  connection.scopes = {google::kUserScope, google::kGroupScope, google::kUnitScope};
  return keep_connection(context, by, before, connection, access);
}

}  // namespace

ActionAnswer connect_service_account(const HookContext& context, const ActionRequest& request) {
  const auto before = context.store.load_connection(request.company.id);
  if (before && before->state == ConnectionState::unlinking)
    return refused(Refusal::busy,
                   "This company's integration is being unlinked; connect again once that is finished.");
  ActionAnswer answer;
  const DelegatedAccess access = read_form(context, request, before, answer.errors);
  if (!answer.errors.empty()) {
    answer.outcome = Outcome::invalid;
    return answer;
  }
  try {
    return try_and_keep(context, request, before, access);
  } catch (const google::DelegationRefused& refusal) {
    return invalid(context, request, field_of(refusal.problem()), refusal.what());
  } catch (const Cancelled&) {
    throw Failure(ResultCode::try_again,
                  "Google did not answer in time, so nothing was connected; try again.");
  } catch (const Failure& failure) {
    // The service account may act for this person, but the person may not read the directory.
    if (failure.code() != ResultCode::access_lost) throw;
    return invalid(context, request, kAdminEmailField, failure.what());
  }
}

}  // namespace gup
