#include "hooks/page/parts.hpp"

#include <algorithm>
#include <span>

#include "hooks/action_names.hpp"
#include "hooks/explain/stored_explanation.hpp"
#include "hooks/format.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/value_rules.hpp"

namespace gup {
namespace {

/// Returns the positive number in `text`, or 0 if it is not one.
std::int64_t positive_number(std::string_view text) {
  return std::max<std::int64_t>(host_sdk::to_integer(text).value_or(0), 0);
}

/// The number of removals that the dismissal kept; 0 if its sentence does not contain it.
std::int64_t number_kept(const Run& dismissal) {
  std::string digits;
  for (const char c : dismissal.result.sentence) {
    if (c == ',') continue;
    if (c < '0' || c > '9') break;
    digits += c;
  }
  return positive_number(digits);
}

}  // namespace

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::BadgeValue;
using host_sdk::page::Block;
using host_sdk::page::Tone;

Block block(std::string id, host_sdk::page::BlockKind kind, std::string fallback) {
  return {std::move(id), std::move(kind), std::move(fallback)};
}

void append(std::vector<Block>& blocks, std::vector<Block> more) {
  for (Block& one : more) blocks.push_back(std::move(one));
}

Action connect_action(std::string label, ActionStyle style) {
  Action action;
  action.id = kConnect;
  action.label = std::move(label);
  action.style = style;
  action.icon = "brand-google";
  action.opens_external_site = true;
  return action;
}

Action submit_action(std::string id, std::string label, std::string icon) {
  Action action;
  action.id = std::move(id);
  action.label = std::move(label);
  action.icon = std::move(icon);
  action.submit = true;
  return action;
}

Action link_action(std::string id, std::string label, host_sdk::page::PageAddress to, std::string icon) {
  Action action;
  action.id = std::move(id);
  action.label = std::move(label);
  action.icon = std::move(icon);
  action.leads_to = std::move(to);
  return action;
}

Block search_form(const TableSearch& search) {
  host_sdk::page::Input text;
  text.label = tr("Address or name");
  text.hint = tr("Part of an address or name is enough.");
  text.value = search.text;
  text.max = kMostSearched;
  Action find = submit_action(search.action, tr("Search"), "search");
  find.value = search.value;
  host_sdk::page::Form form;
  form.blocks = {block(search.field, std::move(text))};
  form.actions = {std::move(find)};
  if (!search.text.empty())
    form.actions.push_back(link_action("clear_" + search.field, tr("Clear search"), search.without));
  return block(search.form, std::move(form));
}

host_sdk::page::Column sorted_column(std::string id, std::string label, const TableSort& now,
                                     host_sdk::page::PageAddress address) {
  using host_sdk::page::SortOrder;
  const bool is_sorted = now.column == id;
  address.parameters[kSortParameter] = sort_text({id, is_sorted && !now.descending});
  host_sdk::page::Column column{std::move(id), std::move(label)};
  if (is_sorted) column.sorted = now.descending ? SortOrder::descending : SortOrder::ascending;
  column.sort = std::move(address);
  return column;
}

std::string sort_text(const TableSort& sort) {
  return (sort.descending ? "-" : "") + sort.column;
}

namespace {

/// The state of a run as a badge.
BadgeValue result_badge(const Run& run) {
  switch (run.state) {
    case RunState::running:
      return {run.kind == RunKind::unlink ? tr("Unlinking") : tr("Running"), Tone::info};
    case RunState::done:
      if (run.kind == RunKind::unlink && run.undone_by == 0) return {tr("Unlinked"), Tone::neutral};
      if (run.kind == RunKind::dismissal) return {tr("Removals dismissed"), Tone::neutral};
      if (run.kind == RunKind::undo) return {tr("Undo"), Tone::neutral};
      if (run.kind == RunKind::preview) return {tr("Preview"), Tone::info};
      if (run.undone_by != 0) return {tr("Undone"), Tone::neutral};
      if (run.kind == RunKind::person) return {tr("One person synced"), Tone::success};
      if (run.report.failed > 0) return {tr("Completed with errors"), Tone::warning};
      return {tr("Completed"), Tone::success};
    case RunState::held:
      if (run.undone_by != 0) return {tr("Undone"), Tone::neutral};
      return {run.report.held == 0 && run.report.frozen > 0 ? tr("Source missing") : tr("Waiting for review"),
              Tone::warning};
    case RunState::failed:
      return {tr("Failed"), Tone::danger};
    case RunState::cancelled:
      return {tr("Stopped"), Tone::neutral};
  }
  return {tr("Unknown"), Tone::neutral};
}

}  // namespace

BadgeValue result_after(const Run& run, std::span<const Run> newer) {
  if (run.state != RunState::held || run.undone_by != 0 || run.report.held == 0) return result_badge(run);
  std::int64_t kept = 0;
  for (auto next = newer.rbegin(); next != newer.rend(); ++next) {
    if (next->state != RunState::done && next->state != RunState::held) continue;
    if (next->kind == RunKind::dismissal) {
      const std::int64_t number = number_kept(*next);
      kept += number;
      if (number == 0 || kept >= run.report.held)
        return {tr("Kept by {person}", {{"person", next->started_by}}), Tone::neutral};
      // The others still wait.
    }
    if (next->kind != RunKind::sync) continue;
    const bool approved = std::ranges::any_of(next->report.remarks, [&](const std::string& remark) {
      return remark.starts_with(next->started_by + " approved ");
    });
    return {approved ? tr("Approved by {person}", {{"person", next->started_by}}) : tr("Held"),
            Tone::neutral};
  }
  return result_badge(run);
}

std::optional<View> view_of(const host_sdk::page::PageRequest& request) {
  const auto place = place_of(request.path);
  if (!place) return std::nullopt;
  const auto parameter = [&request](const char* name) {
    const auto found = request.parameters.find(name);
    return found == request.parameters.end() ? std::string{} : found->second;
  };
  View view;
  view.place = *place;
  view.whole = request.whole;
  view.parameters = request.parameters;
  view.cursors = request.cursors;
  view.table_rows = request.table_rows;
  if (view.place.page == SubPage::run)
    view.run_id = view.place.run_id;
  else if (const auto run = positive_number(parameter(kRunParameter)); run > 0)
    view.run_id = run;
  const std::string kind = parameter(kKindParameter);
  view.change_filter = find_change_filter(kind);
  view.search = host_sdk::trimmed(parameter(kSearchParameter));
  view.sort.column = parameter(kSortParameter);
  view.sort.descending = view.sort.column.starts_with('-');
  if (view.sort.descending) view.sort.column.erase(0, 1);
  view.person = host_sdk::trimmed(parameter(kPersonParameter));
  const std::string email = view.whole ? parameter(kEmailParameter) : view.person;
  if (can_be_address(email)) view.email = email;
  return view;
}

std::int64_t offset_of(const View& view, const std::string& block_id, std::string_view prefix) {
  const auto cursor = view.cursors.find(block_id);
  if (cursor == view.cursors.end() || !cursor->second.starts_with(prefix)) return 0;
  return positive_number(std::string_view(cursor->second).substr(prefix.size()));
}

}  // namespace gup
