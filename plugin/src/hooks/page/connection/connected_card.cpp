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

/// Stopping without a running sync pauses the schedule.
Action pause_action() {
  Action action;
  action.id = kStopSync;
  action.label = tr("Pause schedule");
  action.icon = "player-pause";
  return action;
}

std::string users_text(std::int64_t number) {
  return tr_count("{count} user", "{count} users", number);
}

std::string groups_text(std::int64_t number) {
  return tr_count("{count} target group", "{count} target groups", number);
}

std::string undo_text(const Connection& connection) {
  return tr("For 7 days, you can undo this after connecting again as {administrator}.",
            {{"administrator", connection.admin_email}});
}

std::string unlink_text(const Connection& connection, const Store::Holdings& holdings) {
  std::string text =
      tr("Deletes {users} and {groups} that this integration created, and stops syncing.",
         {{"users", users_text(holdings.created_users)}, {"groups", groups_text(holdings.groups)}});
  if (holdings.adopted_users > 0)
    text +=
        " " + tr_count("{count} linked user that existed before stays and gets its previous status back.",
                       "{count} linked users that existed before stay and get their previous status back.",
                       holdings.adopted_users);
  return text + " " + tr("All other users stay as they are.") + " " + undo_text(connection);
}

/// Unlinks without deleting the users.
Action unlink_and_keep_action(const PageFacts& facts, const Store::Holdings& holdings, PageState state) {
  Action action = unlink_action(facts, holdings, state);
  action.id = kUnlinkAndKeep;
  action.label = tr("Unlink and keep users…");
  Confirm& confirm = *action.confirm;
  confirm.title = tr("Unlink Google Workspace and keep the users?");
  confirm.text =
      tr("Stops syncing.") + " " +
      tr("{users} and {groups} from Google stay on this platform, with their memberships; "
         "inactive users stay inactive.",
         {{"users", users_text(holdings.created_users)}, {"groups", groups_text(holdings.groups)}}) +
      " " + undo_text(*facts.connection);
  confirm.confirm_label =
      tr_count("Unlink and keep {count} user", "Unlink and keep {count} users", holdings.created_users);
  return action;
}

}  // namespace

Block connected_card(const PageFacts& facts, const Store::Holdings& holdings, PageState state, bool whole) {
  const Connection& connection = *facts.connection;
  const bool by_service_account = connection.kind == ConnectionKind::service_account;
  Facts list;
  const auto add = [&list](std::string label, host_sdk::page::Value value) {
    list.items.push_back(Fact{std::move(label), std::move(value), "", "", Tone::neutral});
  };
  add(tr("Domain"), connection.domain);
  if (by_service_account) add(tr("Service account"), connection.service_account);
  add(by_service_account ? tr("Reads as administrator") : tr("Account"), connection.admin_email);
  add(tr("Connected by"), connection.connected_by);
  add(tr("Connected"), TimeValue{connection.connected_at});
  add(tr("Access"), tr("Read users, groups and organizational units"));
  Section card;
  card.title = tr("Google Workspace");
  card.blocks = {block("connection", std::move(list))};
  if (state != PageState::unlinking) {
    // While access is lost, the form is next to the notice. The other kind of connection is always offered:
    // switching by unlinking would delete the users.
    if (whole && (state != PageState::reconnect_needed || !by_service_account))
      card.blocks.push_back(service_account_disclosure(facts.connection));
    if (by_service_account) {
      card.actions.push_back(connect_action(tr("Sign in with Google instead"), ActionStyle::standard));
    } else if (state != PageState::reconnect_needed) {
      Action reconnect = connect_action(tr("Reconnect"), ActionStyle::standard);
      reconnect.icon = "key";
      card.actions.push_back(std::move(reconnect));
    }
    if (facts.schedule.next && state != PageState::running) card.actions.push_back(pause_action());
    if (!whole)
      card.actions.push_back(link_action(
          "to_service_account", by_service_account ? tr("Replace the key") : tr("Use a service account"),
          address_of(SubPage::service_account)));
  }
  card.actions.push_back(unlink_and_keep_action(facts, holdings, state));
  return block("google_workspace", std::move(card));
}

Action unlink_action(const PageFacts& facts, const Store::Holdings& holdings, PageState state) {
  Action action;
  action.id = kUnlink;
  action.label = tr("Unlink and delete users…");
  action.style = ActionStyle::danger_subtle;
  action.icon = "unlink";
  if (state == PageState::unlinking && (facts.activity.run || facts.activity.unlink_starts))
    action.disabled = being_unlinked_sentence(tr("Wait until it has ended."));
  Confirm confirm;
  confirm.title = tr("Unlink Google Workspace?");
  confirm.text = unlink_text(*facts.connection, holdings);
  confirm.tone = Tone::danger;
  confirm.confirm_label =
      tr_count("Unlink and delete {count} user", "Unlink and delete {count} users", holdings.created_users);
  confirm.type_to_confirm = {
      tr("Type {confirmation} to confirm", {{"confirmation", facts.connection->domain}}),
      facts.connection->domain};
  action.confirm = std::move(confirm);
  return action;
}

}  // namespace gup
