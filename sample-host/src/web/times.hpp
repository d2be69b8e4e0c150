// Formats points in time and durations.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// "12 minutes ago", "in 3 h 48 min"; beyond 7 days the date: "23 Nov 2026".
[[nodiscard]] std::string relative_time(host_sdk::Timestamp at, host_sdk::Timestamp now);

/// "23 Nov 2026, 06:41 UTC".
[[nodiscard]] std::string absolute_time(host_sdk::Timestamp at);

/// A `<time>` with the relative time, and the absolute time as its title. JavaScript converts both to the
/// viewer's time zone and updates them.
void draw_time(Html& html, host_sdk::Timestamp at, host_sdk::Timestamp now);

/// Draws a text of a plugin. Times in it that are written like `absolute_time` become `<time>` elements, so
/// that JavaScript converts them to the viewer's time zone, too.
void draw_words(Html& html, std::string_view text);

/// Draws a text with `draw_time` in place of `{time}`.
void draw_with_time(Html& html, std::string_view text, host_sdk::Timestamp at, host_sdk::Timestamp now);

}  // namespace sample_host::web
