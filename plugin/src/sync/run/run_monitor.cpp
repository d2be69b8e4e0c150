#include "sync/run/run_monitor.hpp"

#include <algorithm>

namespace gup {

void RunMonitor::report(const host_sdk::Progress& progress) {
  {
    const std::lock_guard lock(mutex_);
    latest_ = progress;
  }
  outer_.report(progress);
}

bool RunMonitor::cancel_requested() const {
  return stopped_ || lease_lost_ || outer_.cancel_requested();
}

bool RunMonitor::wait(std::chrono::milliseconds duration) {
  // The outer monitor does not know of this one's cancel, so wait in slices and check.
  constexpr std::chrono::milliseconds kSlice{200};
  while (duration.count() > 0) {
    const auto slice = std::min(duration, kSlice);
    if (!outer_.wait(slice) || cancel_requested()) return false;
    duration -= slice;
  }
  return !cancel_requested();
}

host_sdk::Progress RunMonitor::latest() const {
  const std::lock_guard lock(mutex_);
  return latest_;
}

}  // namespace gup
