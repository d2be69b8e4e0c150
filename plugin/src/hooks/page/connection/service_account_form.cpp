#include "hooks/page/connection/service_account_form.hpp"

#include "google/sign_in/key_file.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
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

bool is_connected(const PageFacts& facts) {
  return facts.connection && facts.connection->state != ConnectionState::not_connected;
}

bool is_service_account(const PageFacts& facts) {
  return facts.connection && facts.connection->kind == ConnectionKind::service_account;
}

Input admin_email(const PageFacts& facts) {
  Input input;
  input.label = "Administrator’s email address";
  input.hint =
      "The service account reads the directory as this administrator. Enter the primary email address of an "
      "active account that can read users, groups and organizational units.";
  input.type = InputType::email;
  input.max = 320;
  if (is_service_account(facts)) input.value = facts.connection->admin_email;
  return input;
}

Input key_file(const PageFacts& facts) {
  Input input;
  input.label = "Service account key";
  input.hint =
      "The complete JSON key file from the Google Cloud console, under IAM & Admin, Service accounts, Keys. "
      "The key is tested, stored encrypted, and never shown again.";
  input.type = InputType::secret;
  input.max = static_cast<int>(google::kMaxKeyFile);
  input.multiline = true;
  input.saved = is_service_account(facts);
  return input;
}

Text delegation_steps() {
  return {
      "First, a super administrator of your Google Workspace delegates access to the service account. In the "
      "Admin console, open Security, Access and data control, API controls, Manage domain-wide delegation. "
      "Add the client ID and the scopes below. Also enable the Admin SDK API in the service account’s Google "
      "Cloud project. Google can take up to 24 hours to apply the delegation.",
      {}};
}

/// The values to enter in the Admin console.
Facts delegation(const PageFacts& facts) {
  const std::string id = is_service_account(facts)
                             ? facts.connection->service_account_id
                             : "The number “client_id” in the key file, not the email address";
  Facts list;
  list.items = {
      Fact{"Client ID", id, "", "", Tone::neutral},
      Fact{"Scopes (read-only, exactly these three)", google::needed_scopes(","), "", "", Tone::neutral}};
  return list;
}

}  // namespace

Block service_account_form(const PageFacts& facts, std::string label, ActionStyle style) {
  Action submit;
  submit.id = kConnectServiceAccount;
  submit.label = std::move(label);
  submit.style = style;
  submit.icon = "key";
  submit.submit = true;
  Form form;
  if (!is_service_account(facts)) form.blocks.push_back(block("service_account_steps", delegation_steps()));
  form.blocks.push_back(block("service_account_delegation", delegation(facts)));
  form.blocks.push_back(block(kAdminEmailField, admin_email(facts)));
  form.blocks.push_back(block(kServiceAccountKeyField, key_file(facts)));
  form.actions = {std::move(submit)};
  form.note = is_connected(facts) ? "Settings and users stay as they are."
                                  : "Nothing is synced until you start the sync.";
  return block("service_account", std::move(form));
}

Block service_account_disclosure(const PageFacts& facts) {
  const bool replaces = is_service_account(facts);
  const bool connected = is_connected(facts);
  Section section;
  section.title = replaces    ? "Replace the service account key"
                  : connected ? "Use a service account instead"
                              : "Connect with a service account";
  if (!connected) section.hint = "For servers without a public address: no sign-in needed.";
  section.collapsed = true;
  section.blocks = {service_account_form(facts, replaces ? "Replace key" : "Connect service account",
                                         ActionStyle::standard)};
  return block("connect_with_service_account", std::move(section));
}

}  // namespace gup
