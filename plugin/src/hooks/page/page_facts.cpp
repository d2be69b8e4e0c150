#include "hooks/page/page_facts.hpp"

#include <algorithm>
#include <utility>

#include "hooks/action_names.hpp"
#include "hooks/runs/schedule_preference.hpp"
#include "model/settings/target_group_choice.hpp"
#include "sync/names.hpp"
#include "sync/outcome/run_remarks.hpp"
#include "sync/undo/undo_rules.hpp"

namespace gup {
namespace {

constexpr int kRunsLookedAt = 20;

std::optional<Store::TargetGroupOption> chosen_target_group(const HookContext& context,
                                                            const std::string& company_id,
                                                            const std::string& chosen) {
  const std::int64_t id = target_group_choice(chosen).id;
  return id > 0 ? context.store.target_group(company_id, id) : std::nullopt;
}

std::vector<plan::SourceName> selected_replaced_groups(const HookContext& context,
                                                       const std::string& company_id,
                                                       const SyncSettings& settings) {
  if (settings.source != SyncSource::groups || settings.scope != SyncScope::chosen) return {};
  auto groups = context.store.replaced_groups(company_id);
  std::erase_if(groups, [&](const plan::SourceName& group) {
    return std::ranges::find(settings.groups, group.source_id) == settings.groups.end();
  });
  return groups;
}

std::optional<std::int64_t> version_of_last_sync(const HookContext& context, const PageFacts& facts) {
  constexpr int kVersionsLookedAt = 40;
  const Run* last = history_of(facts.runs).last_good;
  if (last == nullptr || last->settings_revision == 0) return std::nullopt;
  if (facts.saved.revision == last->settings_revision) return std::nullopt;
  const auto versions = context.store.settings_versions(facts.company.id, INT64_MAX, kVersionsLookedAt);
  const auto found = std::ranges::find(versions, last->settings_revision, &SettingsVersion::revision);
  return found == versions.end() ? std::nullopt : std::optional(found->number);
}

bool has_ended_sync(const PageFacts& facts) {
  return history_of(facts.runs).last != nullptr;
}

std::optional<Run> undoable_unlink(const HookContext& context, const PageFacts& facts) {
  const auto unlink = std::ranges::find(facts.runs, RunKind::unlink, &Run::kind);
  if (unlink == facts.runs.end() ||
      !why_not_undone(*unlink, read_undo_facts(context.store, *unlink, facts.now)).empty())
    return std::nullopt;
  return *unlink;
}

void read_held(const HookContext& context, PageFacts& facts) {
  facts.held_reasons = context.store.held_reasons(facts.company.id);
  facts.holds_groups = !context.store.held_removals(facts.company.id, plan::kFirstGroupPlace, 1).empty();
  facts.last_applied = context.store.last_applied_sync(facts.company.id, 0);
}

}  // namespace

PageFacts read_facts(const HookContext& context, const host_sdk::Company& company) {
  PageFacts facts;
  facts.company = company;
  facts.now = context.host.clock().now();
  facts.default_every = context.deployment.every;
  facts.every = facts.default_every;
  facts.connection = context.store.load_connection(company.id);
  facts.saved = settings_or_defaults(context, company.id);
  facts.live = context.runs.live_run(company.id);
  facts.sync_starts = !facts.live && job_runs(context, company.id, kSyncJob);
  facts.preview_starts = !facts.live && job_runs(context, company.id, kPreviewJob);
  facts.dismissal_starts = !facts.live && job_runs(context, company.id, kDismissalJob);
  facts.undo_starts = !facts.live && job_runs(context, company.id, kUndoJob);
  facts.unlink_starts = !facts.live && job_runs(context, company.id, kUnlinkJob);
  facts.connect_starts = job_runs(context, company.id, kConnectJob);
  facts.runs = context.store.list_runs(company.id, 0, kRunsLookedAt);
  if (!facts.connection || facts.connection->state == ConnectionState::not_connected) return facts;
  facts.holdings = context.store.holdings(company.id);
  facts.preview = context.store.load_preview(company.id);
  if (facts.preview && !is_valid_preview(*facts.preview, facts.saved.revision, facts.runs, facts.now))
    facts.preview.reset();
  if (facts.preview) facts.synced_version = version_of_last_sync(context, facts);
  facts.exclusions = context.store.exclusions(company.id);
  facts.removed_exclusions = context.store.removed_exclusions(company.id);
  facts.fields = context.store.field_mapping(company.id);
  facts.held = context.store.count_held_removals(company.id);
  if (facts.held > 0) read_held(context, facts);
  facts.replaced_groups = selected_replaced_groups(context, company.id, facts.saved.settings);
  facts.schedule = daily_sync_schedule(context, company.id);
  facts.when = company_schedule(context, company.id);
  facts.has_calendar = host_sdk::find_service<host_sdk::Calendar>(context.host) != nullptr;
  facts.next_sync = facts.schedule.next;
  if (facts.schedule.rule.every.count() > 0) facts.every = facts.schedule.rule.every;
  facts.directory = context.directories.peek(company.id);
  if (!has_ended_sync(facts)) facts.undoable_unlink = undoable_unlink(context, facts);
  facts.target_group = chosen_target_group(context, company.id, facts.saved.settings.target_group);
  return facts;
}

bool is_live(const PageFacts& facts) {
  return facts.live || facts.sync_starts || facts.preview_starts || facts.dismissal_starts ||
         facts.undo_starts || facts.unlink_starts || facts.connect_starts;
}

History history_of(const std::vector<Run>& runs) {
  History history;
  for (const Run& run : runs) {
    // Runs before an unlink belong to a previous integration.
    if (run.kind == RunKind::unlink) {
      if (run.state == RunState::done && run.undone_by == 0) break;
      continue;
    }
    if (run.kind == RunKind::undo) {
      if (history.last == nullptr && history.undo == nullptr && run.state == RunState::done)
        history.undo = &run;
      continue;
    }
    if (run.kind == RunKind::dismissal) {
      if (history.last == nullptr && run.state == RunState::done) history.dismissed_since = true;
      continue;
    }
    // It says nothing about the other people.
    if (run.kind == RunKind::person) continue;
    if (run.state == RunState::running || run.state == RunState::cancelled) continue;
    if (history.last == nullptr) history.last = &run;
    if (run.state == RunState::failed) {
      ++history.failures;
    } else {
      history.last_good = &run;
      break;
    }
  }
  return history;
}

PageState state_of(const PageFacts& facts) {
  if (!facts.connection || facts.connection->state == ConnectionState::not_connected)
    return facts.connect_starts ? PageState::connecting : PageState::not_connected;
  const bool unlinks = (facts.live && facts.live->kind == RunKind::unlink) || facts.unlink_starts;
  if (unlinks || facts.connection->state == ConnectionState::unlinking) return PageState::unlinking;
  if (facts.live || facts.sync_starts || facts.preview_starts || facts.dismissal_starts || facts.undo_starts)
    return PageState::running;
  if (facts.connection->state == ConnectionState::reconnect_needed) return PageState::reconnect_needed;
  const bool started = facts.next_sync || !facts.schedule.paused_by.empty() || has_ended_sync(facts);
  if (facts.saved.revision == 0 || !started) return PageState::not_set_up;
  const History history = history_of(facts.runs);
  // What the latest sync reported is no longer true.
  if (history.undo != nullptr && !facts.next_sync) return PageState::paused;
  if (history.last != nullptr) {
    if (history.last->state == RunState::failed) return PageState::failing;
    const bool all_dismissed =
        history.dismissed_since && facts.held == 0 && !history.last->has_unclear_changes();
    if (history.last->state == RunState::held && !all_dismissed) return PageState::held;
    if (history.last->report.failed > 0) return PageState::done_with_errors;
  }
  if (!facts.next_sync) return PageState::paused;
  return history.last == nullptr ? PageState::waiting : PageState::healthy;
}

const Run* undo_that_paused(const PageFacts& facts) {
  const auto& at = facts.schedule.paused_at;
  if (facts.next_sync || !at) return nullptr;
  const auto undo = std::ranges::find_if(facts.runs, [&](const Run& run) {
    return run.kind == RunKind::undo && run.state == RunState::done && run.started_at <= *at &&
           *at <= run.finished_at.value_or(run.started_at);
  });
  return undo == facts.runs.end() ? nullptr : &*undo;
}

}  // namespace gup
