#include "hooks/page/runs/progress.hpp"

#include "hooks/action_names.hpp"
#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"
#include "hooks/page/stored/stored_text.hpp"

namespace gup {

using host_sdk::page::Block;
using host_sdk::page::ProgressBar;

host_sdk::page::Action stop_action(const Activity& activity) {
  host_sdk::page::Action action;
  action.id = kStopSync;
  action.label = is_previewing(activity) ? tr("Stop preview")
                 : is_undoing(activity)  ? tr("Stop undo")
                                         : tr("Stop sync");
  action.style = host_sdk::page::ActionStyle::primary;
  action.icon = "player-stop";
  return action;
}

Block progress_card(const PageFacts& facts, PageState state, bool whole) {
  const Activity& activity = facts.activity;
  const bool unlinks = state == PageState::unlinking;
  const bool dismisses = is_dismissing(activity);
  const bool previews = is_previewing(activity);
  const bool undoes = is_undoing(activity);
  const bool connects = activity.connect_starts && state != PageState::running && !activity.run && !unlinks;
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
  if (state == PageState::running && !whole) bar.actions = {stop_action(activity)};
  if (!activity.run) {
    bar.step = connects ? tr("Testing the key with Google") : tr("Starting");
    bar.started = facts.now;
    return block("progress", std::move(bar));
  }
  const auto& progress = activity.run->progress;
  bar.note = tr("Running for {duration}.", {{"duration", lasting(facts.now - activity.run->started_at)}}) +
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
  bar.started = activity.run->started_at;
  return block("progress", std::move(bar));
}

}  // namespace gup
