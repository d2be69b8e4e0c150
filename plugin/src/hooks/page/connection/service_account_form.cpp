#include "hooks/page/connection/service_account_form.hpp"

#include "google/sign_in/key_file.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::InputType;
using host_sdk::page::Section;
using host_sdk::page::Text;
using host_sdk::page::Tone;

Input admin_email(const std::optional<Connection>& connection) {
  Input input;
  input.label = tr("Administrator’s email address");
  input.hint =
      tr("The service account reads the directory as this administrator. Enter the primary email address of "
         "an active account that can read users, groups and organizational units.");
  input.type = InputType::email;
  input.max = 320;
  if (uses_service_account(connection)) input.value = connection->admin_email;
  return input;
}

Input key_file(const std::optional<Connection>& connection) {
  Input input;
  input.label = tr("Service account key");
  input.hint =
      tr("The complete JSON key file from the Google Cloud console, under IAM & Admin, Service accounts, "
         "Keys. The key is tested, stored encrypted, and never shown again.");
  input.type = InputType::secret;
  input.max = static_cast<int>(google::kMaxKeyFile);
  input.multiline = true;
  input.saved = uses_service_account(connection);
  input.accepted_files = ".json";
  return input;
}

Text delegation_steps() {
  return {
      tr("First, a super administrator of your Google Workspace delegates access to the service account. In "
         "the Admin console, open Security, Access and data control, API controls, Manage domain-wide "
         "delegation. Add the client ID and the scopes below. Also enable the Admin SDK API in the service "
         "account’s Google Cloud project. Google can take up to 24 hours to apply the delegation."),
      {}};
}

}  // namespace

bool uses_service_account(const std::optional<Connection>& connection) {
  return connection && connection->kind == ConnectionKind::service_account;
}

Block delegation_values(const std::optional<Connection>& connection) {
  const bool known = uses_service_account(connection);
  Facts list;
  list.items = {Fact{tr("Client ID"),
                     known ? connection->service_account_id
                           : tr("The number “client_id” in the key file, not the email address"),
                     "", "", Tone::neutral, known},
                Fact{tr("Scopes (read-only, exactly these three)"), google::needed_scopes(","), "", "",
                     Tone::neutral, true}};
  return block("service_account_delegation", std::move(list));
}

Block service_account_fields(const std::optional<Connection>& connection, std::string label,
                             ActionStyle style) {
  Action submit = submit_action(kConnectServiceAccount, std::move(label), "key");
  submit.style = style;
  Form form;
  form.blocks = {block(kAdminEmailField, admin_email(connection)),
                 block(kServiceAccountKeyField, key_file(connection))};
  form.actions = {std::move(submit)};
  form.note = is_connected(connection) ? tr("Settings and users stay as they are.")
                                       : tr("Nothing is synced until you start the sync.");
  return block("service_account", std::move(form));
}

Block service_account_form(const std::optional<Connection>& connection, std::string label,
                           ActionStyle style) {
  Block block_of_form = service_account_fields(connection, std::move(label), style);
  auto& blocks = std::get<Form>(block_of_form.kind).blocks;
  blocks.insert(blocks.begin(), delegation_values(connection));
  if (!uses_service_account(connection))
    blocks.insert(blocks.begin(), block("service_account_steps", delegation_steps()));
  return block_of_form;
}

Block service_account_disclosure(const std::optional<Connection>& connection) {
  const bool replaces = uses_service_account(connection);
  const bool connected = is_connected(connection);
  Section section;
  section.title = replaces    ? tr("Replace the service account key")
                  : connected ? tr("Use a service account instead")
                              : tr("Connect with a service account");
  if (!connected) section.hint = tr("For servers without a public address: no sign-in needed.");
  section.collapsed = true;
  section.blocks = {service_account_form(
      connection, replaces ? tr("Replace key") : tr("Connect service account"), ActionStyle::standard)};
  return block("connect_with_service_account", std::move(section));
}

}  // namespace gup
