// How a task tells how far it is, hears that it shall stop, and waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host_sdk {

/// A number with a word, as a page shows it: "371 added".
struct NamedCount {
  std::string label;
  std::int64_t count = 0;
};

/// How far a task is. A plain value; the host keeps the latest.
struct Progress {
  /// 1-based number of the present step and how many there are; 0 of 0 when the task has no steps.
  int step = 0;
  int steps = 0;
  /// What the step does, in words for an administrator: "reading users from Google".
  std::string activity;
  /// How much of the step is done, in `unit`; `total` is absent while it cannot be known.
  std::int64_t done = 0;
  std::optional<std::int64_t> total;
  std::string unit;
  std::vector<NamedCount> counts;
};

/// Lent to a task for the length of one call; owned by the host. Every function may be called from any
/// thread of the task until the task's call returns. [any]
class TaskMonitor {
 public:
  virtual ~TaskMonitor() = default;

  /// Tells how far the task is; cheap (under 1 ms), so call it as often as there is news.
  virtual void report(const Progress& progress) = 0;

  /// True once somebody asked the task to stop. A task acknowledges within 5 seconds by returning
  /// `ResultCode::cancelled`.
  [[nodiscard]] virtual bool cancel_requested() const = 0;

  /// Waits for `duration`, or less when the task is asked to stop. Returns true if the whole time passed,
  /// false if a cancel ended the wait. This is the only way in which a task waits, so that a test takes no
  /// time and a cancel is instant.
  [[nodiscard]] virtual bool wait(std::chrono::milliseconds duration) = 0;
};

}  // namespace host_sdk
