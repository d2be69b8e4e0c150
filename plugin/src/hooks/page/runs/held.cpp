// The users with held removals, and the form that approves or dismisses them.
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"

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
constexpr int kUsersPerPage = 50;

Block people_table(const PageFacts& facts, Store& store, const View& view) {
  const std::int64_t after = offset_of(view, kHeldPeople);
  const int rows = view.rows_or(kUsersPerPage);
  auto people = store.held_removals(facts.company.id, after, rows + 1);
  Table table;
  table.columns = {{"person", "Person", Align::start},
                   {"reason", "Reason", Align::start},
                   {"since", "Held since", Align::start},
                   {"id", "Google ID", Align::start}};
  table.empty_text = "No pending removals.";
  table.export_name = "held-removals";
  table.total = facts.held;
  if (people.size() > static_cast<std::size_t>(rows)) {
    people.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(people.back().user_id);
  }
  for (const auto& person : people)
    table.rows.push_back(
        {person.external_id,
         {person.email, with_capital(person.reason), TimeValue{person.held_since}, person.external_id},
         {}});
  return block(kHeldPeople, std::move(table));
}

Block review_form(const PageFacts& facts, PageState state) {
  Picker removals;
  removals.label = "Removals";
  removals.hint = "All of them, or only the users that you select.";
  removals.value = {{kAllRemovals, "All " + counted(facts.held, "removal", "removals"), false}};

  Input count;
  count.label = "Number of removals to approve";
  count.hint = "To approve, type how many removals you approve: " + std::to_string(facts.held) +
               " for all. Not needed to keep the users.";
  count.max = 20;

  Action approve;
  approve.id = kApproveRemovals;
  approve.label = "Approve removals and sync";
  approve.style = ActionStyle::danger;
  approve.icon = "user-minus";
  approve.submit = true;
  if (state == PageState::reconnect_needed) approve.disabled = "Reconnect to Google first.";
  Action dismiss;
  dismiss.id = kDismissRemovals;
  dismiss.label = "Dismiss removals and keep users";
  dismiss.submit = true;

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
  return facts.held > 0 && state != PageState::running && state != PageState::unlinking;
}

Block held_card(const PageFacts& facts, Store& store, const View& view) {
  Section section;
  section.title = "Held removals";
  section.hint =
      "These users stay target users until you approve the removals, the removals are within the limit, or "
      "the users are back in the selection.";
  section.blocks = {people_table(facts, store, view), review_form(facts, state_of(facts))};
  return block("held_removals", std::move(section));
}

}  // namespace gup
