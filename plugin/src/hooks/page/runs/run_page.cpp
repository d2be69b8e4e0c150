#include "hooks/page/runs/run_page.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/runs/change_filter.hpp"
#include "hooks/page/runs/preview.hpp"
#include "hooks/page/runs/run_parts.hpp"
#include "hooks/page/runs/undo_form.hpp"

namespace gup {
namespace {

using host_sdk::page::BadgeValue;
using host_sdk::page::Block;
using host_sdk::page::FilterChip;
using host_sdk::page::FilterChips;
using host_sdk::page::Parameters;
using host_sdk::page::Section;
using host_sdk::page::Tone;
using plan::ChangeKind;

using Counts = std::map<ChangeKind, std::int64_t>;

/// A page reads all changes of a run that has at most this many.
constexpr std::int64_t kShortRun = 5000;

std::int64_t count_of(const ChangeFilter& filter, const Counts& counts) {
  std::int64_t total = 0;
  for (const auto& [kind, count] : counts)
    if (filter.kinds.empty() || std::ranges::count(filter.kinds, kind) > 0) total += count;
  return total;
}

Tone tone_of(const ChangeFilter& filter) {
  if (filter.id == "failed") return Tone::danger;
  return filter.id == "held" || filter.id == "frozen" ? Tone::warning : Tone::neutral;
}

/// The filter that the address names, else everyone.
const ChangeFilter& shown_filter(const View& view) {
  return view.change_filter == nullptr ? change_filters().front() : *view.change_filter;
}

/// Returns the parameters of the address that shows these people.
Parameters parameters_of(const ChangeFilter* filter, const std::string& search) {
  Parameters parameters;
  if (filter != nullptr && filter->id != kEverything) parameters[kKindParameter] = filter->id;
  if (!search.empty()) parameters[kSearchParameter] = search;
  return parameters;
}

Block chips_of(const Run& run, const Counts& counts, const View& view) {
  FilterChips chips;
  chips.label = tr("Show");
  const ChangeFilter& shown = shown_filter(view);
  for (const ChangeFilter& filter : change_filters()) {
    const std::int64_t count = count_of(filter, counts);
    const bool selected = &filter == &shown;
    // A run has few kinds of changes, so the others are left out.
    if (count == 0 && !selected && filter.id != kEverything) continue;
    Parameters parameters = parameters_of(&filter, view.search);
    if (!view.sort.column.empty()) parameters[kSortParameter] = sort_text(view.sort);
    const bool planned = run.kind == RunKind::preview;
    chips.items.push_back(FilterChip{tr(planned ? filter.planned : filter.label), count, tone_of(filter),
                                     address_of_run(run.id, std::move(parameters)), selected});
  }
  return block("run_kinds", std::move(chips));
}

/// How many changes of each kind match the search.
Counts count_found(const Run& run, HistoryStore& store, const std::string& text) {
  Counts counts;
  std::optional<std::int64_t> after = 0;
  while (after) {
    const FoundChanges found = store.find_changes({run.id, {}, text, *after, static_cast<int>(kShortRun)});
    for (const auto& change : found.changes) ++counts[change.kind];
    after = found.next;
  }
  return counts;
}

Section people(const Run& run, HistoryStore& store, const View& view) {
  Counts counts = store.count_changes(run.id);
  const std::int64_t all = count_of(change_filters().front(), counts);
  const bool is_short = all <= kShortRun;
  if (!view.search.empty() && is_short) counts = count_found(run, store, view.search);
  const ChangeFilter& filter = shown_filter(view);
  PeopleSelection selection;
  selection.name = "people";
  selection.empty_text = view.search.empty() ? tr("Nothing was changed.")
                                             : tr("No one matches “{text}”.", {{"text", view.search}});
  selection.kinds = filter.kinds;
  selection.text = view.search;
  if (view.search.empty() || is_short) selection.total = count_of(filter, counts);
  View sorted = view;
  if (is_short && sorted.sort.column.empty() && !view.whole && view.table_rows == 0)
    sorted.sort.column = "person";
  if (all <= kMostSortedChanges)
    selection.sorted_at = address_of_run(run.id, parameters_of(view.change_filter, view.search));
  Section section;
  section.title = tr("Who and what");
  section.blocks = {chips_of(run, counts, view),
                    search_form({.form = "run_search_form",
                                 .field = kRunSearchField,
                                 .action = kFilterRun,
                                 .value = std::to_string(run.id),
                                 .text = view.search,
                                 .without = address_of_run(run.id, parameters_of(view.change_filter, ""))}),
                    people_table(selection, run, store, sorted)};
  return section;
}

BadgeValue result_of(const std::vector<Run>& runs, const Run& run) {
  const auto count = std::ranges::count_if(runs, [&](const Run& one) { return one.id > run.id; });
  const auto newer = std::span(runs).first(static_cast<std::size_t>(count));
  BadgeValue result = result_after(run, newer);
  // The run right after an old run is not among the latest.
  const bool is_old = !newer.empty() && newer.size() == runs.size();
  if (is_old && run.state == RunState::held && run.undone_by == 0) result = {tr("Held"), Tone::neutral};
  return result;
}

}  // namespace

std::string run_title(RunKind kind) {
  switch (kind) {
    case RunKind::preview:
      return tr("Preview of");
    case RunKind::unlink:
      return tr("Unlinking of");
    case RunKind::undo:
      return tr("Undo of");
    case RunKind::dismissal:
      return tr("Dismissal of");
    case RunKind::person:
      return tr("Sync of one person,");
    case RunKind::sync:
      break;
  }
  return tr("Sync of");
}

std::optional<Run> shown_run(const PageFacts& facts, HistoryStore& store, const View& view) {
  if (view.run_id)
    if (auto run = store.load_run(*view.run_id); run && run->company_id == facts.company.id) return run;
  if (view.whole)
    for (const Run& run : facts.runs)
      if (run.state != RunState::running) return run;
  return std::nullopt;
}

std::vector<Block> run_page(const HookContext& context, const PageFacts& facts, PageState state,
                            const Run& run, const View& shown) {
  Store& store = context.store;
  View view = shown;
  // The rest of the address belongs to the run that it names.
  if (view.run_id != run.id) {
    view.search.clear();
    view.sort = {};
    view.change_filter = nullptr;
  }
  Section summary;
  summary.title = !view.whole             ? tr("Result")
                  : view.run_id == run.id ? tr("Details of the chosen sync")
                                          : tr("Details of the latest sync");
  const bool is_preview = run.kind == RunKind::preview && run.state == RunState::done;
  summary.blocks = is_preview ? preview_counts(run, store, "run_summary")
                              : std::vector<Block>{run_summary(run, result_of(facts.runs, run))};
  for (Block& remark : run_remarks(run)) summary.blocks.push_back(std::move(remark));
  std::vector<Block> blocks{block("run_result", std::move(summary))};
  // The history of an unlink does not list what it removed.
  if (run.kind != RunKind::unlink) blocks.push_back(block("run_people_section", people(run, store, view)));
  if (is_preview && !view.whole && !is_live(facts.activity))
    if (const auto valid = valid_preview(store, facts); valid && valid->id == run.id)
      blocks.insert(blocks.begin() + 1,
                    preview_decision(facts, run, read_schedule_facts(context, facts), store, state));
  if (auto settings = run_settings(run); !settings.empty()) blocks.push_back(std::move(settings.front()));
  if (run.kind != RunKind::preview) {
    Section undo;
    undo.title = tr("Undo");
    undo.blocks = undo_form(facts, state, run, store, view);
    if (!undo.blocks.empty()) blocks.push_back(block("run_undo_section", std::move(undo)));
  }
  return blocks;
}

}  // namespace gup
