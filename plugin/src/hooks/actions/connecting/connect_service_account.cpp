#include "hooks/actions/connecting/connect_service_account.hpp"

#include <string>
#include <string_view>

#include "failure.hpp"
#include "google/sign_in/key_file.hpp"
#include "hooks/action_names.hpp"
#include "hooks/page/place.hpp"
#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "sync/access/credentials.hpp"
#include "sync/names.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using google::DelegatedAccess;
using host_sdk::ResultCode;
using host_sdk::tr;
using host_sdk::page::Outcome;
using host_sdk::page::Refusal;

constexpr std::size_t kLongestAddress = 320;

/// The entered key; if the field is empty, the stored one.
google::ServiceAccountKey key_of(const HookContext& context, const ActionRequest& request,
                                 std::optional<Connection> before) {
  const std::string_view entered = value_in(request, kServiceAccountKeyField);
  if (entered.empty() && before && before->kind == ConnectionKind::service_account)
    return std::get<DelegatedAccess>(credentials_of(context.host, context.store, *before)).key;
  return google::read_key_file(entered);
}

/// Reads the form; adds to `errors` a sentence for each invalid field.
DelegatedAccess read_form(const HookContext& context, const ActionRequest& request,
                          const std::optional<Connection>& before,
                          std::map<std::string, std::vector<std::string>>& errors) {
  DelegatedAccess access;
  access.admin_email = value_of(request, kAdminEmailField);
  if (access.admin_email.empty())
    errors[kAdminEmailField].emplace_back(
        tr("Enter the email address of an administrator. The service account reads the directory as this "
           "administrator."));
  else if (access.admin_email.size() > kLongestAddress || !host_sdk::is_email_address(access.admin_email))
    errors[kAdminEmailField].emplace_back(
        tr("This is not a valid email address. Enter an address such as admin@example.com."));
  try {
    access.key = key_of(context, request, before);
  } catch (const google::UnusableKeyFile& unusable) {
    errors[kServiceAccountKeyField].emplace_back(unusable.what());
  } catch (const Failure& failure) {
    // The stored key is no longer usable.
    if (failure.code() != ResultCode::access_lost) throw;
    errors[kServiceAccountKeyField].emplace_back(failure.what());
  }
  return access;
}

}  // namespace

ActionAnswer connect_service_account(const HookContext& context, HookJobs& jobs,
                                     const ActionRequest& request) {
  const auto before = context.store.load_connection(request.company.id);
  if (before && before->state == ConnectionState::unlinking)
    return refused(Refusal::busy, being_unlinked_sentence(tr("Connect again when unlinking has finished.")));
  ActionAnswer answer;
  DelegatedAccess access = read_form(context, request, before, answer.errors);
  if (!answer.errors.empty()) {
    answer.outcome = Outcome::invalid;
    return answer;
  }
  context.host.notices().clear(request.company.id, kConnectNotice);
  answer = jobs.connect.connect(request, std::move(access), before);
  if (answer.outcome == Outcome::render) answer.path = path_of(SubPage::overview);
  return answer;
}

}  // namespace gup
