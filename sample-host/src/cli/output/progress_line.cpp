#include "cli/output/progress_line.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/interrupt.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr std::size_t kBar = 24;

std::size_t terminal_width() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

}  // namespace

std::string progress_line(const host_sdk::Progress& progress, std::size_t width) {
  std::string line = "[";
  const bool known = progress.total && *progress.total > 0;
  const auto done = std::max<std::int64_t>(progress.done, 0);
  const auto filled = known ? std::min<std::size_t>(kBar, static_cast<std::size_t>(done) * kBar /
                                                              static_cast<std::size_t>(*progress.total))
                            : 0;
  line += std::string(filled, '#') + std::string(kBar - filled, '.') + "]";
  if (progress.steps > 0) line += " " + std::to_string(progress.step) + "/" + std::to_string(progress.steps);
  if (!progress.activity.empty()) line += " " + progress.activity;
  if (done > 0 || known) {
    line += " " + host_sdk::with_commas(done);
    if (known) line += " of " + host_sdk::with_commas(*progress.total);
    if (!progress.unit.empty()) line += " " + progress.unit;
  }
  for (const auto& count : progress.counts)
    line += ", " + host_sdk::with_commas(count.count) + " " + count.label;
  for (auto& c : line) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return host_sdk::is_clean_utf8(line) ? host_sdk::cut_code_points(line, width) : std::string{};
}

host_sdk::Result watch_to_end(Run& run) {
  const bool terminal = isatty(STDERR_FILENO) == 1;
  while (!run.wait_for_end(std::chrono::milliseconds{100})) {
    if (interrupted()) run.cancel();
    // Carriage return and "erase to the end of the line".
    if (terminal)
      std::cerr << '\r' << progress_line(run.progress(), terminal_width() - 1) << "\x1b[K" << std::flush;
  }
  if (terminal) std::cerr << "\r\x1b[K" << std::flush;
  return *run.result();
}

}  // namespace sample_host
