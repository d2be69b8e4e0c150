// Times of day and quiet days in time zones.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "host_sdk/optional_services/calendar.hpp"
#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/schedule.hpp"

namespace sample_host {

/// A rule with the quiet dates of the company.
struct CompanyRule : host_sdk::ScheduleRule {
  CompanyRule() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a rule without dates is one
  CompanyRule(host_sdk::ScheduleRule rule, std::vector<host_sdk::DateRange> dates = {})
      : ScheduleRule(std::move(rule)), quiet_dates(std::move(dates)) {}

  /// In `zone`, and in order.
  std::vector<host_sdk::DateRange> quiet_dates;
};

/// Whether the machine's time zone database has this zone. "" is UTC. [any]
[[nodiscard]] bool knows_zone(std::string_view zone);

/// The names of the zones in alphabetical order, without a second copy of the same ones for other clocks.
/// [any]
[[nodiscard]] std::vector<std::string> zone_names();

/// Why the host cannot follow the rule, in one sentence; empty if it can. [any]
[[nodiscard]] std::string rule_problem(const host_sdk::ScheduleRule& rule);

/// A daily run that is late by more than a day less this skips the next one.
inline constexpr std::chrono::hours kBetweenTimesOfDay{6};

/// Whether `at` is on a quiet day or date of the rule. From here on, a zone that the machine does not have
/// counts as UTC. Pure.
[[nodiscard]] bool is_quiet(const CompanyRule& rule, host_sdk::Timestamp at);

/// The first run after `from`, for a rule with a time of day. Pure.
[[nodiscard]] host_sdk::Timestamp next_time_of_day(const CompanyRule& rule, host_sdk::Timestamp from);

/// `at` unless that is on a quiet day; else the time of the rule, or the same time of day, on the first
/// day after it that is not quiet. Pure.
[[nodiscard]] host_sdk::Timestamp after_quiet_days(const CompanyRule& rule, host_sdk::Timestamp at);

/// The first run of a schedule that starts now. Pure.
[[nodiscard]] host_sdk::Timestamp first_time(const CompanyRule& rule, host_sdk::Timestamp now,
                                             std::chrono::seconds period);

/// An upper bound of how far ahead a due time of the rule lies: the period, the longest series of quiet days,
/// the distance that late daily runs keep, and what a change of clocks can add. Pure.
[[nodiscard]] std::chrono::seconds furthest_ahead(const CompanyRule& rule, std::chrono::seconds period);

}  // namespace sample_host
