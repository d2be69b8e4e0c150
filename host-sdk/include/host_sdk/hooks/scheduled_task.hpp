// Work that the host repeats by itself.
#pragma once

#include <chrono>
#include <string>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// A task that the host runs for each company whenever it is due. Owned by the plugin; lives from `start`
/// until the plugin's `stop()` has returned.
class ScheduledTask {
 public:
  virtual ~ScheduledTask() = default;

  /// Unique over all plugins and stable over versions (`plugin-id.task`): due times are kept under it. [any]
  [[nodiscard]] virtual std::string task_id() const = 0;
  /// As shown on the host's page of plugins and tasks. [any]
  [[nodiscard]] virtual std::string title() const = 0;
  /// The time from the start of one run to the start of the next, 1 minute to 31 days; 0 for the manifest's
  /// `schedule`. [any]
  [[nodiscard]] virtual std::chrono::seconds default_period() const { return std::chrono::seconds{0}; }

  /// Does the task for one company. [task] Never runs twice at once for a company; companies run in parallel.
  /// The host plans the next run by the answer: `try_again` after `retry_after`, every other code after the
  /// period. `monitor` is lent for the length of the call; a cancel is acknowledged within 5 seconds.
  virtual Result run(const Company& company, TaskMonitor& monitor) = 0;
};

}  // namespace host_sdk
