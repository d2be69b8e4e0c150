// Moments and durations in words.
#pragma once

#include <string>

#include "host_sdk/services/clock.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// "12 minutes ago", "in 3 h 48 min"; beyond 7 days the date: "23 Nov 2026".
[[nodiscard]] std::string relative_time(host_sdk::Timestamp at, host_sdk::Timestamp now);

/// "23 Nov 2026, 06:41 UTC".
[[nodiscard]] std::string absolute_time(host_sdk::Timestamp at);

/// A `<time>` with the relative words; the absolute moment stands in its title. The browser writes both again
/// in the viewer's zone and keeps them fresh.
void draw_time(Html& html, host_sdk::Timestamp at, host_sdk::Timestamp now);

}  // namespace sample_host::web
