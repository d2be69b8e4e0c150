#include "scheduler/calendar.hpp"

#include <date/tz.h>

#include <algorithm>
#include <stdexcept>

namespace sample_host {
namespace {

using date::local_days;
using date::local_time;
using host_sdk::ScheduleRule;
using host_sdk::Timestamp;

/// What a change of the clocks can add to a day.
constexpr std::chrono::hours kChangeOfClocks{1};
constexpr int kDays = 7;

/// nullptr if this machine has no such zone. The library reads the machine's files, which on Debian know the
/// changes of clocks until 2037.
const date::time_zone* find_zone(std::string_view name) {
  try {
    // Sorted by name.
    const auto& zones = date::get_tzdb().zones;
    const auto found = std::ranges::lower_bound(zones, name, {}, &date::time_zone::name);
    return found == zones.end() || found->name() != name ? nullptr : &*found;
  } catch (const std::runtime_error&) {
    // There is no database of time zones at all.
    return nullptr;
  }
}

/// The zone of a rule. UTC also if the machine has lost the zone since the rule was set.
class Zone {
 public:
  explicit Zone(const host_sdk::ScheduleRule& rule)
      : zone_(rule.zone.empty() ? nullptr : find_zone(rule.zone)) {}

  [[nodiscard]] local_time<std::chrono::microseconds> local(Timestamp at) const {
    return zone_ == nullptr ? local_time<std::chrono::microseconds>{at.time_since_epoch()}
                            : zone_->to_local(at);
  }
  /// The end of the gap for a local time that the clocks skip, the first moment for one that comes twice.
  [[nodiscard]] Timestamp moment(local_time<std::chrono::microseconds> local) const {
    if (zone_ == nullptr) return Timestamp{local.time_since_epoch()};
    const auto info = zone_->get_info(local);
    if (info.result == date::local_info::nonexistent)
      return std::chrono::time_point_cast<std::chrono::microseconds>(info.second.begin);
    return Timestamp{local.time_since_epoch() - info.first.offset};
  }
  [[nodiscard]] local_days day(Timestamp at) const { return date::floor<date::days>(local(at)); }

 private:
  const date::time_zone* zone_;
};

bool is_quiet_day(const CompanyRule& rule, local_days day) {
  const unsigned bit = date::weekday{day}.iso_encoding() - 1;
  if (((rule.quiet_days >> bit) & 1U) != 0) return true;
  const std::chrono::local_days date{day.time_since_epoch()};
  return std::ranges::any_of(rule.quiet_dates, [date](const host_sdk::DateRange& range) {
    return range.first <= date && date <= range.last;
  });
}

/// The days of the longest series of quiet days of the week.
int longest_quiet_week(const CompanyRule& rule) {
  int longest = 0;
  int length = 0;
  for (int day = 0; day < 2 * kDays; ++day) {
    length = ((rule.quiet_days >> (day % kDays)) & 1U) != 0 ? length + 1 : 0;
    longest = std::max(longest, length);
  }
  return longest;
}

/// The days of the series of quiet days that contains the range.
int series_around(const CompanyRule& rule, const host_sdk::DateRange& range) {
  local_days first{range.first.time_since_epoch()};
  local_days last{range.last.time_since_epoch()};
  while (is_quiet_day(rule, first - date::days{1})) first -= date::days{1};
  while (is_quiet_day(rule, last + date::days{1})) last += date::days{1};
  return static_cast<int>((last - first).count()) + 1;
}

}  // namespace

bool knows_zone(std::string_view zone) {
  return zone.empty() || find_zone(zone) != nullptr;
}

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  try {
    for (const auto& zone : date::get_tzdb().zones)
      if (!zone.name().starts_with("posix/") && !zone.name().starts_with("right/"))
        names.push_back(zone.name());
  } catch (const std::runtime_error&) {
    // There is no database of time zones at all.
    return names;
  }
  std::ranges::sort(names);
  return names;
}

std::string rule_problem(const ScheduleRule& rule) {
  using namespace std::chrono_literals;
  if (rule.every != 0s && (rule.every < 1min || rule.every > 31 * 24h))
    return "The time between two runs must be 1 minute to 31 days.";
  if (rule.at && (*rule.at < 0min || *rule.at >= 24h))
    return "The time of day must be between 00:00 and 23:59.";
  if (rule.at && rule.every != 24h) return "Only a daily run has a time of day.";
  if ((rule.quiet_days & host_sdk::kAllWeekdays) == host_sdk::kAllWeekdays)
    return "At least one day must not be quiet. To run nothing at all, pause the schedule.";
  if (!knows_zone(rule.zone))
    return "This machine has no time zone with this name. Use a name such as Europe/Berlin.";
  return {};
}

bool is_quiet(const CompanyRule& rule, Timestamp at) {
  if (rule.quiet_days == 0 && rule.quiet_dates.empty()) return false;
  return is_quiet_day(rule, Zone(rule).day(at));
}

Timestamp next_time_of_day(const CompanyRule& rule, Timestamp from) {
  const Zone zone(rule);
  // A change of clocks can delay the run of one day into the next.
  local_days day = zone.day(from) - date::days{1};
  while (true) {
    if (!is_quiet_day(rule, day)) {
      const Timestamp moment = zone.moment(day + *rule.at);
      if (moment > from) return moment;
    }
    day += date::days{1};
  }
}

Timestamp after_quiet_days(const CompanyRule& rule, Timestamp at) {
  if (!is_quiet(rule, at)) return at;
  if (rule.at) return next_time_of_day(rule, at);
  const Zone zone(rule);
  const auto local = zone.local(at);
  local_days day = date::floor<date::days>(local);
  const auto time = local - day;
  while (is_quiet_day(rule, day)) day += date::days{1};
  return zone.moment(day + time);
}

Timestamp first_time(const CompanyRule& rule, Timestamp now, std::chrono::seconds period) {
  return rule.at ? next_time_of_day(rule, now) : after_quiet_days(rule, now + period);
}

std::chrono::seconds furthest_ahead(const CompanyRule& rule, std::chrono::seconds period) {
  int longest = longest_quiet_week(rule);
  for (const auto& range : rule.quiet_dates) longest = std::max(longest, series_around(rule, range));
  std::chrono::seconds ahead = period + longest * std::chrono::hours{24};
  if (rule.at) ahead += kBetweenTimesOfDay;
  if (rule.at || longest > 0) ahead += kChangeOfClocks;
  return ahead;
}

}  // namespace sample_host
