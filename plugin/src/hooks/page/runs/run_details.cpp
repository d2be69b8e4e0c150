// One run with its users and the reason for each change.
#include <algorithm>
#include <array>
#include <utility>

#include "hooks/format.hpp"
#include "hooks/page/cards.hpp"
#include "hooks/page/runs/change_words.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::Text;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;
using plan::ChangeKind;

constexpr int kChangesPerPage = 25;
constexpr std::size_t kRemarksAtMost = 10;

Block people_table(const std::string& name, const std::string& title, const std::string& empty_text,
                   const std::vector<ChangeKind>& kinds, const Run& run, Store& store, const View& view) {
  const std::string id = "run_" + name;
  // The cursor names its run: the tables of another run begin at their first page.
  const std::string prefix = std::to_string(run.id) + ":";
  const std::int64_t after = offset_of(view, id, prefix);
  const int rows = view.rows_or(kChangesPerPage);
  auto people = store.run_changes(run.id, kinds, after, rows + 1);
  Table table;
  table.title = title;
  table.columns = {
      {"change", "Change", Align::start}, {"person", "Person", Align::start}, {"why", "Why", Align::start}};
  table.empty_text = empty_text;
  table.export_name = "sync-run-" + std::to_string(run.id) + "-" + name;
  if (people.size() > static_cast<std::size_t>(rows)) {
    people.resize(static_cast<std::size_t>(rows));
    table.next = prefix + std::to_string(people.back().seq);
  }
  for (const auto& change : people)
    table.rows.push_back({id + "_" + std::to_string(change.seq),
                          {change_badge(change.kind), change.email, reason_text(change)},
                          {}});
  return block(id, std::move(table));
}

Block summary(const Run& run) {
  const auto& report = run.report;
  Facts facts;
  facts.items = {
      Fact{"Started", TimeValue{run.started_at}, "", "", Tone::neutral},
      Fact{"Started by", run.started_by, "", "", Tone::neutral},
      Fact{"Result", result_badge(run), run.result.sentence, "", Tone::neutral},
      Fact{"Unchanged", host_sdk::page::NumberValue{report.unchanged, Tone::neutral}, "", "", Tone::neutral},
      Fact{"Target groups",
           counted(report.groups_added, "added", "added") + ", " +
               counted(report.groups_updated, "updated", "updated") + ", " +
               counted(report.groups_removed, "removed", "removed"),
           "", "", Tone::neutral},
      Fact{"Requests to Google", with_commas(report.requests),
           report.retries > 0 ? "including " + counted(report.retries, "retry", "retries") : "", "",
           Tone::neutral}};
  return block("run_summary", std::move(facts));
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

/// The run in the page's address if the company still has it; otherwise the latest that ended.
std::optional<Run> shown_run(const PageFacts& facts, Store& store, const View& view) {
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
  for (auto& remark : remarks(*run)) section.blocks.push_back(std::move(remark));
  section.blocks.push_back(
      people_table("problems", "Failed, skipped and held", "No user failed, was skipped or is held.",
                   {ChangeKind::failed, ChangeKind::skipped, ChangeKind::held}, *run, store, view));
  section.blocks.push_back(people_table("changes", "Changes", "No users were changed.",
                                        {ChangeKind::added, ChangeKind::updated, ChangeKind::reactivated,
                                         ChangeKind::removed, ChangeKind::deactivated, ChangeKind::released},
                                        *run, store, view));
  std::vector<Block> blocks;
  blocks.push_back(block("run_details", std::move(section)));
  return blocks;
}

}  // namespace gup
