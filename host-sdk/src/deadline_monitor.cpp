#include "host_sdk/deadline_monitor.hpp"

#include <algorithm>
#include <thread>

namespace host_sdk {

void DeadlineMonitor::report(const Progress& progress) {
  if (outer_ != nullptr) outer_->report(progress);
}

bool DeadlineMonitor::cancel_requested() const {
  return expired() || (outer_ != nullptr && outer_->cancel_requested());
}

bool DeadlineMonitor::wait(std::chrono::milliseconds duration) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock_.steady_now());
  if (left <= std::chrono::milliseconds{0}) return false;
  const auto within_limit = std::min(duration, left);
  if (outer_ != nullptr) {
    if (!outer_->wait(within_limit)) return false;
  } else {
    std::this_thread::sleep_for(within_limit);
  }
  return duration <= left;
}

}  // namespace host_sdk
