#include "hooks/page/runs/run_details.hpp"

#include <algorithm>
#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/runs/change_filter.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/settings_text.hpp"
#include "hooks/page/runs/undo_form.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Choice;
using host_sdk::page::ChoiceOption;
using host_sdk::page::ChoiceStyle;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Input;
using host_sdk::page::NumberValue;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::Text;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::Value;
using plan::ChangeKind;

constexpr int kChangesPerPage = 25;
constexpr std::size_t kRemarksAtMost = 10;

/// Which people a table shows.
struct Selection {
  std::string name;
  std::string title;
  std::string empty_text;
  std::vector<ChangeKind> kinds;
  std::string text{};
};

Block people_table(const Selection& selection, const Run& run, RunStore& store, const View& view) {
  const std::string id = "run_" + selection.name;
  // The cursor names its run: the tables of another run begin at their first page.
  const std::string prefix = std::to_string(run.id) + ":";
  const auto found = store.find_changes(
      {run.id, selection.kinds, selection.text, offset_of(view, id, prefix), view.rows_or(kChangesPerPage)});
  Table table;
  table.title = selection.title;
  table.columns = {
      {"change", "Change", Align::start}, {"person", "Person", Align::start}, {"why", "Why", Align::start}};
  table.empty_text = found.next ? "Nothing was found in this part of a long history. Press Older to continue."
                                : selection.empty_text;
  table.export_name = "sync-run-" + std::to_string(run.id) + "-" + selection.name;
  if (found.next) table.next = prefix + std::to_string(*found.next);
  for (const auto& change : found.changes)
    table.rows.push_back({id + "_" + std::to_string(change.seq),
                          {change_badge(change.kind), person_text(change), reason_text(change)},
                          exclude_action(change)});
  return block(id, std::move(table));
}

Fact fact(std::string label, Value value, std::string hint = {}) {
  return {std::move(label), std::move(value), std::move(hint), "", Tone::neutral};
}

Block summary(const Run& run) {
  const auto& report = run.report;
  Facts facts;
  facts.items = {
      fact("Started", TimeValue{run.started_at}),
      fact("Started by", run.started_by, trigger_text(run.trigger)),
      fact("Duration", run.finished_at ? lasting(*run.finished_at - run.started_at) : std::string("–")),
      fact("Result", result_badge(run), run.result.sentence),
      fact("Users", counts_text(report) + ", " + with_commas(report.held) + " held, " +
                        with_commas(report.frozen) + " kept unchanged, " + with_commas(report.skipped) +
                        " skipped, " + with_commas(report.failed) + " failed"),
      fact("Unchanged", NumberValue{report.unchanged, Tone::neutral}),
      fact("Target groups", counted(report.groups_added, "added", "added") + ", " +
                                counted(report.groups_updated, "updated", "updated") + ", " +
                                counted(report.groups_removed, "removed", "removed")),
      fact("Memberships", memberships_text(report)),
      fact("Requests to Google", with_commas(report.requests),
           report.retries > 0 ? "including " + counted(report.retries, "retry", "retries") : "")};
  return block("run_summary", std::move(facts));
}

std::vector<Block> settings_of(const Run& run) {
  if (!run.settings_used) return {};
  Facts facts;
  facts.title = "Settings used";
  for (auto& setting : settings_text(*run.settings_used))
    facts.items.push_back(fact(std::move(setting.label), std::move(setting.value)));
  std::vector<Block> blocks;
  blocks.push_back(block("run_settings", std::move(facts)));
  return blocks;
}

std::vector<Block> remarks(const Run& run) {
  std::vector<Block> blocks;
  const auto& lines = run.report.remarks;
  for (std::size_t i = 0; i < std::min(lines.size(), kRemarksAtMost); ++i)
    blocks.push_back(block("run_remark_" + std::to_string(i), Text{lines[i], {}}));
  if (lines.size() > kRemarksAtMost)
    blocks.push_back(block("run_more_remarks",
                           Text{"And " + counted(static_cast<std::int64_t>(lines.size() - kRemarksAtMost),
                                                 "more remark.", "more remarks."),
                                {}}));
  return blocks;
}

Block filter_form(const Run& run, const View& view) {
  Choice kind;
  kind.label = "Show";
  kind.style = ChoiceStyle::select;
  for (const ChangeFilter& filter : change_filters())
    kind.options.push_back(ChoiceOption{filter.id, filter.label, "", "", "", {}});
  kind.value = {view.change_filter == nullptr ? kEverything : view.change_filter->id};

  Input text;
  text.label = "Address or name";
  text.hint = "A part is enough. Leave it empty to show everyone.";
  text.value = view.search;
  text.max = kMostSearched;

  Action filter;
  filter.id = kFilterRun;
  filter.label = "Show users";
  filter.icon = "search";
  filter.submit = true;
  filter.value = std::to_string(run.id);

  Form form;
  form.blocks = {block(kRunKindField, std::move(kind)), block(kRunSearchField, std::move(text))};
  form.actions = {std::move(filter)};
  if (view.is_filtered()) {
    Action all;
    all.id = kShowRun;
    all.label = "Clear";
    all.value = std::to_string(run.id);
    form.actions.push_back(std::move(all));
  }
  return block("run_filter", std::move(form));
}

std::vector<Block> people(const Run& run, RunStore& store, const View& view, bool chosen) {
  std::vector<Block> blocks;
  if (chosen && view.is_filtered()) {
    const bool by_kind = view.change_filter != nullptr;
    blocks.push_back(people_table({.name = "found",
                                   .title = by_kind ? view.change_filter->label : "Everyone",
                                   .empty_text = "No user matches.",
                                   .kinds = by_kind ? view.change_filter->kinds : std::vector<ChangeKind>{},
                                   .text = view.search},
                                  run, store, view));
    return blocks;
  }
  blocks.push_back(
      people_table({.name = "problems",
                    .title = "Failed, skipped, held and kept unchanged",
                    .empty_text = "No user failed, was skipped, is held or was kept unchanged.",
                    .kinds = {ChangeKind::failed, ChangeKind::skipped, ChangeKind::held, ChangeKind::frozen}},
                   run, store, view));
  blocks.push_back(
      people_table({.name = "changes",
                    .title = "Changes",
                    .empty_text = "No users were changed.",
                    .kinds = {ChangeKind::added, ChangeKind::updated, ChangeKind::reactivated,
                              ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released,
                              ChangeKind::memberships, ChangeKind::group_added, ChangeKind::group_renamed,
                              ChangeKind::group_removed, ChangeKind::group_released}},
                   run, store, view));
  return blocks;
}

/// The run in the page's address if the company still has it; otherwise the latest that ended.
std::optional<Run> shown_run(const PageFacts& facts, RunStore& store, const View& view) {
  if (view.run_id)
    if (auto run = store.load_run(*view.run_id); run && run->company_id == facts.company.id) return run;
  for (const Run& run : facts.runs)
    if (run.state != RunState::running) return run;
  return std::nullopt;
}

}  // namespace

std::vector<Block> run_details(const PageFacts& facts, PageState state, Store& store, const View& view) {
  const auto run = shown_run(facts, store, view);
  if (!run) return {};
  Section section;
  const bool chosen = view.run_id == run->id;
  section.title = chosen ? "Details of the chosen sync" : "Details of the latest sync";
  section.collapsed = !chosen && state != PageState::done_with_errors;
  section.blocks = {summary(*run)};
  const auto add = [&section](std::vector<Block> blocks) {
    for (auto& one : blocks) section.blocks.push_back(std::move(one));
  };
  add(settings_of(*run));
  add(remarks(*run));
  section.blocks.push_back(filter_form(*run, chosen ? view : View{}));
  add(people(*run, store, view, chosen));
  add(undo_form(facts, state, *run, store));
  std::vector<Block> blocks;
  blocks.push_back(block("run_details", std::move(section)));
  return blocks;
}

}  // namespace gup
