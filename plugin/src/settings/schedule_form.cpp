#include "settings/schedule_form.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "host_sdk/language.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "model/clean_text.hpp"
#include "model/settings/limit_text.hpp"

namespace gup {
namespace {

using host_sdk::ScheduleRule;
using host_sdk::tr;
using host_sdk::tr_later;
using host_sdk::trimmed;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kDay{24};
constexpr const char* kDefaultPeriod = "default";

/// Returns nullopt unless `text` is "H:MM" or "HH:MM".
std::optional<minutes> time_of_day(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3)
    return std::nullopt;
  const auto number = [](std::string_view digits) {
    int value = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc{} && end == digits.data() + digits.size() ? value : -1;
  };
  const int hour = number(text.substr(0, colon));
  const int minute = number(text.substr(colon + 1));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return hours{hour} + minutes{minute};
}

constexpr std::size_t kDatesInWords = 4;

/// "24 Dec 2026 to 1 Jan 2027".
std::string words_of(const host_sdk::DateRange& range) {
  const auto day = [](std::chrono::local_days date) {
    return host_sdk::day_text(host_sdk::Timestamp{date.time_since_epoch()});
  };
  if (range.last == range.first) return day(range.first);
  return tr("{first} to {last}", {{"first", day(range.first)}, {"last", day(range.last)}});
}

/// "Saturday, Sunday and 24 Dec 2026 to 1 Jan 2027"; empty without quiet days.
std::string quiet_text(const CompanySchedule& schedule) {
  std::vector<std::string> quiet;
  for (std::size_t day = 0; day < weekday_names().size(); ++day)
    if (((schedule.rule.quiet_days >> day) & 1U) != 0) quiet.push_back(weekday_text(day));
  const auto& dates = schedule.quiet_dates;
  const std::size_t shown = dates.size() > kDatesInWords + 1 ? kDatesInWords : dates.size();
  for (std::size_t i = 0; i < shown; ++i) quiet.push_back(words_of(dates[i]));
  if (shown < dates.size()) quiet.push_back(tr("{count} more dates", {{"count", dates.size() - shown}}));
  return host_sdk::list_text(quiet);
}

class ScheduleReader {
 public:
  ScheduleReader(const FormValues& values, const CompanySchedule& current)
      : values_(values), reading_{current, {}}, rule_(reading_.schedule.rule) {}

  ScheduleReading read(std::chrono::seconds default_every,
                       const std::function<bool(std::string_view)>& knows_zone) {
    read_period(default_every);
    read_quiet_days();
    read_quiet_dates();
    read_time(default_every);
    read_zone(knows_zone);
    return std::move(reading_);
  }

 private:
  [[nodiscard]] std::optional<std::string> find(const char* field) const {
    const auto found = values_.find(field);
    if (found == values_.end()) return std::nullopt;
    return std::string(trimmed(found->second));
  }
  void fail(const char* field, std::string sentence) {
    reading_.errors[field].push_back(std::move(sentence));
  }

  void read_period(std::chrono::seconds default_every) {
    const auto name = find(kScheduleEveryField);
    if (!name) return;
    std::string names;
    for (const SchedulePeriod& period : schedule_periods(default_every)) {
      if (period.name == *name) {
        rule_.every = period.every;
        return;
      }
      names += (names.empty() ? "" : ", ") + period.name;
    }
    fail(kScheduleEveryField, tr("Choose one of {choices}.", {{"choices", names}}));
  }

  void read_quiet_days() {
    const auto text = find(kQuietDaysField);
    if (!text) return;
    const auto& names = weekday_names();
    host_sdk::Weekdays quiet = 0;
    for (const std::string& part : host_sdk::split(*text, ',')) {
      const std::string name(trimmed(part));
      if (name.empty()) continue;
      const auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end())
        return fail(kQuietDaysField, tr("Enter days from monday to sunday, separated by commas."));
      quiet = static_cast<host_sdk::Weekdays>(quiet | (1U << (found - names.begin())));
    }
    if (quiet == host_sdk::kAllWeekdays)
      return fail(kQuietDaysField,
                  tr("Leave at least one day. To sync on no day at all, pause the schedule."));
    rule_.quiet_days = quiet;
  }

  void read_quiet_dates() {
    auto text = find(kQuietDatesField);
    if (!text) return;
    std::ranges::replace(*text, '\n', ',');
    std::vector<host_sdk::DateRange> dates;
    for (const std::string& part : host_sdk::split(*text, ',')) {
      const std::string_view one = trimmed(part);
      if (one.empty()) continue;
      const auto range = host_sdk::date_range_of(one);
      if (!range)
        return fail(kQuietDatesField, tr("“{date}” is not a date. Enter dates such as 2026-12-24, or "
                                         "2026-12-24 to 2027-01-01.",
                                         {{"date", printable(one)}}));
      dates.push_back(*range);
    }
    std::string problem = host_sdk::date_problem(dates);
    if (problem.empty()) {
      dates = host_sdk::joined(std::move(dates));
      problem = host_sdk::date_problem(dates);
    }
    if (!problem.empty()) return fail(kQuietDatesField, std::move(problem));
    reading_.schedule.quiet_dates = std::move(dates);
  }

  void read_time(std::chrono::seconds default_every) {
    ScheduleRule& rule = rule_;
    const auto text = find(kScheduleTimeField);
    const bool daily = (rule.every.count() == 0 ? default_every : rule.every) == kDay;
    if (!daily) {
      // The page sends the time that is hidden there.
      if (text && !text->empty() && *text != time_text(rule))
        fail(kScheduleTimeField, tr("Only a sync every 24 hours has a time of day. Leave this empty."));
      rule.at.reset();
      return;
    }
    if (text && text->empty()) rule.at.reset();
    if (text && !text->empty()) {
      const auto time = time_of_day(*text);
      if (!time) return fail(kScheduleTimeField, tr("Enter a time between 00:00 and 23:59, such as 02:30."));
      rule.at = time;
    }
    if (rule.at) rule.every = kDay;
  }

  void read_zone(const std::function<bool(std::string_view)>& knows_zone) {
    auto zone = find(kScheduleZoneField);
    if (!zone) return;
    if (*zone == kUtc) zone->clear();
    if (*zone == rule_.zone) return;
    if (!knows_zone(*zone))
      return fail(kScheduleZoneField, tr("No time zone has this name. Enter a name such as Europe/Berlin."));
    rule_.zone = *zone;
  }

  const FormValues& values_;
  ScheduleReading reading_;
  ScheduleRule& rule_;
};

}  // namespace

std::vector<SchedulePeriod> schedule_periods(std::chrono::seconds default_every) {
  std::vector<SchedulePeriod> periods = {{"15m", minutes{15}}, {"30m", minutes{30}}, {"1h", hours{1}},
                                         {"4h", hours{4}},     {"6h", hours{6}},     {"12h", hours{12}},
                                         {"24h", kDay}};
  const bool offered = std::any_of(periods.begin(), periods.end(), [&](const SchedulePeriod& period) {
    return period.every == default_every;
  });
  if (!offered) periods.push_back({kDefaultPeriod, {}});
  return periods;
}

std::string period_name(const ScheduleRule& rule, std::chrono::seconds default_every) {
  for (const SchedulePeriod& period : schedule_periods(default_every))
    if (period.every == rule.every || (rule.every.count() == 0 && period.every == default_every))
      return period.name;
  return {};
}

const std::vector<std::string>& weekday_names() {
  static const std::vector<std::string> names = {"monday", "tuesday",  "wednesday", "thursday",
                                                 "friday", "saturday", "sunday"};
  return names;
}

std::string weekday_text(std::size_t day) {
  constexpr std::array kWeekdays{tr_later("Monday"),   tr_later("Tuesday"), tr_later("Wednesday"),
                                 tr_later("Thursday"), tr_later("Friday"),  tr_later("Saturday"),
                                 tr_later("Sunday")};
  return tr(kWeekdays.at(day));
}

std::vector<std::string> quiet_day_names(const ScheduleRule& rule) {
  std::vector<std::string> names;
  for (std::size_t day = 0; day < weekday_names().size(); ++day)
    if (((rule.quiet_days >> day) & 1U) != 0) names.push_back(weekday_names()[day]);
  return names;
}

std::string time_text(const ScheduleRule& rule) {
  if (!rule.at) return {};
  const auto two = [](std::int64_t number) { return (number < 10 ? "0" : "") + std::to_string(number); };
  return two(rule.at->count() / 60) + ":" + two(rule.at->count() % 60);
}

std::string quiet_dates_text(const std::vector<host_sdk::DateRange>& dates, std::string_view separator) {
  std::vector<std::string> texts;
  for (const host_sdk::DateRange& range : dates) texts.push_back(host_sdk::to_text(range));
  return host_sdk::join(texts, separator);
}

std::string schedule_text(const CompanySchedule& schedule, std::chrono::seconds default_every) {
  const ScheduleRule& rule = schedule.rule;
  const std::string zone = rule.zone.empty() ? kUtc : rule.zone;
  const std::string every = period(rule.every.count() == 0 ? default_every : rule.every);
  const std::string text = rule.at ? tr("every {period} at {time} ({zone})",
                                        {{"period", every}, {"time", time_text(rule)}, {"zone", zone}})
                                   : tr("every {period}", {{"period", every}});
  const std::string quiet = quiet_text(schedule);
  if (quiet.empty()) return text;
  if (rule.at) return tr("{schedule}, not on {days}", {{"schedule", text}, {"days", quiet}});
  return tr("{schedule}, not on {days} ({zone})", {{"schedule", text}, {"days", quiet}, {"zone", zone}});
}

std::string schedule_changes(const CompanySchedule& before, const CompanySchedule& after,
                             std::chrono::seconds default_every) {
  if (schedule_values(before, default_every) == schedule_values(after, default_every)) return {};
  return tr("Schedule: {before} → {after}.", {{"before", schedule_text(before, default_every)},
                                              {"after", schedule_text(after, default_every)}});
}

FormValues schedule_values(const CompanySchedule& schedule, std::chrono::seconds default_every) {
  const ScheduleRule& rule = schedule.rule;
  return {{kScheduleEveryField, period_name(rule, default_every)},
          {kScheduleTimeField, time_text(rule)},
          {kScheduleZoneField, rule.zone},
          {kQuietDaysField, host_sdk::join(quiet_day_names(rule), ",")},
          {kQuietDatesField, quiet_dates_text(schedule.quiet_dates, ",")}};
}

ScheduleReading read_schedule_form(const FormValues& values, const CompanySchedule& current,
                                   std::chrono::seconds default_every,
                                   const std::function<bool(std::string_view)>& knows_zone) {
  return ScheduleReader(values, current).read(default_every, knows_zone);
}

CompanySchedule schedule_from(const FormValues& values, std::chrono::seconds default_every) {
  return read_schedule_form(values, {}, default_every, [](std::string_view) { return true; }).schedule;
}

}  // namespace gup
