#include "hooks/page/runs/progress.hpp"

#include "hooks/format.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

using host_sdk::page::Block;
using host_sdk::page::ProgressBar;

Block progress_card(const PageFacts& facts, PageState state) {
  const bool unlinks = state == PageState::unlinking;
  const bool dismisses =
      facts.live ? facts.live->kind == RunKind::dismissal : facts.dismissal_starts && !facts.sync_starts;
  const bool previews =
      facts.live ? facts.live->kind == RunKind::preview : facts.preview_starts && !facts.sync_starts;
  const bool undoes =
      facts.live ? facts.live->kind == RunKind::undo : facts.undo_starts && !facts.sync_starts;
  const bool connects = facts.connect_starts && state != PageState::running && !facts.live && !unlinks;
  ProgressBar bar;
  bar.title = unlinks     ? "Unlinking Google Workspace"
              : dismisses ? "Dismissing held removals"
              : undoes    ? "Undoing a run"
              : previews  ? "Previewing changes"
              : connects  ? "Connecting the service account"
                          : "Syncing users from Google";
  bar.note = unlinks     ? "You can leave this page. Unlinking continues."
             : dismisses ? "You can leave this page. Target users stay as they are."
             : undoes    ? "You can leave this page. The undo continues."
             : previews  ? "You can leave this page. The preview changes no target user."
             : connects  ? "You can leave this page. The test continues."
                         : "You can leave this page. The sync continues.";
  if (!facts.live) {
    bar.step = connects ? "Testing the key with Google" : "Starting";
    bar.started = facts.now;
    return block("progress", std::move(bar));
  }
  const auto& progress = facts.live->progress;
  bar.note = "Running for " + lasting(facts.now - facts.live->started_at) + ". " + bar.note;
  bar.step = progress.activity.empty() ? "Starting" : progress.activity;
  if (progress.steps > 0 && !unlinks)
    bar.step = "Step " + std::to_string(progress.step) + " of " + std::to_string(progress.steps) + ": " +
               progress.activity;
  bar.done = progress.done;
  bar.total = progress.total;
  bar.unit = progress.unit;
  bar.counts = progress.counts;
  bar.started = facts.live->started_at;
  return block("progress", std::move(bar));
}

}  // namespace gup
