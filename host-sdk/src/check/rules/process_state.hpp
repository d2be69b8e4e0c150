// The threads and open files of this process.
#pragma once

#include <string>
#include <vector>

namespace host_sdk::check {

struct ProcessState {
  /// "12 worker": id and name.
  std::vector<std::string> threads;
  /// "5 /tmp/file": number and target.
  std::vector<std::string> files;
};

[[nodiscard]] ProcessState process_state();

/// Waits up to a second until nothing has been added since `before`, because a thread that was joined is
/// listed a little longer. Returns what was added, as "1 thread (worker) and 2 open files (/tmp/a,
/// socket:[7])", or "".
[[nodiscard]] std::string added_since(const ProcessState& before);

}  // namespace host_sdk::check
