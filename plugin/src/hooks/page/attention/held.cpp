#include "hooks/page/attention/held.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/runs/progress.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "model/clean_text.hpp"
#include "plan/removals/removal_guard.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Confirm;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::NumberValue;
using host_sdk::page::Picker;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::UserValue;
using host_sdk::page::Value;

constexpr const char* kHeldPeople = "held_people";
constexpr const char* kDismissedPeople = "dismissed_people";
constexpr int kUsersPerPage = 50;

using Removals = std::vector<plan::HeldRemoval>;

bool has_any(const RemovalCounts& removals) {
  return removals.held + removals.dismissed > 0;
}

/// One page of removals that `read` returns, by user id.
template <typename Read>
Table table_of(const std::string& id, const View& view, const Read& read, bool held) {
  const int rows = view.rows_or(kUsersPerPage);
  Removals people = read(offset_of(view, id), rows + 1);
  Table table;
  table.columns = {{"person", tr("User or target group"), Align::start},
                   {"reason", tr("Reason"), Align::start},
                   {"since", held ? tr("Held since") : tr("Missing since"), Align::start},
                   {"id", tr("Google ID"), Align::start}};
  if (people.size() > static_cast<std::size_t>(rows)) {
    people.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(plan::place_of(people.back()));
  }
  // On a page, the name is more useful than Google's id.
  const bool with_names = !view.whole && view.table_rows == 0;
  if (with_names) table.columns.back() = {"name", tr("Name"), Align::start};
  for (const auto& person : people) {
    Value last = person.external_id;
    if (with_names) last = person.user_id == 0 ? Value(std::string("–")) : Value(UserValue{person.user_id});
    table.rows.push_back(
        {person.external_id,
         {person.email, held ? with_capital(stored_text(person.reason)) : tr("Kept by an administrator"),
          TimeValue{person.held_since}, std::move(last)},
         {}});
  }
  return table;
}

/// Keeps the user or target group of one row.
Action keep_action(const std::string& external_id) {
  Action keep;
  keep.id = kKeepRemoval;
  keep.label = tr("Keep");
  keep.icon = "user-check";
  keep.value = external_id;
  return keep;
}

/// The number of managed users before the sync that held the removals; 0 if it is unknown.
std::int64_t managed_then(const HeldRemovals& held) {
  return held.last_applied ? held.last_applied->managed_before : 0;
}

RemovalOrder order_of(const std::string& column) {
  if (column == "person") return RemovalOrder::person;
  if (column == "reason") return RemovalOrder::reason;
  return column == "since" ? RemovalOrder::since : RemovalOrder::stored;
}

/// The part of the sub-page's address about this table, which the command line never shows alone.
RemovalQuery wanted_removals(const View& view) {
  if (view.place.page != SubPage::removals) return {};
  return {.text = view.search, .order = order_of(view.sort.column), .descending = view.sort.descending};
}

Block held_people(const PageFacts& facts, RemovalStore& store, const View& view) {
  const RemovalQuery wanted = wanted_removals(view);
  const bool as_stored = wanted.text.empty() && wanted.order == RemovalOrder::stored;
  std::int64_t total = facts.removals.held;
  const auto read = [&](std::int64_t after, int limit) -> Removals {
    if (as_stored) return store.held_removals(facts.company.id, after, limit);
    RemovalQuery query = wanted;
    query.skip = after;
    query.limit = limit;
    FoundRemovals found = store.find_held_removals(facts.company.id, query);
    total = found.total;
    return std::move(found.removals);
  };
  Table table = table_of(kHeldPeople, view, read, true);
  if (!as_stored && !table.next.empty())
    table.next = std::to_string(offset_of(view, kHeldPeople) + view.rows_or(kUsersPerPage));
  table.empty_text = wanted.text.empty() ? tr("No pending removals.")
                                         : tr("No held removal matches “{text}”.", {{"text", wanted.text}});
  table.export_name = "held-removals";
  table.total = total;
  if (!view.whole) {
    if (view.table_rows == 0)
      for (auto& row : table.rows) row.action = keep_action(row.id);
    auto address = address_of(SubPage::removals);
    if (!wanted.text.empty()) address.parameters[kSearchParameter] = wanted.text;
    for (auto& column : table.columns)
      if (order_of(column.id) != RemovalOrder::stored)
        column = sorted_column(column.id, column.label, view.sort, address);
  }
  return block(kHeldPeople, std::move(table));
}

Block dismissed_people(const PageFacts& facts, RemovalStore& store, const View& view) {
  Table table = table_of(
      kDismissedPeople, view,
      [&](std::int64_t after, int limit) { return store.dismissed_removals(facts.company.id, after, limit); },
      false);
  table.title = tr("Kept by an administrator");
  table.export_name = "dismissed-removals";
  table.total = facts.removals.dismissed;
  return block(kDismissedPeople, std::move(table));
}

Block review_form(const PageFacts& facts, PageState state) {
  const std::int64_t held = facts.removals.held;
  Picker removals;
  removals.label = tr("Removals");
  removals.hint = tr("All that are held, or only the users that you select.");
  if (held > 0)
    removals.value = {{kAllRemovals, tr_count("All {count} removal", "All {count} removals", held), false}};

  Input count;
  count.label = tr("Number of removals to approve");
  count.hint = held > 0 ? tr("To approve, type how many removals you approve: {number} for all.",
                             {{"number", std::to_string(held)}})
                        : tr("To approve, type how many removals you approve.");
  count.max = 20;

  Action approve;
  approve.id = kApproveRemovals;
  approve.label = tr("Approve removals and sync");
  approve.style = ActionStyle::danger;
  approve.icon = "user-minus";
  approve.submit = true;
  if (state == PageState::reconnect_needed) approve.disabled = tr(kReconnectSentence);
  Action dismiss;
  dismiss.id = kDismissRemovals;
  dismiss.label = tr("Dismiss removals and keep users and groups");
  dismiss.submit = true;
  if (held == 0) dismiss.disabled = tr("No removals are held.");

  Form form;
  form.blocks = {block(kRemovalsField, std::move(removals)), block(kCountField, std::move(count))};
  form.actions = {std::move(approve), std::move(dismiss)};
  form.note =
      tr("Approving starts a sync that asks Google again and removes only the users who still have to leave. "
         "Dismissed removals stay dismissed until the user is back in Google.");
  form.revision = facts.saved.revision;
  return block("review", std::move(form));
}

std::string type_to_confirm(std::int64_t number) {
  return tr("Type {confirmation} to confirm", {{"confirmation", std::to_string(number)}});
}

/// Reverts keeping: removes all that are kept.
Action remove_kept_action(std::int64_t kept, PageState state) {
  Action remove;
  remove.id = kRemoveKept;
  remove.label = tr_count("Remove all {count} user or target group…",
                          "Remove all {count} users and target groups…", kept);
  remove.style = ActionStyle::danger_subtle;
  remove.icon = "user-minus";
  if (state == PageState::reconnect_needed) remove.disabled = tr(kReconnectSentence);
  Confirm confirm;
  confirm.title = tr_count("Remove {count} user or target group that an administrator kept?",
                           "Remove {count} users and target groups that an administrator kept?", kept);
  confirm.text =
      tr("Starts a sync that asks Google again and removes those that still have to leave. This sync can be "
         "undone.");
  confirm.tone = Tone::danger;
  confirm.confirm_label = tr_count("Remove {count} user or target group and sync",
                                   "Remove {count} users and target groups and sync", kept);
  confirm.type_to_confirm = {type_to_confirm(kept), std::to_string(kept)};
  remove.confirm = std::move(confirm);
  return remove;
}

/// The buttons for all held removals; the form below the list is for single ones.
std::vector<Action> actions_for_all(const HeldRemovals& held, PageState state) {
  Action approve;
  approve.id = kApproveAllRemovals;
  approve.label = tr_count("Approve {count} removal", "Approve {count} removals", held.count);
  approve.style = ActionStyle::danger;
  approve.icon = "user-minus";
  if (state == PageState::reconnect_needed) approve.disabled = tr(kReconnectSentence);
  Confirm confirm;
  confirm.title = tr_count("Approve {count} removal?", "Approve {count} removals?", held.count);
  confirm.text =
      tr("Starts a sync that asks Google again and removes only the users who still have to leave. This sync "
         "can be undone.");
  confirm.tone = Tone::danger;
  confirm.confirm_label =
      tr_count("Approve {count} removal and sync", "Approve {count} removals and sync", held.count);
  confirm.type_to_confirm = {type_to_confirm(held.count), std::to_string(held.count)};
  approve.confirm = std::move(confirm);
  Action dismiss;
  dismiss.id = kDismissAllRemovals;
  dismiss.label =
      tr_count("Keep {count} user or target group…", "Keep {count} users and target groups…", held.count);
  dismiss.icon = "user-check";
  Confirm keep;
  keep.title =
      tr_count("Keep {count} user or target group?", "Keep {count} users and target groups?", held.count);
  keep.text =
      tr("Dismisses these removals: syncs keep these users and target groups as they are until Google shows "
         "them again. They stay listed on this page, where you can still remove them.");
  keep.confirm_label =
      tr_count("Keep {count} user or target group", "Keep {count} users and target groups", held.count);
  dismiss.confirm = std::move(keep);
  std::vector<Action> actions{std::move(approve), std::move(dismiss)};
  if (limit_can_help(held))
    actions.push_back(link_action("change_limit", tr("Change the limit"),
                                  address_of(SubPage::settings, "settings_safety")));
  return actions;
}

/// The number of held removals by reason, and the actions for all of them.
Block decision(const HeldRemovals& held, const std::vector<Run>& runs, PageState state) {
  Facts reasons;
  for (const auto& [reason, number] : held.reasons)
    reasons.items.push_back(
        {with_capital(stored_text(reason)), NumberValue{number, Tone::neutral}, "", "", Tone::neutral});
  Section section;
  section.title =
      tr_count("{count} removal needs your approval", "{count} removals need your approval", held.count);
  if (const Run* last = history_of(runs).last; last != nullptr && last->state == RunState::held)
    section.hint = stored_text(last->result.sentence);
  section.blocks = {block("held_reasons", std::move(reasons))};
  section.actions = actions_for_all(held, state);
  return block("decision", std::move(section));
}

}  // namespace

HeldRemovals read_held_removals(Store& store, const std::string& company_id, std::int64_t count) {
  if (count == 0) return {};
  return {count, store.held_reasons(company_id),
          !store.held_removals(company_id, plan::kFirstGroupPlace, 1).empty(),
          store.last_applied_sync(company_id, 0)};
}

std::vector<Block> removals_page(const PageFacts& facts, PageState state, Store& store, const View& view) {
  if (state == PageState::running && has_any(facts.removals)) return {progress_card(facts, state, false)};
  std::vector<Block> blocks;
  if (!offers_removals(facts.removals, state)) {
    blocks.push_back(block("no_removals",
                           host_sdk::page::Empty{"circle-check",
                                                 tr("No removals are held"),
                                                 tr("Removals above the limit wait here for your approval."),
                                                 {link_action("to_overview", tr("Back to the overview"),
                                                              address_of(SubPage::overview))},
                                                 ""}));
    return blocks;
  }
  if (const std::int64_t held = facts.removals.held; held > 0)
    blocks.push_back(decision(read_held_removals(store, facts.company.id, held), facts.runs, state));
  blocks.push_back(held_card(facts, store, view));
  return blocks;
}

std::string held_reasons_text(const HeldRemovals& held) {
  const std::int64_t managed = managed_then(held);
  std::string text = tr_count("{count} removal", "{count} removals", held.count);
  if (managed > 0 && !held.has_groups)
    text = tr_count("{number} of {count} user ({percent}%)", "{number} of {count} users ({percent}%)",
                    managed, {{"number", held.count}, {"percent", percent_of(held.count, managed)}});
  std::vector<std::string> reasons;
  for (const auto& [reason, number] : held.reasons) {
    const std::string words = in_sentence(stored_text(reason));
    if (number == held.count && number > 1)
      return tr("{removals}: all {reason}.", {{"removals", text}, {"reason", words}});
    reasons.push_back(tr("{count} {reason}", {{"count", number}, {"reason", words}}));
  }
  return text + (reasons.empty() ? "" : ": " + host_sdk::join(reasons, ", ")) + ".";
}

bool limit_can_help(const HeldRemovals& held) {
  const std::int64_t managed = managed_then(held);
  if (managed == 0) return true;
  const auto broken = plan::broken_limit({}, {}, {held.count, managed, true});
  return !broken || broken->rule != plan::BrokenLimit::Rule::more_than_half;
}

bool within_new_limit(const HeldRemovals& held, const RemovalLimit& limit) {
  const auto& last = held.last_applied;
  if (!last || !last->settings_used || !plan::is_raised(last->settings_used->settings.removal_limit, limit))
    return false;
  return held.count > 0 && !plan::broken_limit(limit, {}, {held.count, last->managed_before, true});
}

bool offers_removals(const RemovalCounts& removals, PageState state) {
  return has_any(removals) && state != PageState::running && state != PageState::unlinking;
}

Block held_card(const PageFacts& facts, RemovalStore& store, const View& view) {
  Section section;
  section.title = facts.removals.held > 0 ? tr("Held removals") : tr("Kept by an administrator");
  if (facts.removals.held > 0) {
    section.hint =
        tr("These users stay target users, and these target groups keep their members, until you approve the "
           "removals, raise the limit above their number, or they are back in the selection.") +
        (view.whole ? "" : " " + tr("Keep those that should stay, then approve the rest."));
    if (!view.whole)
      section.blocks.push_back(search_form({.form = "held_search_form",
                                            .field = kHeldSearchField,
                                            .action = kFilterRemovals,
                                            .text = view.search,
                                            .without = address_of(SubPage::removals)}));
    section.blocks.push_back(held_people(facts, store, view));
  } else {
    section.hint =
        tr("These users have left, and these target groups are no longer needed. They stay because an "
           "administrator dismissed their removal.");
  }
  const PageState state = state_of(facts);
  if (facts.removals.dismissed > 0) {
    section.blocks.push_back(dismissed_people(facts, store, view));
    if (!view.whole) section.actions = {remove_kept_action(facts.removals.dismissed, state)};
  }
  if (view.whole) {
    section.blocks.push_back(review_form(facts, state));
  } else {
    Section some;
    some.title = tr("Decide about some of them");
    some.collapsed = true;
    some.blocks = {review_form(facts, state)};
    section.blocks.push_back(block("review_some", std::move(some)));
  }
  return block("held_removals", std::move(section));
}

}  // namespace gup
