#include "host_sdk/sql/database_clock.hpp"

#include <ctime>
#include <optional>

#include "host_sdk/time.hpp"

namespace host_sdk::sql {
namespace {

/// A measurement is as wrong as its query is slow, so a slow one is repeated.
constexpr std::int64_t kSlowMicroseconds = 200'000;
constexpr int kReadings = 3;

std::int64_t read_clock(clockid_t clock) {
  std::timespec time{};
  clock_gettime(clock, &time);
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000 + time.tv_nsec / 1'000;
}

/// Also counts the time in which the machine is suspended.
std::int64_t uptime() {
  return read_clock(CLOCK_BOOTTIME);
}

std::int64_t machine_time() {
  return read_clock(CLOCK_REALTIME);
}

}  // namespace

DatabaseClock::DatabaseClock(Backend backend) : backend_(backend), time_at_boot_(machine_time() - uptime()) {}

void DatabaseClock::measure(Session& session) {
  if (backend_ == Backend::sqlite3) return;
  std::int64_t fastest = 0;
  std::optional<std::int64_t> time_at_boot;
  for (int attempt = 0; attempt < kReadings && (!time_at_boot || fastest > kSlowMicroseconds); ++attempt) {
    const std::int64_t before = uptime();
    const std::int64_t time = Query(session, "SELECT " + session.dialect().now()).read_number();
    const std::int64_t after = uptime();
    if (time_at_boot && after - before >= fastest) continue;
    fastest = after - before;
    // As if the answer had taken no time: behind by as much as it took, never ahead.
    time_at_boot = time - after;
  }
  time_at_boot_ = *time_at_boot;
}

Timestamp DatabaseClock::now() const {
  return from_microseconds(backend_ == Backend::sqlite3 ? machine_time() : time_at_boot_ + uptime());
}

std::chrono::steady_clock::time_point DatabaseClock::steady_now() const {
  return std::chrono::steady_clock::now();
}

std::chrono::microseconds DatabaseClock::machine_ahead() const {
  return std::chrono::microseconds{machine_time()} - now().time_since_epoch();
}

}  // namespace host_sdk::sql
