#include "hooks/page/runs/run_parts.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/settings_text.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "host_sdk/text.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::BadgeValue;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::NumberValue;
using host_sdk::page::Table;
using host_sdk::page::Text;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using host_sdk::page::UserValue;
using host_sdk::page::Value;

constexpr int kChangesPerPage = 25;
constexpr std::size_t kRemarksAtMost = 10;

/// Where a run was started, unless the starter's name already says so: "Command line".
std::string started_where(const Run& run) {
  const std::string_view where = trigger_text(run.trigger);
  const std::string name = host_sdk::lower_ascii(run.started_by);
  return !name.empty() && where.ends_with(name) ? std::string{} : tr(where);
}

Fact fact(std::string label, Value value, std::string hint = {}) {
  return {std::move(label), std::move(value), std::move(hint), "", Tone::neutral};
}

ChangeOrder order_by(const std::string& column) {
  if (column == "change") return ChangeOrder::change;
  return column == "person" ? ChangeOrder::person : ChangeOrder::stored;
}

/// The person as a cell: linked to the target user except on a command line, and with the name on a page.
Value person_cell(const plan::PersonChange& change, const View& view) {
  const bool is_page = !view.whole && view.table_rows == 0;
  std::string text = is_page ? named_person_text(change) : person_text(change);
  if (view.whole || change.user_id == 0) return text;
  return UserValue{change.user_id, std::move(text)};
}

}  // namespace

Block people_table(const PeopleSelection& selection, const Run& run, HistoryStore& store, const View& view) {
  const std::string id = "run_" + selection.name;
  const TableSort sort = selection.sorted_at ? view.sort : TableSort{};
  const ChangeOrder order = order_by(sort.column);
  // The cursor names its run and its order: another table begins at its first page.
  const std::string prefix =
      std::to_string(run.id) + ":" + (order == ChangeOrder::stored ? "" : sort_text(sort) + ":");
  const auto found = store.find_changes({run.id, selection.kinds, selection.text, offset_of(view, id, prefix),
                                         view.rows_or(kChangesPerPage), order, sort.descending});
  Table table;
  table.title = selection.title;
  table.columns = {{"change", tr("Change"), Align::start},
                   {"person", tr("Person"), Align::start},
                   {"why", tr("Why"), Align::start}};
  if (selection.sorted_at) {
    table.columns[0] = sorted_column("change", tr("Change"), sort, *selection.sorted_at);
    table.columns[1] = sorted_column("person", tr("Person"), sort, *selection.sorted_at);
  }
  table.empty_text = found.next
                         ? tr("Nothing was found in this part of a long history. Select Next to continue.")
                         : selection.empty_text;
  table.total = selection.total;
  table.export_name = "sync-run-" + std::to_string(run.id) + "-" + selection.name;
  if (found.next) table.next = prefix + std::to_string(*found.next);
  const bool planned = run.kind == RunKind::preview;
  for (const auto& change : found.changes)
    table.rows.push_back({id + "_" + std::to_string(change.seq),
                          {planned ? planned_badge(change.kind) : change_badge(change.kind),
                           person_cell(change, view), reason_text(change)},
                          exclude_action(change)});
  return block(id, std::move(table));
}

Block run_summary(const Run& run, const BadgeValue& result) {
  // After the other counts of users.
  constexpr std::ptrdiff_t kKeptPlace = 6;
  const auto& report = run.report;
  Facts facts;
  facts.items = {
      fact(tr("Started"), TimeValue{run.started_at}),
      fact(tr("Started by"), starter_text(run.started_by), started_where(run)),
      fact(tr("Duration"), run.finished_at ? lasting(*run.finished_at - run.started_at) : std::string("–")),
      fact(tr("Result"), result, stored_text(run.result.sentence)),
      fact(tr("Users"),
           tr("{changes}, {held} held, {frozen} kept unchanged, {skipped} skipped, {failed} failed",
              {{"changes", counts_text(report)},
               {"held", report.held},
               {"frozen", report.frozen},
               {"skipped", report.skipped},
               {"failed", report.failed}})),
      fact(tr("Unchanged"), NumberValue{report.unchanged, Tone::neutral}),
      fact(tr("Target groups"),
           tr("{added} added, {updated} updated, {removed} removed", {{"added", report.groups_added},
                                                                      {"updated", report.groups_updated},
                                                                      {"removed", report.groups_removed}})),
      fact(tr("Memberships"), memberships_text(report)),
      fact(tr("Requests to Google"), number_text(report.requests),
           report.retries > 0
               ? tr_count("including {count} retry", "including {count} retries", report.retries)
               : "")};
  if (run.settings_used && run.settings_used->kept > 0)
    facts.items.insert(facts.items.begin() + kKeptPlace,
                       fact(tr("Kept by an administrator"), NumberValue{run.settings_used->kept},
                            tr("left, and stay because their removals were dismissed")));
  return block("run_summary", std::move(facts));
}

std::vector<Block> run_settings(const Run& run) {
  if (!run.settings_used) return {};
  Facts facts;
  facts.title = tr("Settings used");
  for (auto& setting : settings_text(*run.settings_used))
    facts.items.push_back(fact(std::move(setting.label), std::move(setting.value)));
  std::vector<Block> blocks;
  blocks.push_back(block("run_settings", std::move(facts)));
  return blocks;
}

std::vector<Block> run_remarks(const Run& run, const std::string& id) {
  std::vector<Block> blocks;
  const auto& lines = run.report.remarks;
  for (std::size_t i = 0; i < std::min(lines.size(), kRemarksAtMost); ++i)
    blocks.push_back(block(id + "_" + std::to_string(i), Text{stored_text(lines[i]), {}}));
  if (lines.size() > kRemarksAtMost)
    blocks.push_back(
        block(id + "_more", Text{tr_count("And {count} more remark.", "And {count} more remarks.",
                                          static_cast<std::int64_t>(lines.size() - kRemarksAtMost)),
                                 {}}));
  return blocks;
}

}  // namespace gup
