#include "hooks/page/person/person_history.hpp"

#include <charconv>
#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::Row;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;

constexpr const char* kHistoryOfPerson = "person_history";
constexpr int kChangesOfPersonPerPage = 25;

/// A cursor is "run:number".
std::optional<ChangePlace> place_in(const View& view) {
  const auto cursor = view.cursors.find(kHistoryOfPerson);
  if (cursor == view.cursors.end()) return std::nullopt;
  const std::string& text = cursor->second;
  const char* const end = text.data() + text.size();
  ChangePlace place;
  const auto [colon, error] = std::from_chars(text.data(), end, place.run_id);
  if (error != std::errc{} || colon == end || *colon != ':') return std::nullopt;
  const auto [rest, error_after] = std::from_chars(colon + 1, end, place.seq);
  return error_after == std::errc{} && rest == end ? std::optional(place) : std::nullopt;
}

Row row_of_change(const RecordedChange& recorded) {
  Row row;
  row.id = "change_" + std::to_string(recorded.run_id) + "_" + std::to_string(recorded.change.seq);
  row.cells = {TimeValue{recorded.started_at}, starter_text(recorded.started_by),
               change_badge(recorded.change.kind), person_text(recorded.change),
               reason_text(recorded.change)};
  row.action = link_action("show_run_" + std::to_string(recorded.run_id), tr("Show details"),
                           address_of_run(recorded.run_id));
  return row;
}

}  // namespace

Block history_of_person(const std::string& company_id, HistoryStore& store, const View& view) {
  Table table;
  table.title = tr("History of this person");
  table.columns = {{"time", tr("Sync"), Align::start},
                   {"started_by", tr("Started by"), Align::start},
                   {"change", tr("Change"), Align::start},
                   {"person", tr("Person"), Align::start},
                   {"why", tr("Why"), Align::start}};
  table.empty_text = tr("No sync in the last 90 days changed, skipped or kept this person.");
  table.export_name = "history-of-a-person";
  const bool is_address = view.person.find('@') != std::string::npos;
  const PersonKey person{is_address ? view.person : "", is_address ? "" : view.person};
  const int rows = view.rows_or(kChangesOfPersonPerPage);
  auto changes = store.person_changes(company_id, person, place_in(view), rows + 1);
  if (changes.size() > static_cast<std::size_t>(rows)) {
    changes.resize(static_cast<std::size_t>(rows));
    const ChangePlace last = changes.back().place();
    table.next = std::to_string(last.run_id) + ":" + std::to_string(last.seq);
  }
  for (const auto& change : changes) table.rows.push_back(row_of_change(change));
  return block(kHistoryOfPerson, std::move(table));
}

Block find_person_form(const View& view) {
  Input person;
  person.label = tr("Name, email address or Google ID");
  person.hint =
      tr("Enter part of a name or address to list everyone who matches. Former addresses work, too.");
  person.value = view.person;
  person.max = kMostSearched;
  Form form;
  form.blocks = {block(kPersonField, std::move(person))};
  form.actions = {submit_action(kFindPerson, tr("Find"), "search")};
  return block("person_form", std::move(form));
}

Block person_history(const std::string& company_id, HistoryStore& store, const View& view) {
  Section section;
  section.title = tr("Find a person");
  section.hint = tr("Every change to one person in the last 90 days, with the reason.");
  section.blocks = {find_person_form(view)};
  if (!view.person.empty()) section.blocks.push_back(history_of_person(company_id, store, view));
  return block("find_a_person", std::move(section));
}

}  // namespace gup
