// How a task reports progress, notices a cancel, and waits.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host_sdk {

/// A number with its label, as a page shows it: "371 added".
struct NamedCount {
  std::string label;
  std::int64_t count = 0;
};

/// The progress of a task. A plain value; the host keeps the latest one.
struct Progress {
  /// The 1-based number of the current step, and the number of steps; both 0 if the task has no steps.
  int step = 0;
  int steps = 0;
  /// What the step does, for an administrator: "reading users from Google".
  std::string activity;
  /// How much of the step is done, in `unit`; `total` is nullopt while it is unknown.
  std::int64_t done = 0;
  std::optional<std::int64_t> total;
  /// A plural noun: "users".
  std::string unit;
  /// Further numbers, in the order in which pages show them.
  std::vector<NamedCount> counts;
};

/// The host owns the monitor and lends it for the duration of one call. Every function may be called from any
/// thread of the task until that call returns. [any]
class TaskMonitor {
 public:
  virtual ~TaskMonitor() = default;

  /// Reports progress. Takes less than 1 ms, so call it at every change.
  virtual void report(const Progress& progress) = 0;

  /// True once the task was asked to stop. The task then returns `ResultCode::cancelled` within 5 seconds.
  [[nodiscard]] virtual bool cancel_requested() const = 0;

  /// Waits for `duration`; returns true if it passed, false if a cancel ended the wait early. Tasks wait in
  /// no other way, so that a cancel takes effect at once and tests take no time.
  [[nodiscard]] virtual bool wait(std::chrono::milliseconds duration) = 0;
};

}  // namespace host_sdk
