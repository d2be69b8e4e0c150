// The three steps of a sync, as the page and the command line show them.
#pragma once

#include "host_sdk/monitor.hpp"

namespace gup {

enum class RunStep { reading = 1, planning = 2, applying = 3 };

/// The start of a step: nothing is done, the total is unknown.
inline host_sdk::Progress progress_of(RunStep step) {
  host_sdk::Progress progress;
  progress.step = static_cast<int>(step);
  progress.steps = 3;
  switch (step) {
    case RunStep::reading:
      progress.activity = "reading the directory";
      break;
    case RunStep::planning:
      progress.activity = "working out what changes";
      break;
    case RunStep::applying:
      progress.activity = "applying changes";
      break;
  }
  return progress;
}

/// Whether a page would show the same.
inline bool same(const host_sdk::Progress& a, const host_sdk::Progress& b) {
  return a.step == b.step && a.done == b.done && a.total == b.total && a.activity == b.activity;
}

}  // namespace gup
