// Time stamps as the host's tables and documents write them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// Microseconds since 1970-01-01T00:00:00Z, as the tables store it. [any]
[[nodiscard]] inline std::int64_t to_microseconds(Timestamp at) {
  return at.time_since_epoch().count();
}
/// The inverse of `to_microseconds`. [any]
[[nodiscard]] inline Timestamp from_microseconds(std::int64_t microseconds) {
  return Timestamp{std::chrono::microseconds{microseconds}};
}

/// Seconds since 1970-01-01T00:00:00Z, as metrics give moments. [any] @since 1.6
[[nodiscard]] inline double to_seconds(Timestamp at) {
  return static_cast<double>(to_microseconds(at)) / 1e6;
}

/// RFC 3339 in UTC with six digits of fraction: `2026-11-23T06:41:00.123456Z`. For the years 0 to 9999. [any]
[[nodiscard]] std::string to_rfc3339(Timestamp at);

/// The day in UTC as pages write it: "29 Nov 2026". [any] @since 1.7
[[nodiscard]] std::string to_day(Timestamp at);

}  // namespace host_sdk
