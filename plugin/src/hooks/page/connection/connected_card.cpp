#include "hooks/page/connection/connected_card.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/connection/service_account_form.hpp"
#include "hooks/page/parts.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Block;
using host_sdk::page::Confirm;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Section;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;

/// Without a running sync, “stop” pauses the schedule.
Action pause_action() {
  Action action;
  action.id = kStopSync;
  action.label = "Pause schedule";
  action.icon = "player-pause";
  return action;
}

std::string unlink_text(const PageFacts& facts) {
  const Store::Holdings& holdings = facts.holdings;
  std::string text = "Deletes " + counted(holdings.created_users, "user", "users") + " and " +
                     counted(holdings.groups, "target group", "target groups") +
                     " that this integration created, and stops syncing.";
  if (holdings.adopted_users > 0)
    text += " " +
            counted(holdings.adopted_users, "linked user that existed before stays",
                    "linked users that existed before stay") +
            " and " + (holdings.adopted_users == 1 ? "gets its" : "get their") + " previous status back.";
  return text +
         " All other users stay as they are. For 7 days, you can undo this after connecting again as " +
         facts.connection->admin_email + ".";
}

}  // namespace

Block connected_card(const PageFacts& facts, PageState state, bool whole) {
  const Connection& connection = *facts.connection;
  const bool by_service_account = connection.kind == ConnectionKind::service_account;
  Facts list;
  const auto add = [&list](std::string label, host_sdk::page::Value value) {
    list.items.push_back(Fact{std::move(label), std::move(value), "", "", Tone::neutral});
  };
  add("Domain", connection.domain);
  if (by_service_account) add("Service account", connection.service_account);
  add(by_service_account ? "Reads as administrator" : "Account", connection.admin_email);
  add("Connected by", connection.connected_by);
  add("Connected", TimeValue{connection.connected_at});
  add("Access", std::string("Read users, groups and organizational units"));
  Section card;
  card.title = "Google Workspace";
  card.blocks = {block("connection", std::move(list))};
  if (state != PageState::unlinking) {
    // While access is lost, the form is next to the notice. The other kind of connection is always offered:
    // switching by unlinking would delete the users.
    if (whole && (state != PageState::reconnect_needed || !by_service_account))
      card.blocks.push_back(service_account_disclosure(facts));
    if (by_service_account) {
      card.actions.push_back(connect_action("Sign in with Google instead", ActionStyle::standard));
    } else if (state != PageState::reconnect_needed) {
      Action reconnect = connect_action("Reconnect", ActionStyle::standard);
      reconnect.icon = "key";
      card.actions.push_back(std::move(reconnect));
    }
    if (facts.next_sync && state != PageState::running) card.actions.push_back(pause_action());
    if (!whole)
      card.actions.push_back(link_action("to_service_account",
                                         by_service_account ? "Replace the key" : "Use a service account",
                                         address_of(SubPage::service_account)));
  }
  card.actions.push_back(unlink_and_keep_action(facts, state));
  return block("google_workspace", std::move(card));
}

Action unlink_action(const PageFacts& facts, PageState state) {
  Action action;
  action.id = kUnlink;
  action.label = "Unlink and delete users…";
  action.style = ActionStyle::danger_subtle;
  action.icon = "unlink";
  if (state == PageState::unlinking && (facts.live || facts.unlink_starts))
    action.disabled = being_unlinked_sentence("Wait until it has ended.");
  Confirm confirm;
  confirm.title = "Unlink Google Workspace?";
  confirm.text = unlink_text(facts);
  confirm.tone = Tone::danger;
  confirm.confirm_label = "Unlink and delete " + counted(facts.holdings.created_users, "user", "users");
  confirm.type_to_confirm = {"Type " + facts.connection->domain + " to confirm", facts.connection->domain};
  action.confirm = std::move(confirm);
  return action;
}

Action unlink_and_keep_action(const PageFacts& facts, PageState state) {
  Action action = unlink_action(facts, state);
  action.id = kUnlinkAndKeep;
  action.label = "Unlink and keep users…";
  Confirm& confirm = *action.confirm;
  confirm.title = "Unlink Google Workspace and keep the users?";
  confirm.text =
      "Stops syncing. " + counted(facts.holdings.created_users, "user", "users") + " and " +
      counted(facts.holdings.groups, "target group", "target groups") +
      " from Google stay as this platform's own, with their memberships; inactive users stay inactive. "
      "For 7 days, you can undo this after connecting again as " +
      facts.connection->admin_email + ".";
  confirm.confirm_label = "Unlink and keep " + counted(facts.holdings.created_users, "user", "users");
  return action;
}

}  // namespace gup
