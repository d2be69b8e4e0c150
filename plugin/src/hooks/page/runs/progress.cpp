#include "hooks/page/runs/progress.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {

using host_sdk::page::Block;
using host_sdk::page::ProgressBar;

bool is_previewing(const PageFacts& facts) {
  return facts.live ? facts.live->kind == RunKind::preview : facts.preview_starts && !facts.sync_starts;
}

bool is_undoing(const PageFacts& facts) {
  return facts.live ? facts.live->kind == RunKind::undo : facts.undo_starts && !facts.sync_starts;
}

host_sdk::page::Action stop_action(const PageFacts& facts) {
  host_sdk::page::Action action;
  action.id = kStopSync;
  action.label = is_previewing(facts) ? tr("Stop preview")
                 : is_undoing(facts)  ? tr("Stop undo")
                                      : tr("Stop sync");
  action.style = host_sdk::page::ActionStyle::primary;
  action.icon = "player-stop";
  return action;
}

Block progress_card(const PageFacts& facts, PageState state, bool whole) {
  const bool unlinks = state == PageState::unlinking;
  const bool dismisses =
      facts.live ? facts.live->kind == RunKind::dismissal : facts.dismissal_starts && !facts.sync_starts;
  const bool previews = is_previewing(facts);
  const bool undoes = is_undoing(facts);
  const bool connects = facts.connect_starts && state != PageState::running && !facts.live && !unlinks;
  ProgressBar bar;
  bar.title = unlinks     ? tr("Unlinking Google Workspace")
              : dismisses ? tr("Dismissing held removals")
              : undoes    ? tr("Undoing a run")
              : previews  ? tr("Previewing changes")
              : connects  ? tr("Connecting the service account")
                          : tr("Syncing users from Google");
  bar.note = unlinks     ? tr("You can leave this page. Unlinking continues.")
             : dismisses ? tr("You can leave this page. Target users stay as they are.")
             : undoes    ? tr("You can leave this page. The undo continues.")
             : previews  ? tr("You can leave this page. The preview changes no target user.")
             : connects  ? tr("You can leave this page. The test continues.")
                         : tr("You can leave this page. The sync continues.");
  if (state == PageState::running && !whole) bar.actions = {stop_action(facts)};
  if (!facts.live) {
    bar.step = connects ? tr("Testing the key with Google") : tr("Starting");
    bar.started = facts.now;
    return block("progress", std::move(bar));
  }
  const auto& progress = facts.live->progress;
  bar.note = tr("Running for {duration}.", {{"duration", lasting(facts.now - facts.live->started_at)}}) +
             " " + bar.note;
  bar.step = progress.activity.empty() ? tr("Starting") : stored_text(progress.activity);
  if (progress.steps > 0 && !unlinks)
    bar.step = tr(
        "Step {step} of {steps}: {activity}",
        {{"step", progress.step}, {"steps", progress.steps}, {"activity", stored_text(progress.activity)}});
  bar.done = progress.done;
  bar.total = progress.total;
  bar.unit = stored_text(progress.unit);
  for (const auto& [name, number] : progress.counts) bar.counts.push_back({stored_text(name), number});
  bar.started = facts.live->started_at;
  return block("progress", std::move(bar));
}

}  // namespace gup
