// Time, as a service, so that tests decide what time it is.
#pragma once

#include <chrono>

namespace host_sdk {

/// A point in UTC with the precision that the host's tables keep.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// The host's clock. Owned by the host; lives until the plugin's `stop()` has returned. [any]
class Clock {
 public:
  virtual ~Clock() = default;

  /// The present moment in UTC; may jump when the machine's clock is set.
  [[nodiscard]] virtual Timestamp now() const = 0;

  /// Time that never goes backwards, for measuring durations and pacing.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

}  // namespace host_sdk
