#include "hooks/page/runs/preview.hpp"

#include <algorithm>
#include <cstdint>

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/exclusions/exclusions_card.hpp"
#include "hooks/page/form/sync_form.hpp"
#include "hooks/page/runs/change_text.hpp"
#include "hooks/page/runs/run_parts.hpp"
#include "hooks/page/stored/stored_text.hpp"
#include "sync/outcome/run_remarks.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Align;
using host_sdk::page::Block;
using host_sdk::page::Fact;
using host_sdk::page::Facts;
using host_sdk::page::Form;
using host_sdk::page::Notice;
using host_sdk::page::NumberValue;
using host_sdk::page::Section;
using host_sdk::page::Table;
using host_sdk::page::Text;
using host_sdk::page::TimeValue;
using host_sdk::page::Tone;

constexpr const char* kChanges = "preview_changes";
constexpr int kRowsPerPage = 25;

/// "88% of 539 users"
std::string share_text(std::int64_t number, const Run& preview) {
  if (number == 0 || preview.managed_before == 0) return {};
  return tr_count("{percent}% of {count} user", "{percent}% of {count} users", preview.managed_before,
                  {{"percent", percent_of(number, preview.managed_before)}});
}

/// The share of users, unless target groups are among the held removals.
std::string held_share(const Run& preview, HistoryStore& store) {
  return store.holds_target_groups(preview.id) ? "" : share_text(preview.report.held, preview);
}

/// The number of people who would leave, if removals are above the limit.
std::vector<Block> held_warning(const Run& preview, const std::string& share, const std::string& id) {
  const std::int64_t held = preview.report.held;
  if (held == 0) return {};
  std::string title =
      tr_count("{count} removal is above the limit", "{count} removals are above the limit", held);
  if (!share.empty()) title += ": " + share;
  return {block(id, Notice{Tone::warning,
                           std::move(title),
                           tr("A sync would hold them: these users and target groups stay until someone "
                              "approves the removals. If you did not expect so many, check the selection."),
                           {}})};
}

Block rows(const Run& preview, HistoryStore& store, const View& view) {
  // The cursor names its preview: the rows of another one begin at their first page.
  const std::string prefix = std::to_string(preview.id) + ":";
  const std::int64_t after = offset_of(view, kChanges, prefix);
  const int wanted = view.rows_or(kRowsPerPage);
  auto changes = store.run_changes(preview.id, {}, after, wanted + 1);
  Table table;
  table.columns = {{"change", tr("Change"), Align::start},
                   {"person", tr("Person"), Align::start},
                   {"why", tr("Why"), Align::start}};
  table.empty_text = tr("A sync would change nothing.");
  table.export_name = "preview";
  if (changes.size() > static_cast<std::size_t>(wanted)) {
    changes.resize(static_cast<std::size_t>(wanted));
    table.next = prefix + std::to_string(changes.back().seq);
  }
  for (const auto& change : changes)
    table.rows.push_back(
        {"preview_" + std::to_string(change.seq),
         {planned_badge(change.kind), change.email.empty() ? "–" : change.email, reason_text(change)},
         exclude_action(change)});
  return block(kChanges, std::move(table));
}

Block failed_preview(const Run& preview) {
  return block("preview", Notice{Tone::danger,
                                 tr("The preview failed"),
                                 stored_text(preview.result.sentence) + " " + tr("Nothing has been changed."),
                                 {}});
}

Section section_of(const Run& preview, HistoryStore& store) {
  Section section;
  section.title = tr("Preview: nothing has been changed");
  section.hint =
      tr("This is what a sync with the saved settings would do now. The preview expires when the settings "
         "change, after a sync, and after 24 hours.");
  section.blocks = preview_counts(preview, store, "preview_counts");
  for (Block& remark : run_remarks(preview, "preview_remark")) section.blocks.push_back(std::move(remark));
  return section;
}

/// Starts the sync that was previewed; ignores unsaved entries elsewhere.
Block start_form(const PageFacts& facts, const Run& preview, const ScheduleFacts& schedule, PageState state,
                 ActionStyle style) {
  Action start = submit_action(kStartSync, tr("Start sync"), "player-play");
  start.style = style;
  if (state == PageState::reconnect_needed) start.disabled = tr(kReconnectSentence);
  Form form;
  form.blocks = confirmed_removals(&preview, false);
  form.actions = {std::move(start)};
  form.note = tr("Starts with the saved settings that this preview shows. Then a sync runs {schedule}.",
                 {{"schedule", schedule.text()}});
  form.revision = facts.saved.revision;
  return block("preview_start", std::move(form));
}

/// The version of the settings that the last sync used; nullopt if they are still the saved ones.
std::optional<std::int64_t> version_of_last_sync(SettingsStore& store, const PageFacts& facts) {
  constexpr int kVersionsLookedAt = 40;
  const Run* last = history_of(facts.runs).last_good;
  if (last == nullptr || last->settings_revision == 0) return std::nullopt;
  if (facts.saved.revision == last->settings_revision) return std::nullopt;
  const auto versions = store.settings_versions(facts.company.id, INT64_MAX, kVersionsLookedAt);
  const auto found = std::ranges::find(versions, last->settings_revision, &SettingsVersion::revision);
  return found == versions.end() ? std::nullopt : std::optional(found->number);
}

/// States that the settings are saved, and offers those of the last sync.
void add_way_back(const PageFacts& facts, SettingsStore& store, Section& section) {
  const auto version = version_of_last_sync(store, facts);
  if (!version) return;
  section.blocks.push_back(
      block("preview_saved", Text{tr("These settings are saved, and the next sync uses them."), {}}));
  Action back;
  back.id = kRestoreSettings;
  back.label = tr("Go back to the previous settings");
  back.icon = "arrow-back-up";
  back.value = std::to_string(*version);
  section.actions.push_back(std::move(back));
}

}  // namespace

std::vector<Block> preview_counts(const Run& preview, HistoryStore& store, const std::string& id) {
  const auto& report = preview.report;
  const std::string share = held_share(preview, store);
  std::vector<Block> blocks = held_warning(preview, share, id + "_held");
  Facts facts;
  const auto add = [&facts](std::string label, std::int64_t number, Tone tone = Tone::neutral,
                            std::string hint = {}) {
    const Tone shown = number > 0 ? tone : Tone::neutral;
    facts.items.push_back(Fact{std::move(label), NumberValue{number, shown}, std::move(hint), "", shown});
  };
  facts.items.push_back(Fact{tr("Previewed"), TimeValue{*preview.finished_at},
                             tr("by {person}", {{"person", starter_text(preview.started_by)}}), "",
                             Tone::neutral});
  add(tr("Would be added"), report.added);
  add(tr("Would be updated"), report.updated + report.reactivated);
  add(tr("Would be removed"), report.removed, Tone::neutral, share_text(report.removed, preview));
  add(tr("Would be held for review"), report.held, Tone::warning, share);
  add(tr("Unchanged"), report.unchanged);
  if (preview.settings_used && preview.settings_used->kept > 0)
    add(tr("Kept by an administrator"), preview.settings_used->kept);
  add(tr("Would be skipped"), report.skipped);
  add(tr("Would fail"), report.failed, Tone::danger);
  facts.items.push_back(
      Fact{tr("Target groups"),
           tr("{added} new, {renamed} to rename, {deleted} to delete", {{"added", report.groups_added},
                                                                        {"renamed", report.groups_updated},
                                                                        {"deleted", report.groups_removed}}),
           "", "", Tone::neutral});
  facts.items.push_back(
      Fact{tr("Memberships"),
           tr("{added} new, {removed} to remove",
              {{"added", report.memberships_added}, {"removed", report.memberships_removed}}),
           "", "", Tone::neutral});
  blocks.push_back(block(id, std::move(facts)));
  return blocks;
}

std::optional<Run> valid_preview(HistoryStore& store, const PageFacts& facts) {
  if (!is_connected(facts.connection)) return std::nullopt;
  auto preview = store.load_preview(facts.company.id);
  if (preview && !is_valid_preview(*preview, facts.saved.revision, facts.runs, facts.now)) preview.reset();
  return preview;
}

Block preview_card(const Run& preview, HistoryStore& store, const View& view) {
  if (preview.state == RunState::failed) return failed_preview(preview);
  Section section = section_of(preview, store);
  section.blocks.push_back(rows(preview, store, view));
  return block("preview", std::move(section));
}

Block preview_summary(const PageFacts& facts, const Run& preview, const ScheduleFacts& schedule, Store& store,
                      PageState state) {
  if (preview.state == RunState::failed) return failed_preview(preview);
  Section section = section_of(preview, store);
  section.actions = {
      link_action("show_preview", tr("Show each change"), address_of_run(preview.id), "list-details")};
  add_way_back(facts, store, section);
  section.blocks.push_back(
      start_form(facts, preview, schedule, state,
                 state == PageState::not_set_up ? ActionStyle::primary : ActionStyle::standard));
  return block("preview", std::move(section));
}

Block preview_decision(const PageFacts& facts, const Run& preview, const ScheduleFacts& schedule,
                       SettingsStore& store, PageState state) {
  Section section;
  section.title = tr("What next");
  section.actions = {link_action(
      "back_to_settings", tr("Back to the settings"),
      address_of(state == PageState::not_set_up ? SubPage::overview : SubPage::settings, "settings"),
      "edit")};
  add_way_back(facts, store, section);
  section.blocks.push_back(start_form(facts, preview, schedule, state, ActionStyle::primary));
  return block("preview_decision", std::move(section));
}

}  // namespace gup
