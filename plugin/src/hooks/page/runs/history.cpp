#include "hooks/page/runs/history.hpp"

#include <span>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/settings_text.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::BadgeValue;
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
std::vector<host_sdk::page::Column> further_columns() {
  return {{"started_through", tr("Started through"), Align::start},
          {"finished", tr("Finished"), Align::start},
          {"frozen", tr("Kept unchanged"), Align::end},
          {"unchanged", tr("Unchanged"), Align::end},
          {"groups_added", tr("Target groups added"), Align::end},
          {"groups_updated", tr("Target groups updated"), Align::end},
          {"groups_removed", tr("Target groups removed"), Align::end},
          {"requests", tr("Requests"), Align::end},
          {"retries", tr("Retries"), Align::end},
          {"settings", tr("Settings used"), Align::start},
          {"sentence", tr("Outcome"), Align::start}};
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
  row.cells.emplace_back(tr(trigger_text(run.trigger)));
  row.cells.push_back(run.finished_at ? Value(TimeValue{*run.finished_at}) : Value(std::string("–")));
  for (const std::int64_t count :
       {report.frozen, report.unchanged, report.groups_added, report.groups_updated, report.groups_removed,
        report.requests, report.retries})
    row.cells.push_back(number(count));
  row.cells.emplace_back(settings_line(run));
  row.cells.emplace_back(stored_text(run.result.sentence));
}

Row row_of(const Run& run, std::span<const Run> newer) {
  const auto& report = run.report;
  Row row;
  row.id = "run_" + std::to_string(run.id);
  row.cells = {TimeValue{run.started_at},
               starter_text(run.started_by),
               result_after(run, newer),
               number(report.added),
               number(report.updated + report.reactivated),
               number(report.removed),
               number(report.skipped),
               number(report.failed, Tone::danger),
               number(report.held),
               run.finished_at ? lasting(*run.finished_at - run.started_at) : std::string("–")};
  if (run.state != RunState::running) {
    row.action =
        link_action("show_run_" + std::to_string(run.id), tr("Show details"), address_of_run(run.id));
  }
  return row;
}

Table table_of_runs() {
  Table table;
  table.columns = {{"started", tr("Started"), Align::start}, {"started_by", tr("Started by"), Align::start},
                   {"result", tr("Result"), Align::start},   {"added", tr("Added"), Align::end},
                   {"updated", tr("Updated"), Align::end},   {"removed", tr("Removed"), Align::end},
                   {"skipped", tr("Skipped"), Align::end},   {"failed", tr("Failed"), Align::end},
                   {"held", tr("Held"), Align::end},         {"duration", tr("Duration"), Align::end}};
  table.empty_text =
      tr("No syncs yet. The first sync appears here with the users it added, updated and removed.");
  return table;
}

}  // namespace

Block latest_runs_card(const std::vector<Run>& runs) {
  Table table = table_of_runs();
  table.title = tr("Latest syncs");
  for (std::size_t i = 0; i < runs.size() && i < kLatestRuns; ++i)
    table.rows.push_back(row_of(runs[i], std::span(runs).first(i)));
  if (!runs.empty()) table.actions = {link_action("all_runs", tr("All syncs"), address_of(SubPage::runs))};
  return block("latest_runs", std::move(table));
}

Block history_card(const std::string& company_id, HistoryStore& store, const View& view) {
  Table table = table_of_runs();
  table.title = tr("Sync history");
  table.export_name = "sync-history";
  const int rows = view.rows_or(kRunsPerPage);
  auto runs = store.list_runs(company_id, offset_of(view, kHistory), rows + 1);
  if (runs.size() > static_cast<std::size_t>(rows)) {
    runs.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(runs.back().id);
  }
  const bool exports = view.table_rows > 0;
  if (exports)
    for (auto& column : further_columns()) table.columns.push_back(std::move(column));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    // Of a later page of the table, the first runs are followed by others that are not read here.
    table.rows.push_back(row_of(runs[i], std::span<const Run>(runs).first(i)));
    if (exports) add_further_cells(runs[i], table.rows.back());
  }
  return block(kHistory, std::move(table));
}

}  // namespace gup
