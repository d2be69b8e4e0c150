#include "hooks/page/connection/not_connected.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/connection/service_account_form.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {
namespace {

using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Empty;
using host_sdk::page::Notice;
using host_sdk::page::Tone;

bool is_wrong_account(ConnectionProblem problem) {
  return problem != ConnectionProblem::none && problem != ConnectionProblem::consent_declined;
}

/// The problem, stored in English. It may already say that nothing has changed.
std::string problem_text(const Connection& connection) {
  constexpr const char* kNothingChanged = tr_later("Nothing has changed.");
  const std::string text = stored_text(connection.problem_text);
  return connection.problem_text.ends_with(kNothingChanged) ? text : text + " " + tr(kNothingChanged);
}

Block problem_notice(const Connection& connection) {
  Notice notice;
  if (connection.problem == ConnectionProblem::consent_declined) {
    notice = {Tone::neutral, tr("You did not finish connecting"), tr("Nothing has changed."), {}};
  } else {
    notice = {Tone::danger, tr("This Google account could not be connected"), problem_text(connection), {}};
  }
  return block("connect_problem", std::move(notice));
}

/// The result of the latest run, if it was an unlink.
std::vector<Block> unlink_receipt(const std::vector<Run>& runs) {
  if (runs.empty()) return {};
  const Run& run = runs.front();
  if (run.kind != RunKind::unlink || run.state != RunState::done) return {};
  return {block("unlink_receipt", Notice{Tone::success,
                                         tr("Google Workspace is unlinked"),
                                         stored_text(run.result.sentence) + " " +
                                             tr("To undo this within 7 days, connect as the same "
                                                "administrator again, then undo the run in its details."),
                                         {}})};
}

}  // namespace

std::vector<Block> not_connected_cards(const PageFacts& facts, bool whole) {
  const auto problem = facts.connection ? facts.connection->problem : ConnectionProblem::none;
  std::vector<Block> blocks;
  if (problem != ConnectionProblem::none) {
    blocks.push_back(problem_notice(*facts.connection));
  } else {
    blocks = unlink_receipt(facts.runs);
  }
  Empty empty;
  empty.icon = "brand-google";
  empty.title = tr("Sync users from Google Workspace");
  empty.text =
      tr("Connect once and choose which users to sync. Target users are then updated automatically. You need "
         "a Google Workspace administrator account. The integration asks for read-only access to users, "
         "groups and organizational units.");
  empty.actions = {connect_action(
      is_wrong_account(problem) ? tr("Try another account") : tr("Connect to Google"), ActionStyle::primary)};
  empty.footnote =
      tr("Google asks you to sign in and allow access, and then returns you to this page. Nothing is synced "
         "until you start the sync.");
  empty.actions.push_back(link_action("to_service_account", tr("Use a service account"),
                                      address_of(SubPage::service_account), "key"));
  blocks.push_back(block("connect_to_google", std::move(empty)));
  if (whole) blocks.push_back(service_account_disclosure(facts.connection));
  return blocks;
}

std::optional<host_sdk::page::Invitation> invitation_to_connect(const std::optional<Connection>& connection,
                                                                PageState state) {
  const bool reconnects = state == PageState::reconnect_needed && connection->kind == ConnectionKind::sign_in;
  if (state != PageState::not_connected && !reconnects) return std::nullopt;
  return host_sdk::page::Invitation{
      tr("Ask your Google administrator"), tr("Connect Google Workspace"),
      tr("You need an administrator account of your company’s Google Workspace. Google asks you to sign in "
         "and to allow read-only access to users, groups and organizational units; nothing in Google is "
         "changed.") +
          " " +
          (reconnects ? tr("The sync then continues with the settings as they are.")
                      : tr("The person who asks you chooses afterwards which users to sync.")),
      kConnect};
}

}  // namespace gup
