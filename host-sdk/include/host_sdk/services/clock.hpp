// The time as a service, so that tests control it.
#pragma once

#include <chrono>

namespace host_sdk {

/// A time in UTC, with the precision of the host's tables.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// The host's clock. Owned by the host; lives until the plugin's `stop()` returns. [any] Never blocks.
class Clock {
 public:
  virtual ~Clock() = default;

  /// The current time in UTC, by one clock for all processes of the host, because leases in the database
  /// expire by it: the database's clock (`sql::DatabaseClock`). Jumps when that clock is set.
  [[nodiscard]] virtual Timestamp now() const = 0;

  /// A clock that never goes backwards, for durations and time-outs.
  [[nodiscard]] virtual std::chrono::steady_clock::time_point steady_now() const = 0;
};

}  // namespace host_sdk
