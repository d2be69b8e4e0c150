#include "hooks/page/runs/history.hpp"

#include "hooks/format.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/settings_text.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::NumberValue;
using host_sdk::page::Row;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::Value;

constexpr const char* kHistory = "history";
constexpr int kRunsPerPage = 20;
constexpr std::size_t kLatestRuns = 5;

Value number(std::int64_t value, Tone tone = Tone::neutral) {
  return NumberValue{value, value > 0 ? tone : Tone::neutral};
}

/// The columns that only an exported table has room for.
const std::vector<host_sdk::page::Column>& further_columns() {
  static const std::vector<host_sdk::page::Column> kColumns{
      {"started_through", "Started through", Align::start},
      {"finished", "Finished", Align::start},
      {"held", "Held", Align::end},
      {"frozen", "Kept unchanged", Align::end},
      {"unchanged", "Unchanged", Align::end},
      {"groups_added", "Target groups added", Align::end},
      {"groups_updated", "Target groups updated", Align::end},
      {"groups_removed", "Target groups removed", Align::end},
      {"requests", "Requests", Align::end},
      {"retries", "Retries", Align::end},
      {"settings", "Settings used", Align::start},
      {"sentence", "Outcome", Align::start}};
  return kColumns;
}

std::string settings_line(const Run& run) {
  std::string line;
  if (run.settings_used)
    for (const auto& [label, value] : settings_text(*run.settings_used))
      line += (line.empty() ? "" : "; ") + label + ": " + value;
  return line;
}

void add_further_cells(const Run& run, Row& row) {
  const auto& report = run.report;
  row.cells.emplace_back(trigger_text(run.trigger));
  row.cells.push_back(run.finished_at ? Value(TimeValue{*run.finished_at}) : Value(std::string("–")));
  for (const std::int64_t count :
       {report.held, report.frozen, report.unchanged, report.groups_added, report.groups_updated,
        report.groups_removed, report.requests, report.retries})
    row.cells.push_back(number(count));
  row.cells.emplace_back(settings_line(run));
  row.cells.emplace_back(run.result.sentence);
}

Row row_of(const Run& run) {
  const auto& report = run.report;
  Row row;
  row.id = "run_" + std::to_string(run.id);
  row.cells = {TimeValue{run.started_at},
               run.started_by,
               result_badge(run),
               number(report.added),
               number(report.updated + report.reactivated),
               number(report.removed),
               number(report.skipped),
               number(report.failed, Tone::danger),
               run.finished_at ? lasting(*run.finished_at - run.started_at) : std::string("–")};
  if (run.state != RunState::running) {
    row.action = link_action("show_run_" + std::to_string(run.id), "Show details", address_of_run(run.id));
  }
  return row;
}

Table table_of_runs() {
  Table table;
  table.columns = {{"started", "Started", Align::start}, {"started_by", "Started by", Align::start},
                   {"result", "Result", Align::start},   {"added", "Added", Align::end},
                   {"updated", "Updated", Align::end},   {"removed", "Removed", Align::end},
                   {"skipped", "Skipped", Align::end},   {"failed", "Failed", Align::end},
                   {"duration", "Duration", Align::end}};
  table.empty_text =
      "No syncs yet. The first sync appears here with the users it added, updated and removed.";
  return table;
}

}  // namespace

Block latest_runs_card(const PageFacts& facts) {
  Table table = table_of_runs();
  table.title = "Latest syncs";
  for (std::size_t i = 0; i < facts.runs.size() && i < kLatestRuns; ++i)
    table.rows.push_back(row_of(facts.runs[i]));
  if (!facts.runs.empty()) table.actions = {link_action("all_runs", "All syncs", address_of(SubPage::runs))};
  return block("latest_runs", std::move(table));
}

Block history_card(const PageFacts& facts, RunStore& store, const View& view) {
  Table table = table_of_runs();
  table.title = "Sync history";
  table.export_name = "sync-history";
  const int rows = view.rows_or(kRunsPerPage);
  auto runs = store.list_runs(facts.company.id, offset_of(view, kHistory), rows + 1);
  if (runs.size() > static_cast<std::size_t>(rows)) {
    runs.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(runs.back().id);
  }
  const bool exports = view.table_rows > 0;
  if (exports) table.columns.insert(table.columns.end(), further_columns().begin(), further_columns().end());
  for (const Run& run : runs) {
    table.rows.push_back(row_of(run));
    if (exports) add_further_cells(run, table.rows.back());
  }
  return block(kHistory, std::move(table));
}

}  // namespace gup
