#include "hooks/page/page_facts.hpp"

#include "hooks/runs/schedule_preference.hpp"

namespace gup {
namespace {

constexpr int kRunsLookedAt = 20;

}  // namespace

PageFacts read_facts(const HookContext& context, const host_sdk::Company& company) {
  PageFacts facts;
  facts.company = company;
  facts.now = context.host.clock().now();
  facts.connection = context.store.load_connection(company.id);
  facts.saved = settings_or_defaults(context, company.id);
  facts.activity = read_activity(context, company.id);
  facts.runs = context.store.list_runs(company.id, 0, kRunsLookedAt);
  if (!is_connected(facts.connection)) return facts;
  facts.removals = context.store.count_removals(company.id);
  facts.schedule = daily_sync_schedule(context, company.id);
  return facts;
}

bool is_connected(const std::optional<Connection>& connection) {
  return connection && connection->state != ConnectionState::not_connected;
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
  const Activity& activity = facts.activity;
  if (!is_connected(facts.connection))
    return activity.connect_starts ? PageState::connecting : PageState::not_connected;
  if (is_unlinking(activity) || facts.connection->state == ConnectionState::unlinking)
    return PageState::unlinking;
  if (activity.run || activity.sync_starts || activity.preview_starts || activity.dismissal_starts ||
      activity.undo_starts)
    return PageState::running;
  if (facts.connection->state == ConnectionState::reconnect_needed) return PageState::reconnect_needed;
  const History history = history_of(facts.runs);
  const bool paused = !facts.schedule.next;
  const bool started = !paused || !facts.schedule.paused_by.empty() || history.last != nullptr;
  if (facts.saved.revision == 0 || !started) return PageState::not_set_up;
  // What the latest sync reported is no longer true.
  if (history.undo != nullptr && paused) return PageState::paused;
  if (history.last != nullptr) {
    if (history.last->state == RunState::failed) return PageState::failing;
    const bool all_dismissed =
        history.dismissed_since && facts.removals.held == 0 && !history.last->has_unclear_changes();
    if (history.last->state == RunState::held && !all_dismissed) return PageState::held;
    if (history.last->report.failed > 0) return PageState::done_with_errors;
  }
  if (paused) return PageState::paused;
  return history.last == nullptr ? PageState::waiting : PageState::healthy;
}

}  // namespace gup
