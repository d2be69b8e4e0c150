#include "sync/run/run_monitor.hpp"

#include <algorithm>

namespace gup {

void RunMonitor::report(const host_sdk::Progress& progress) {
  host_sdk::Progress shown;
  {
    const std::lock_guard lock(mutex_);
    latest_ = progress;
    activity_ = progress.activity;
    add_retry_text();
    shown = latest_;
  }
  outer_.report(shown);
}

void RunMonitor::note_retry(const google::RetryNews& news) {
  host_sdk::Progress shown;
  {
    const std::lock_guard lock(mutex_);
    retry_text_.clear();
    if (news.retries > 0)
      retry_text_ = std::string(news.throttled ? "Google limits the requests" : "Google is not answering") +
                    ", trying again (" + std::to_string(news.retry) + " of " + std::to_string(news.retries) +
                    ")";
    add_retry_text();
    shown = latest_;
  }
  outer_.report(shown);
}

void RunMonitor::add_retry_text() {
  latest_.activity = activity_;
  if (retry_text_.empty()) return;
  latest_.activity += (activity_.empty() ? "" : ". ") + retry_text_;
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
