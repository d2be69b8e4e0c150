#include "hooks/page/attention/held.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Picker;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;

constexpr const char* kHeldPeople = "held_people";
constexpr const char* kDismissedPeople = "dismissed_people";
constexpr int kUsersPerPage = 50;

using Removals = std::vector<plan::HeldRemoval>;

/// One page of removals that `read` returns, by user id.
template <typename Read>
Table table_of(const std::string& id, const View& view, const Read& read, bool held) {
  const int rows = view.rows_or(kUsersPerPage);
  Removals people = read(offset_of(view, id), rows + 1);
  Table table;
  table.columns = {{"person", "User or target group", Align::start},
                   {"reason", "Reason", Align::start},
                   {"since", held ? "Held since" : "Missing since", Align::start},
                   {"id", "Google ID", Align::start}};
  if (people.size() > static_cast<std::size_t>(rows)) {
    people.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(plan::place_of(people.back()));
  }
  for (const auto& person : people)
    table.rows.push_back({person.external_id,
                          {person.email, held ? with_capital(person.reason) : "Removal dismissed",
                           TimeValue{person.held_since}, person.external_id},
                          {}});
  return table;
}

Block held_people(const PageFacts& facts, PlanStore& store, const View& view) {
  Table table = table_of(
      kHeldPeople, view,
      [&](std::int64_t after, int limit) { return store.held_removals(facts.company.id, after, limit); },
      true);
  table.empty_text = "No pending removals.";
  table.export_name = "held-removals";
  table.total = facts.held;
  return block(kHeldPeople, std::move(table));
}

Block dismissed_people(const PageFacts& facts, PlanStore& store, const View& view) {
  Table table = table_of(
      kDismissedPeople, view,
      [&](std::int64_t after, int limit) { return store.dismissed_removals(facts.company.id, after, limit); },
      false);
  table.title = "Dismissed removals";
  table.export_name = "dismissed-removals";
  table.total = facts.holdings.dismissed_users;
  return block(kDismissedPeople, std::move(table));
}

Block review_form(const PageFacts& facts, PageState state) {
  Picker removals;
  removals.label = "Removals";
  removals.hint = "All that are held, or only the users that you select.";
  if (facts.held > 0)
    removals.value = {{kAllRemovals, "All " + counted(facts.held, "removal", "removals"), false}};

  Input count;
  count.label = "Number of removals to approve";
  count.hint = "To approve, type how many removals you approve";
  count.hint += facts.held > 0 ? ": " + std::to_string(facts.held) + " for all." : ".";
  count.max = 20;

  Action approve;
  approve.id = kApproveRemovals;
  approve.label = "Approve removals and sync";
  approve.style = ActionStyle::danger;
  approve.icon = "user-minus";
  approve.submit = true;
  if (state == PageState::reconnect_needed) approve.disabled = kReconnectSentence;
  Action dismiss;
  dismiss.id = kDismissRemovals;
  dismiss.label = "Dismiss removals and keep users and groups";
  dismiss.submit = true;
  if (facts.held == 0) dismiss.disabled = "No removals are held.";

  Form form;
  form.blocks = {block(kRemovalsField, std::move(removals)), block(kCountField, std::move(count))};
  form.actions = {std::move(approve), std::move(dismiss)};
  form.note =
      "Approving starts a sync that asks Google again and removes only the users who still have to leave. "
      "Dismissed removals stay dismissed until the user is back in Google.";
  form.revision = facts.saved.revision;
  return block("review", std::move(form));
}

}  // namespace

bool offers_removals(const PageFacts& facts, PageState state) {
  return facts.held + facts.holdings.dismissed_users > 0 && state != PageState::running &&
         state != PageState::unlinking;
}

Block held_card(const PageFacts& facts, PlanStore& store, const View& view) {
  Section section;
  section.title = facts.held > 0 ? "Held removals" : "Dismissed removals";
  if (facts.held > 0) {
    section.hint =
        "These users stay target users, and these target groups keep their members, until you approve the "
        "removals, the removals are within the limit, or they are back in the selection.";
    section.blocks.push_back(held_people(facts, store, view));
  } else {
    section.hint =
        "These users and target groups have left, and stay because an administrator dismissed the removals.";
    section.collapsed = true;
  }
  if (facts.holdings.dismissed_users > 0) section.blocks.push_back(dismissed_people(facts, store, view));
  section.blocks.push_back(review_form(facts, state_of(facts)));
  return block("held_removals", std::move(section));
}

}  // namespace gup
