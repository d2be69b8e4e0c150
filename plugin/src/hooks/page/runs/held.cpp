// The users with held removals.
#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;

constexpr const char* kHeldPeople = "held_people";
constexpr int kUsersPerPage = 50;

}  // namespace

Block held_card(const PageFacts& facts, Store& store, const View& view) {
  const std::int64_t after = offset_of(view, kHeldPeople);
  const int rows = view.rows_or(kUsersPerPage);
  auto people = store.held_removals(facts.company.id, after, rows + 1);
  Table table;
  table.columns = {{"person", "Person", Align::start},
                   {"reason", "Reason", Align::start},
                   {"since", "Held since", Align::start}};
  table.empty_text = "No pending removals.";
  table.export_name = "held-removals";
  if (people.size() > static_cast<std::size_t>(rows)) {
    people.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(people.back().user_id);
  }
  for (const auto& person : people)
    table.rows.push_back({"held_" + std::to_string(person.user_id),
                          {person.email, with_capital(person.reason), TimeValue{person.held_since}},
                          {}});
  Section section;
  section.title = "Held removals";
  section.hint =
      "These users stay target users until the removals are within the limit, or they are back in the "
      "selection.";
  section.blocks = {block(kHeldPeople, std::move(table))};
  return block("held_removals", std::move(section));
}

}  // namespace gup
