#include "hooks/page/status.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/runs/progress.hpp"
#include "sync/requirements.hpp"

namespace gup {
namespace {

using host_sdk::ResultCode;
using host_sdk::page::Action;
using host_sdk::page::ActionStyle;
using host_sdk::page::Status;
using host_sdk::page::Tone;

constexpr int kFailuresToWarn = 2;
constexpr int kFailuresToAlarm = 5;

Status not_connected_status(const PageFacts& facts) {
  const auto problem = facts.connection ? facts.connection->problem : ConnectionProblem::none;
  const bool wrong = problem != ConnectionProblem::none && problem != ConnectionProblem::consent_declined;
  return {tr("Not connected"), wrong ? Tone::danger : Tone::neutral, false};
}

Status failing_status(const History& history) {
  if (history.last->result.code != ResultCode::try_again) return {tr("Sync failed"), Tone::danger, false};
  const Tone tone = history.failures >= kFailuresToAlarm  ? Tone::danger
                    : history.failures >= kFailuresToWarn ? Tone::warning
                                                          : Tone::info;
  return {tr("Failing, retrying"), tone, false};
}

Action sync_now_action(std::string label, ActionStyle style) {
  Action action;
  action.id = kSyncNow;
  action.label = std::move(label);
  action.style = style;
  action.icon = "refresh";
  return action;
}

}  // namespace

Status status_of(const PageFacts& facts, PageState state) {
  switch (state) {
    case PageState::not_connected:
      return not_connected_status(facts);
    case PageState::connecting:
      return {tr("Connecting"), Tone::info, true};
    case PageState::unlinking:
      return {tr("Unlinking"), Tone::neutral, facts.activity.run || facts.activity.unlink_starts};
    case PageState::running:
      return {is_previewing(facts.activity) ? tr("Previewing")
              : is_undoing(facts.activity)  ? tr("Undoing")
                                            : tr("Syncing"),
              Tone::info, true};
    case PageState::reconnect_needed:
      return {tr("Reconnect needed"), Tone::danger, false};
    case PageState::not_set_up:
      return {tr("Connected, not set up"), Tone::info, false};
    case PageState::failing:
      return failing_status(history_of(facts.runs));
    case PageState::held:
      return {facts.removals.held == 0 && history_of(facts.runs).last->report.frozen > 0
                  ? tr("Source missing")
                  : tr("Waiting for review"),
              Tone::warning, false};
    case PageState::done_with_errors:
      return {tr("Completed with errors"), Tone::warning, false};
    case PageState::paused:
      return {tr("Paused"), Tone::neutral, false};
    case PageState::waiting:
      return {tr("Waiting for the first sync"), Tone::info, false};
    case PageState::healthy:
      return {tr("Healthy"), Tone::success, false};
  }
  return {};
}

std::vector<Action> header_actions(const Activity& activity, PageState state, bool whole) {
  switch (state) {
    case PageState::not_connected:
    case PageState::connecting:
    case PageState::unlinking:
      return {};
    case PageState::running:
      if (!whole) return {};
      return {stop_action(activity), sync_now_action(tr("Sync now"), ActionStyle::standard)};
    case PageState::not_set_up: {
      Action action = sync_now_action(tr("Sync now"), ActionStyle::standard);
      action.disabled = tr("Choose which users to sync and start the sync first.");
      return {action};
    }
    case PageState::reconnect_needed: {
      Action action = sync_now_action(tr("Sync now"), ActionStyle::standard);
      action.disabled = tr(kReconnectSentence);
      return {action};
    }
    case PageState::failing:
      return {sync_now_action(tr("Try now"), ActionStyle::primary)};
    case PageState::held:
    case PageState::done_with_errors:
    case PageState::paused:
      return {sync_now_action(tr("Sync now"), ActionStyle::standard)};
    case PageState::waiting:
    case PageState::healthy:
      return {sync_now_action(tr("Sync now"), ActionStyle::primary)};
  }
  return {};
}

}  // namespace gup
