#include "hooks/page/connection/service_account_page.hpp"

#include <string>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/connection/service_account_form.hpp"
#include "hooks/page/parts.hpp"

namespace gup {
namespace {

using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Section;
using host_sdk::page::Step;
using host_sdk::page::Steps;
using host_sdk::page::Text;

Block words(const char* id, std::string text) {
  return block(id, Text{std::move(text), {}});
}

}  // namespace

std::vector<Block> service_account_page(const std::optional<Connection>& connection) {
  const bool replaces = uses_service_account(connection);
  Steps steps;
  steps.items = {
      Step{tr("Create a service account and its key"),
           {words("step_key", tr("In the Google Cloud console, open IAM & Admin, Service accounts, and "
                                 "create a service account without any role. Under Keys, add a key of the "
                                 "type JSON. A file is downloaded."))}},
      Step{tr("Enable the Admin SDK API"),
           {words("step_api",
                  tr("In the same project, open APIs & Services, Library, and enable the Admin SDK API."))}},
      Step{tr("Delegate read access"),
           {words("step_delegation",
                  tr("A super administrator of your Google Workspace does this. In the Admin console, open "
                     "Security, Access and data control, API controls, Manage domain-wide delegation, and "
                     "add these two values. Google can take up to 24 hours to apply it.")),
            delegation_values(connection)}},
      Step{replaces ? tr("Enter the new key") : tr("Connect"),
           {service_account_fields(connection, replaces ? tr("Replace key") : tr("Connect service account"),
                                   ActionStyle::primary)}}};
  Section section;
  section.title = replaces ? tr("Replace the service account key") : tr("Connect with a service account");
  section.hint =
      tr("For servers without a public address, and for companies that do not allow signing in with Google.");
  section.blocks = {block("service_account_steps", std::move(steps))};
  Section blocked;
  blocked.title = tr("If Google says “Access blocked”");
  blocked.blocks = {
      words("access_blocked",
            tr("Your Google Workspace may allow only apps that an administrator trusts. In the Admin "
               "console, open Security, Access and data control, API controls, Manage third-party app "
               "access, search for the client ID, and trust it. An “unauthorized_client” error means that "
               "the delegation of step 3 is missing, or that a scope is not exactly as above."))};
  return {block("connect_with_service_account", std::move(section)),
          block("access_blocked_help", std::move(blocked))};
}

}  // namespace gup
