// Quiet dates and the names of time zones. A service with an id: `find_service<Calendar>(host)` is null on
// hosts before SDK 1.9.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/result.hpp"

namespace host_sdk {

/// A range of local dates, both ends included. @since 1.9
struct DateRange {
  std::chrono::local_days first;
  std::chrono::local_days last;

  bool operator==(const DateRange&) const = default;
};

/// The most ranges for a task and company, and the longest range. @since 1.9
inline constexpr std::size_t kMostDateRanges = 60;
inline constexpr std::chrono::days kLongestDateRange{366};

/// The quiet dates of a schedule, in addition to its rule. Owned by the host; lives until the plugin's
/// `stop()` returns. [any] Calls that name a task block, and fail, as those of `Schedule` do. @since 1.9
class Calendar {
 public:
  static constexpr std::string_view kId = "host_sdk.calendar/1";

  virtual ~Calendar() = default;

  /// Reads the dates, in the zone of the rule, on which the host starts no run on its own. They add to the
  /// quiet days of the rule. In order; no two ranges overlap or follow each other.
  virtual Result quiet_dates(std::string_view task_id, std::string_view company_id,
                             std::vector<DateRange>& dates) const = 0;

  /// Replaces the dates; also while the task is paused. A run that is due on one of them is postponed past
  /// it. Errors also: `refused` if `date_problem` has one.
  virtual Result set_quiet_dates(std::string_view task_id, std::string_view company_id,
                                 const std::vector<DateRange>& dates) = 0;

  /// The names of the time zones that `Schedule::knows_zone` knows, without "", in alphabetical order. Never
  /// blocks.
  [[nodiscard]] virtual std::vector<std::string> zones() const = 0;
};

/// "2026-12-24", or "2026-12-24 to 2027-01-01". [any] @since 1.9
[[nodiscard]] std::string to_text(const DateRange& range);

/// Reads the form of `to_text`; nullopt for other texts, and for days that no calendar has. The order of the
/// two days is not checked. [any] @since 1.9
[[nodiscard]] std::optional<DateRange> date_range_of(std::string_view text);

/// In order; ranges that overlap or follow each other become one. For ranges that do not end before they
/// begin. [any] @since 1.9
[[nodiscard]] std::vector<DateRange> joined(std::vector<DateRange> ranges);

/// Why a host cannot keep these dates, in one sentence, or "": a range that ends before it begins, that is
/// too long, or outside of the years 1970 to 2199, or too many ranges. [any] @since 1.9
[[nodiscard]] std::string date_problem(const std::vector<DateRange>& ranges);

}  // namespace host_sdk
