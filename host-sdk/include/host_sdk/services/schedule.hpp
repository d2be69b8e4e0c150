// The due times of a plugin's scheduled tasks.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/clock.hpp"

namespace host_sdk {

/// Days of the week, as a set of bits: Monday is bit 0, Sunday bit 6. @since 1.4
using Weekdays = std::uint8_t;
inline constexpr Weekdays kAllWeekdays = 0x7F;

/// When a task runs for one company. @since 1.4
struct ScheduleRule {
  /// The time from one run to the next, 1 minute to 31 days; 0 for the task's own period.
  std::chrono::seconds every{0};
  /// The time of day in `zone`, in minutes after midnight, 0 to 1439. Then the task runs once a day, and
  /// `every` is 24 hours. On a day that skips this time, it runs at the next valid moment; on a day that has
  /// it twice, at the first. Nullopt: companies stay spread over the period.
  std::optional<std::chrono::minutes> at;
  /// The IANA name of a time zone, for `at` and `quiet_days`: "Europe/Berlin". Empty for UTC.
  std::string zone;
  /// Days in `zone` on which the host starts no run on its own. Not all of them.
  Weekdays quiet_days = 0;

  bool operator==(const ScheduleRule&) const = default;
};

/// The schedule of one task and company. @since 1.4
struct ScheduleState {
  ScheduleRule rule;
  /// The time of the next run; nullopt while it is paused, and before the first `resume`.
  std::optional<Timestamp> next;
  /// Who paused it; empty unless it is paused by a person.
  std::string paused_by;
  std::optional<Timestamp> paused_at;
};

/// The next due time of each task and company, stored in the host's database. Owned by the host; lives until
/// the plugin's `stop()` returns. [any] A call can block on the database for up to 5 seconds. Errors:
/// `try_again` if the database is unavailable, `refused` for the task of another plugin: one whose id does
/// not begin with this plugin's id and a dot.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// The time of the task's next run for the company. Nullopt while it is paused, before the first `resume`,
  /// and if the database is unavailable.
  [[nodiscard]] virtual std::optional<Timestamp> next(std::string_view task_id,
                                                      std::string_view company_id) const = 0;

  /// The default period of the plugin's tasks: `schedule` in its manifest, or 24 hours. Never blocks.
  /// @since 1.1
  [[nodiscard]] virtual std::chrono::seconds default_period() const = 0;

  /// Reads the schedule of a task and company into `state`. @since 1.4
  virtual Result read(std::string_view task_id, std::string_view company_id, ScheduleState& state) const = 0;

  /// Whether the host knows a time zone of this name. Never blocks. @since 1.4
  [[nodiscard]] virtual bool knows_zone(std::string_view zone) const = 0;

  /// Changes when the task runs for the company; also while it is paused. A run that is due stays due, and a
  /// retry is not delayed. Errors also: `refused` if the rule has an unknown zone, an impossible time or only
  /// quiet days. @since 1.4
  virtual Result set_rule(std::string_view task_id, std::string_view company_id,
                          const ScheduleRule& rule) = 0;

  /// Pauses the task for the company until `resume`. Idempotent. `by` names the person who does so, if any.
  /// A pause by a person stays theirs when the plugin pauses the task on its own meanwhile.
  virtual Result pause(std::string_view task_id, std::string_view company_id, std::string_view by = {}) = 0;

  /// Runs the task for the company at `first`, and then as its rule says; not on a quiet day. Without
  /// `first`, at the first time that the rule has from now on, which is one period from now without a time of
  /// the day. Tasks are initially paused.
  virtual Result resume(std::string_view task_id, std::string_view company_id,
                        std::optional<Timestamp> first) = 0;
};

}  // namespace host_sdk
