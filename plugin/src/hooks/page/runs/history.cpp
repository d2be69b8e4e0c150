// The history of runs.
#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::NumberValue;
using host_sdk::page::Row;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::Value;

constexpr const char* kHistory = "history";
constexpr int kRunsPerPage = 10;

Value number(std::int64_t value, Tone tone = Tone::neutral) {
  return NumberValue{value, value > 0 ? tone : Tone::neutral};
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
    Action details;
    details.id = kShowRun;
    details.label = "Show details";
    details.value = std::to_string(run.id);
    row.action = std::move(details);
  }
  return row;
}

}  // namespace

Block history_card(const PageFacts& facts, Store& store, const View& view) {
  Table table;
  table.title = "Sync history";
  table.columns = {{"started", "Started", Align::start}, {"started_by", "Started by", Align::start},
                   {"result", "Result", Align::start},   {"added", "Added", Align::end},
                   {"updated", "Updated", Align::end},   {"removed", "Removed", Align::end},
                   {"skipped", "Skipped", Align::end},   {"failed", "Failed", Align::end},
                   {"duration", "Duration", Align::end}};
  table.empty_text =
      "No syncs yet. The first sync appears here with the users it added, updated and removed.";
  table.export_name = "sync-history";
  const int rows = view.rows_or(kRunsPerPage);
  auto runs = store.list_runs(facts.company.id, offset_of(view, kHistory), rows + 1);
  if (runs.size() > static_cast<std::size_t>(rows)) {
    runs.resize(static_cast<std::size_t>(rows));
    table.next = std::to_string(runs.back().id);
  }
  for (const Run& run : runs) table.rows.push_back(row_of(run));
  return block(kHistory, std::move(table));
}

}  // namespace gup
