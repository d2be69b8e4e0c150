// The run under way.
#include "hooks/page/cards.hpp"

namespace gup {

using host_sdk::page::Block;
using host_sdk::page::ProgressBar;

Block progress_card(const PageFacts& facts, PageState state) {
  const bool unlinks = state == PageState::unlinking;
  ProgressBar bar;
  bar.title = unlinks ? "Unlinking Google Workspace" : "Syncing users from Google";
  bar.note =
      unlinks ? "You can leave this page; unlinking goes on." : "You can leave this page; the sync goes on.";
  if (!facts.live) {
    bar.step = "Starting";
    bar.started = facts.now;
    return block("progress", std::move(bar));
  }
  const auto& progress = facts.live->progress;
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
