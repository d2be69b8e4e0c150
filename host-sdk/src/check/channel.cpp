#include "channel.hpp"

#include <unistd.h>

#include <algorithm>

namespace host_sdk::check {

void Channel::write(char kind, std::string_view text) {
  std::string line(1, kind);
  line += text;
  std::replace(line.begin(), line.end(), '\n', ' ');
  line += '\n';
  std::string_view left = line;
  while (!left.empty()) {
    const auto written = ::write(descriptor_, left.data(), left.size());
    if (written <= 0) return;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
}

void Channel::calling(std::string_view call, std::chrono::milliseconds hang_after) {
  write('C', std::to_string(hang_after.count()) + " " + std::string(call));
}

void Channel::problem(std::string_view sentence) {
  write('P', sentence);
}

void Channel::measured(std::string_view call, std::chrono::milliseconds took,
                       std::chrono::milliseconds limit) {
  write('M', std::to_string(took.count()) + " " + std::to_string(limit.count()) + " " + std::string(call));
}

void Channel::answered(std::string_view answer) {
  write('A', answer);
}

void Channel::skipped(std::string_view reason) {
  write('S', reason);
}

void Channel::finished() {
  write('E', "");
}

}  // namespace host_sdk::check
