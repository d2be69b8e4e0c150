// Reads when a company syncs from a form or a command line, and says it in words.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/optional_services/calendar.hpp"
#include "host_sdk/services/schedule.hpp"
#include "settings/form.hpp"

namespace gup {

inline constexpr const char* kScheduleEveryField = "schedule_every";
inline constexpr const char* kScheduleTimeField = "schedule_time";
inline constexpr const char* kScheduleZoneField = "schedule_zone";
inline constexpr const char* kQuietDaysField = "quiet_days";
inline constexpr const char* kQuietDatesField = "quiet_dates";

/// When a company syncs: the rule, and the dates of the calendar on which no scheduled sync starts.
struct CompanySchedule {
  host_sdk::ScheduleRule rule{};
  std::vector<host_sdk::DateRange> quiet_dates{};

  bool operator==(const CompanySchedule&) const = default;
};

/// The zone of a rule without one.
inline constexpr const char* kUtc = "UTC";

/// A period that a company can choose; `every` is 0 for the period of the deployment.
struct SchedulePeriod {
  std::string name;
  std::chrono::seconds every{0};
};
/// 15m, 30m, 1h, 4h, 6h, 12h and 24h; and `default` if the deployment has another period. [any]
[[nodiscard]] std::vector<SchedulePeriod> schedule_periods(std::chrono::seconds default_every);
/// The name of the rule's period. [any]
[[nodiscard]] std::string period_name(const host_sdk::ScheduleRule& rule, std::chrono::seconds default_every);

/// "monday" to "sunday". [any]
[[nodiscard]] const std::vector<std::string>& weekday_names();
/// The name at this place of `weekday_names`, as a page shows it: "Monday". [any]
[[nodiscard]] std::string weekday_text(std::size_t day);
[[nodiscard]] std::vector<std::string> quiet_day_names(const host_sdk::ScheduleRule& rule);

/// "02:30"; empty without a time of day. [any]
[[nodiscard]] std::string time_text(const host_sdk::ScheduleRule& rule);

/// The dates, one after the other with `separator` between them: "2026-12-24 to 2027-01-01". [any]
[[nodiscard]] std::string quiet_dates_text(const std::vector<host_sdk::DateRange>& dates,
                                           std::string_view separator);

/// "every 24 hours at 02:30 (Europe/Berlin), not on Saturday, Sunday and 24 Dec 2026 to 1 Jan 2027". [any]
[[nodiscard]] std::string schedule_text(const CompanySchedule& schedule, std::chrono::seconds default_every);

/// "Schedule: every 24 hours → every 4 hours."; empty if nothing differs. [any]
[[nodiscard]] std::string schedule_changes(const CompanySchedule& before, const CompanySchedule& after,
                                           std::chrono::seconds default_every);

/// The fields of the form that was filled in with this schedule. [any]
[[nodiscard]] FormValues schedule_values(const CompanySchedule& schedule, std::chrono::seconds default_every);
/// The schedule that `schedule_values` returned these values for. [any]
[[nodiscard]] CompanySchedule schedule_from(const FormValues& values, std::chrono::seconds default_every);

struct ScheduleReading {
  CompanySchedule schedule;
  FieldErrors errors;
};
/// Applies the fields that are present to `current`. A period other than 24 hours ends the time of day.
/// [any]
[[nodiscard]] ScheduleReading read_schedule_form(const FormValues& values, const CompanySchedule& current,
                                                 std::chrono::seconds default_every,
                                                 const std::function<bool(std::string_view)>& knows_zone);

}  // namespace gup
