// When the host runs a plugin's scheduled task for a company.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// The due times of (task, company), which survive a restart of the host. Owned by the host; lives until the
/// plugin's `stop()` has returned. [any] Calls may block for up to 5 seconds on the host's database; errors:
/// `try_again`.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// When the task runs next for the company; nothing while it is paused, was never resumed, or when the
  /// database cannot be reached.
  [[nodiscard]] virtual std::optional<Timestamp> next(std::string_view task_id,
                                                      std::string_view company_id) const = 0;

  /// The default period of the plugin's tasks: `schedule` in its manifest, 24 hours if that is absent.
  [[nodiscard]] virtual std::chrono::seconds default_period() const = 0;

  /// Stops running the task for the company until `resume`. Pausing twice is ok.
  virtual Result pause(std::string_view task_id, std::string_view company_id) = 0;

  /// Runs the task for the company from `first` on, every period. A task starts paused for every company.
  virtual Result resume(std::string_view task_id, std::string_view company_id, Timestamp first) = 0;
};

}  // namespace host_sdk
