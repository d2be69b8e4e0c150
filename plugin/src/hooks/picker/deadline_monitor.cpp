#include "hooks/picker/deadline_monitor.hpp"

#include <algorithm>
#include <thread>

namespace gup {

DeadlineMonitor::DeadlineMonitor(const host_sdk::Clock& clock, std::chrono::milliseconds time)
    : clock_(clock), deadline_(clock.steady_now() + time) {}

bool DeadlineMonitor::wait(std::chrono::milliseconds duration) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline_ - clock_.steady_now());
  if (left <= std::chrono::milliseconds{0}) return false;
  // Nobody but the clock can end this wait.
  std::this_thread::sleep_for(std::min(duration, left));
  return duration <= left;
}

}  // namespace gup
