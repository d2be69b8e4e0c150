// The form for a service account: as the second way to connect, and to enter another key.
#include "google/sign_in/key_file.hpp"
#include "google/sign_in/scopes.hpp"
#include "hooks/action_names.hpp"
#include "hooks/page/cards.hpp"

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
  input.label = "Administrator’s e-mail address";
  input.hint =
      "The service account reads in the name of this administrator: the primary address of an active account "
      "that may read users, groups and organizational units.";
  input.type = InputType::email;
  input.max = 320;
  if (is_service_account(facts)) input.value = facts.connection->admin_email;
  return input;
}

Input key_file(const PageFacts& facts) {
  Input input;
  input.label = "Service account key";
  input.hint =
      "The whole JSON file that the Google Cloud console gives under IAM & Admin, Service accounts, Keys. It "
      "is checked, kept encrypted, and never shown again.";
  input.type = InputType::secret;
  input.max = static_cast<int>(google::kMaxKeyFile);
  input.multiline = true;
  input.saved = is_service_account(facts);
  return input;
}

Text delegation_steps() {
  return {
      "A super administrator of your Google Workspace delegates access to the service account once: in the "
      "Admin console under Security, Access and data control, API controls, Manage domain-wide delegation, "
      "with the client id and the scopes below. The Admin SDK API has to be enabled in the service account’s "
      "Google Cloud project. It can take up to 24 hours until Google knows the delegation everywhere.",
      {}};
}

/// What is to be entered there.
Facts delegation(const PageFacts& facts) {
  const std::string id = is_service_account(facts)
                             ? facts.connection->service_account_id
                             : "The number “client_id” in the key file, not the e-mail address";
  Facts list;
  list.items = {
      Fact{"Client id", id, "", "", Tone::neutral},
      Fact{"Scopes, read-only, exactly these three", google::needed_scopes(","), "", "", Tone::neutral}};
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
  form.note =
      is_connected(facts) ? "Settings and users stay as they are." : "Nothing is synced until you start it.";
  return block("service_account", std::move(form));
}

Block service_account_disclosure(const PageFacts& facts) {
  const bool replaces = is_service_account(facts);
  const bool connected = is_connected(facts);
  Section section;
  section.title = replaces    ? "Replace the service account key"
                  : connected ? "Use a service account instead"
                              : "Connect with a service account";
  if (!connected)
    section.hint = "Without anybody signing in, for platforms that Google cannot send a browser back to.";
  section.collapsed = true;
  section.blocks = {service_account_form(facts, replaces ? "Replace key" : "Connect service account",
                                         ActionStyle::standard)};
  return block("connect_with_service_account", std::move(section));
}

}  // namespace gup
