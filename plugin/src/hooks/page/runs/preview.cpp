#include "hooks/page/runs/preview.hpp"

#include "hooks/format.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/run_parts.hpp"

namespace gup {
namespace {

using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Notice;
using host_sdk::page::NumberValue;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;

constexpr const char* kChanges = "preview_changes";
constexpr int kRowsPerPage = 25;

Block counts(const Run& preview) {
  const auto& report = preview.report;
  Facts facts;
  const auto add = [&facts](std::string label, std::int64_t number, Tone tone = Tone::neutral) {
    facts.items.push_back(Fact{std::move(label), NumberValue{number, number > 0 ? tone : Tone::neutral}, "",
                               "", Tone::neutral});
  };
  facts.items.push_back(
      Fact{"Previewed", TimeValue{*preview.finished_at}, "by " + preview.started_by, "", Tone::neutral});
  add("Added", report.added);
  add("Updated", report.updated + report.reactivated);
  add("Removed", report.removed);
  add("Held for review", report.held, Tone::warning);
  add("Unchanged", report.unchanged);
  add("Skipped", report.skipped);
  add("Failed", report.failed, Tone::danger);
  facts.items.push_back(Fact{"Target groups",
                             counted(report.groups_added, "created", "created") + ", " +
                                 counted(report.groups_updated, "renamed", "renamed") + ", " +
                                 counted(report.groups_removed, "deleted", "deleted"),
                             "", "", Tone::neutral});
  facts.items.push_back(Fact{"Memberships", memberships_text(report), "", "", Tone::neutral});
  return block("preview_counts", std::move(facts));
}

Block rows(const Run& preview, RunStore& store, const View& view) {
  // The cursor names its preview: the rows of another one begin at their first page.
  const std::string prefix = std::to_string(preview.id) + ":";
  const std::int64_t after = offset_of(view, kChanges, prefix);
  const int wanted = view.rows_or(kRowsPerPage);
  auto changes = store.run_changes(preview.id, {}, after, wanted + 1);
  Table table;
  table.columns = {
      {"change", "Change", Align::start}, {"person", "Person", Align::start}, {"why", "Why", Align::start}};
  table.empty_text = "A sync would change nothing.";
  table.export_name = "preview";
  if (changes.size() > static_cast<std::size_t>(wanted)) {
    changes.resize(static_cast<std::size_t>(wanted));
    table.next = prefix + std::to_string(changes.back().seq);
  }
  for (const auto& change : changes)
    table.rows.push_back(
        {"preview_" + std::to_string(change.seq),
         {change_badge(change.kind), change.email.empty() ? "–" : change.email, reason_text(change)},
         exclude_action(change)});
  return block(kChanges, std::move(table));
}

Block failed_preview(const Run& preview) {
  return block(
      "preview",
      Notice{Tone::danger, "The preview failed", preview.result.sentence + " Nothing has been changed.", {}});
}

Section section_of(const Run& preview) {
  Section section;
  section.title = "Preview: nothing has been changed";
  section.hint =
      "This is what a sync with the saved settings would do now. The preview is void when the settings "
      "change, after a sync, and after 24 hours.";
  section.blocks = {counts(preview)};
  return section;
}

}  // namespace

Block preview_card(const PageFacts& facts, RunStore& store, const View& view) {
  const Run& preview = *facts.preview;
  if (preview.state == RunState::failed) return failed_preview(preview);
  Section section = section_of(preview);
  for (Block& remark : run_remarks(preview, "preview_remark")) section.blocks.push_back(std::move(remark));
  section.blocks.push_back(rows(preview, store, view));
  return block("preview", std::move(section));
}

Block preview_summary(const PageFacts& facts) {
  const Run& preview = *facts.preview;
  if (preview.state == RunState::failed) return failed_preview(preview);
  Section section = section_of(preview);
  for (Block& remark : run_remarks(preview, "preview_remark")) section.blocks.push_back(std::move(remark));
  section.actions = {
      link_action("show_preview", "Show each change", address_of_run(preview.id), "list-details")};
  return block("preview", std::move(section));
}

}  // namespace gup
