// The progress of a run, for a terminal.
#pragma once

#include <chrono>
#include <string>

#include "host_sdk/monitor.hpp"
#include "services/work/run.hpp"

namespace sample_host {

/// One line of at most `width` columns: `[#####.....] 2/3 reading users from Google 4,000 of 12,000 users`.
[[nodiscard]] std::string progress_line(const host_sdk::Progress& progress, std::size_t width);

/// Waits for the end of `run`. Draws its progress on standard error if that is a terminal, and cancels the
/// run when the person interrupts.
[[nodiscard]] host_sdk::Result watch_to_end(Run& run);

}  // namespace sample_host
