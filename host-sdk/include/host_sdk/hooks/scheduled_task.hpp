// Work that the host runs on a schedule.
#pragma once

#include <chrono>
#include <string>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// A task that the host runs for each company when it is due. Owned by the plugin; lives from `start` until
/// the plugin's `stop()` returns.
class ScheduledTask {
 public:
  virtual ~ScheduledTask() = default;

  /// Unique among all plugins and the same in every version: `plugin-id.task`. Due times are stored under it.
  /// [any]
  [[nodiscard]] virtual std::string task_id() const = 0;
  /// The title on the host's page of plugins and tasks. [any]
  [[nodiscard]] virtual std::string title() const = 0;
  /// The time from the start of one run to the start of the next, 1 minute to 31 days; 0 for the manifest's
  /// `schedule`. [any]
  [[nodiscard]] virtual std::chrono::seconds default_period() const { return std::chrono::seconds{0}; }

  /// Runs the task for one company. [task] Not concurrently for one company; different companies run in
  /// parallel. No time limit, but the task returns within 5 seconds after a cancel. The host schedules the
  /// next run by the result: after `retry_after` for `try_again`, after the period for every other code. The
  /// arguments are valid for the duration of the call.
  virtual Result run(const Company& company, TaskMonitor& monitor) = 0;
};

}  // namespace host_sdk
