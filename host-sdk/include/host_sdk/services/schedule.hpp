// The due times of a plugin's scheduled tasks.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// The next due time of each task and company, stored in the host's database. Owned by the host; lives until
/// the plugin's `stop()` returns. [any] A call can block on the database for up to 5 seconds. Errors:
/// `try_again` if the database is unavailable.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// The time of the task's next run for the company. Nullopt while it is paused, before the first `resume`,
  /// and if the database is unavailable.
  [[nodiscard]] virtual std::optional<Timestamp> next(std::string_view task_id,
                                                      std::string_view company_id) const = 0;

  /// The default period of the plugin's tasks: `schedule` in its manifest, or 24 hours. Never blocks.
  [[nodiscard]] virtual std::chrono::seconds default_period() const = 0;

  /// Pauses the task for the company until `resume`. Idempotent.
  virtual Result pause(std::string_view task_id, std::string_view company_id) = 0;

  /// Runs the task for the company at `first`, and then once every period. Tasks are initially paused.
  virtual Result resume(std::string_view task_id, std::string_view company_id, Timestamp first) = 0;
};

}  // namespace host_sdk
