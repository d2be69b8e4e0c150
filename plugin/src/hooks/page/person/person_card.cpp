#include "hooks/page/person/person_card.hpp"

#include <algorithm>

#include "hooks/action_names.hpp"
#include "hooks/explain/stored_explanation.hpp"
#include "hooks/format.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/person/person_history.hpp"
#include "host_sdk/text.hpp"
#include "model/clean_text.hpp"
#include "model/exclusion.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::Explanation;
using host_sdk::page::Action;
using host_sdk::page::Actions;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::InputType;
using host_sdk::page::PageLink;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;

/// A button about one person, without a form.
Action about(const Explanation& person, const char* id, std::string label, std::string icon) {
  Action action;
  action.id = id;
  action.label = std::move(label);
  action.icon = std::move(icon);
  action.value = person.email;
  return action;
}

void disable(PageState state, Action& ask, Action& sync) {
  if (state == PageState::reconnect_needed) ask.disabled = sync.disabled = tr(kReconnectSentence);
  if (state == PageState::not_set_up) ask.disabled = sync.disabled = tr("Start the sync first.");
  if (state == PageState::running) sync.disabled = tr("A sync is running, which includes this person.");
}

bool can_be_excluded(const Explanation& person) {
  return person.found && person.email.find('@') != std::string::npos;
}

Block person_form(PageState state, const View& view) {
  Input email;
  email.label = tr("Email address");
  email.hint = tr("A current or former address of the person.");
  email.type = InputType::email;
  email.max = 256;
  email.value = view.email;
  Action ask = submit_action(kAskAboutPerson, tr("Ask Google"), "brand-google");
  Action sync = submit_action(kSyncPerson, tr("Sync this person"), "refresh");
  disable(state, ask, sync);
  Form form;
  form.blocks = {block(kEmailField, std::move(email))};
  form.actions = {submit_action(kExplain, tr("Explain"), "user"), std::move(ask), std::move(sync)};
  form.note = tr("Explaining and asking Google change nothing. Syncing changes only this person.");
  return block("explain_form", std::move(form));
}

Block explained_answer(const Explanation& person) {
  Facts facts;
  const auto add = [&facts](std::string label, std::string text) {
    if (!text.empty()) facts.items.push_back(Fact{std::move(label), std::move(text), "", "", Tone::neutral});
  };
  add(tr("Person"), name_and_address(person.name, person.email));
  add(tr("Google ID"), person.external_id);
  add(tr("Answer"), person.found ? inclusion_text(person) : "");
  add(tr("Brought in by"), host_sdk::join(person.reasons, "; "));
  add(tr("Kept out by"), host_sdk::join(person.obstacles, "; "));
  add(tr("Target groups"), host_sdk::join(person.groups, "; "));
  add(tr("Remarks"), host_sdk::join(person.remarks, "; "));
  add(tr("Next sync"), person.next);
  return block("explain_answer", std::move(facts));
}

Block explained_history(const Explanation& person) {
  Table table;
  table.title = tr("What syncs did");
  table.columns = {{"when", tr("When"), Align::start},
                   {"started_by", tr("Started by"), Align::start},
                   {"change", tr("Change"), Align::start},
                   {"why", tr("Why"), Align::start}};
  table.empty_text = tr("No sync in the last 90 days mentions this person.");
  for (const auto& change : person.history)
    table.rows.push_back({"explain_" + std::to_string(table.rows.size()),
                          {TimeValue{change.started_at}, change.started_by, with_capital(change.change),
                           with_capital(change.reason)},
                          {}});
  return block("explain_history", std::move(table));
}

/// What is stored about the person that the page's address names; nullopt if it names no one, or the company
/// is not connected.
std::optional<Explanation> explained_person(const HookContext& context, const PageFacts& facts,
                                            const View& view) {
  if (view.email.empty() || !is_connected(facts.connection)) return std::nullopt;
  return explain_stored(context, facts.company.id, view.email);
}

/// The rule about the person's own address; nullopt if there is none.
std::optional<Exclusion> own_exclusion(ExclusionStore& store, const std::string& company_id,
                                       const Explanation& person) {
  std::string address = person.email;
  if (!clean_exclusion(ExclusionKind::address, address).empty()) return std::nullopt;
  const auto rules = store.exclusions(company_id);
  const auto rule = std::ranges::find_if(rules, [&](const Exclusion& one) {
    return one.kind == ExclusionKind::address && one.value == address;
  });
  return rule == rules.end() ? std::nullopt : std::optional(*rule);
}

Action remove_exclusion_action(const Exclusion& rule) {
  Action remove;
  remove.id = kRemoveExclusion;
  remove.label = tr("Remove the exclusion");
  remove.icon = "user-check";
  remove.value = exclusion_key(rule.kind, rule.value);
  return remove;
}

/// True if the text is neither an address nor a Google id.
bool is_part_of_name(const std::string& text) {
  return text.find('@') == std::string::npos && text.find_first_not_of("0123456789") != std::string::npos;
}

Block matching_people(const std::string& company_id, PersonStore& store, const std::string& text) {
  constexpr int kPeopleShown = 50;
  Table table;
  table.title = tr("People who match “{text}”", {{"text", text}});
  table.columns = {{"name", tr("Name"), Align::start}, {"email", tr("Email address"), Align::start}};
  table.empty_text =
      tr("No target user matches. For someone who is not a target user, enter the whole email address.");
  for (const NamedPerson& person : store.find_people(company_id, text, kPeopleShown))
    table.rows.push_back(
        {"match_" + std::to_string(person.user_id),
         {person.name.empty() ? "–" : person.name, PageLink{person.email, address_of_person(person.email)}},
         {}});
  return block("matching_people", std::move(table));
}

/// Buttons about the person who is shown.
Block person_actions(const Explanation& person, const std::optional<Exclusion>& exclusion, PageState state) {
  Action ask = about(person, kAskAboutPerson, tr("Ask Google"), "brand-google");
  Action sync = about(person, kSyncPerson, tr("Sync this person"), "refresh");
  disable(state, ask, sync);
  Actions actions{{std::move(ask), std::move(sync)}};
  if (exclusion)
    actions.items.push_back(remove_exclusion_action(*exclusion));
  else if (can_be_excluded(person))
    actions.items.push_back(exclude_person_action(person.email));
  return block("person_actions", std::move(actions));
}

}  // namespace

std::vector<Block> people_page(const HookContext& context, const PageFacts& facts, PageState state,
                               const View& view) {
  Store& store = context.store;
  const std::string& company_id = facts.company.id;
  Section find;
  find.title = tr("Find a person");
  find.hint = tr(
      "Why a person is synced or not, what syncs changed in the last 90 days, and what the next one does.");
  find.blocks = {find_person_form(view)};
  std::vector<Block> blocks{block("find_a_person", std::move(find))};
  if (is_part_of_name(view.person)) {
    blocks.push_back(matching_people(company_id, store, view.person));
    return blocks;
  }
  if (const auto person = explained_person(context, facts, view)) {
    Section answer;
    answer.title = tr("Why synced or not");
    answer.blocks = {explained_answer(*person),
                     person_actions(*person, own_exclusion(store, company_id, *person), state)};
    blocks.push_back(block("explain_person", std::move(answer)));
  }
  if (!view.person.empty()) blocks.push_back(history_of_person(company_id, store, view));
  return blocks;
}

Block person_card(const HookContext& context, const PageFacts& facts, PageState state, const View& view) {
  Section section;
  section.title = tr("Explain a person");
  section.hint = tr("See why a person is synced or not.");
  section.blocks = {person_form(state, view)};
  if (const auto person = explained_person(context, facts, view)) {
    section.blocks.push_back(explained_answer(*person));
    if (can_be_excluded(*person))
      section.blocks.push_back(block("explain_actions", Actions{{exclude_person_action(person->email)}}));
    section.blocks.push_back(explained_history(*person));
  }
  return block("explain_person", std::move(section));
}

}  // namespace gup
