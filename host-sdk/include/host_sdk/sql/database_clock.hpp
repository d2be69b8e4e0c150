// The clock that all processes on one database share.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/sql/session.hpp"

namespace host_sdk::sql {

/// The time of the database, for whatever expires: leases, claims, due times, heartbeats. Machines whose own
/// clocks differ agree on it. On SQLite it is this machine's clock, since all processes run here.
///
/// Between two measurements the time advances with the machine's uptime, so setting the machine's clock has
/// no effect. It is never ahead of the database's clock, unless that one is set back: so no process sees
/// another one's lease expire too early. Thread-safe. @since 1.3
class DatabaseClock final : public Clock {
 public:
  /// Until the first measurement, `now` is the time of this machine.
  explicit DatabaseClock(Backend backend);

  /// Reads the database's clock. Repeat it every few seconds or minutes, because that clock may be set.
  /// Throws SqlError, and keeps the former measurement.
  void measure(Session& session);

  [[nodiscard]] Timestamp now() const override;
  [[nodiscard]] std::chrono::steady_clock::time_point steady_now() const override;

  /// How far this machine's clock is ahead of the database's; negative if it is behind.
  [[nodiscard]] std::chrono::microseconds machine_ahead() const;

 private:
  const Backend backend_;
  /// The database's time at the start of this machine, in microseconds since 1970.
  std::atomic<std::int64_t> time_at_boot_;
};

}  // namespace host_sdk::sql
