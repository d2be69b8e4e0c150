#include "scheduler/calendar.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace sample_host {
namespace {

using namespace std::chrono_literals;
using host_sdk::ScheduleRule;
using host_sdk::Timestamp;

Timestamp at(int month, int day, std::chrono::seconds time) {
  return std::chrono::sys_days{std::chrono::year{2026} / month / day} + time;
}
ScheduleRule daily(std::chrono::minutes time, host_sdk::Weekdays quiet_days = 0,
                   const char* zone = "Europe/Berlin") {
  return {24h, time, zone, quiet_days};
}
constexpr host_sdk::Weekdays kWeekend = 0x60;

TEST(Calendar, RunsAtTheSameLocalTimeInWinterAndInSummer) {
  EXPECT_EQ(next_time_of_day(daily(6h), at(1, 10, 12h)), at(1, 11, 5h));
  EXPECT_EQ(next_time_of_day(daily(6h), at(7, 10, 12h)), at(7, 11, 4h));
  EXPECT_EQ(next_time_of_day(daily(6h, 0, ""), at(7, 10, 12h)), at(7, 11, 6h));
  EXPECT_EQ(next_time_of_day(daily(6h, 0, "Pacific/Auckland"), at(7, 10, 12h)), at(7, 10, 18h));
}

TEST(Calendar, RunsAtTheNextValidMomentWhenTheClocksSkipTheTime) {
  // On 2026-03-29 at 02:00 (01:00 UTC), the clocks of Berlin go to 03:00.
  EXPECT_EQ(next_time_of_day(daily(2h + 30min), at(3, 28, 12h)), at(3, 29, 1h));
  EXPECT_EQ(next_time_of_day(daily(2h + 30min), at(3, 29, 1h)), at(3, 30, 30min)) << "once on that day";
  EXPECT_EQ(next_time_of_day(daily(3h), at(3, 28, 12h)), at(3, 29, 1h));
}

TEST(Calendar, RunsOnceWhenTheTimeComesTwice) {
  // On 2026-10-25 at 03:00 (01:00 UTC), the clocks of Berlin go back to 02:00.
  const Timestamp first = next_time_of_day(daily(2h + 30min), at(10, 24, 12h));
  EXPECT_EQ(first, at(10, 25, 30min));
  EXPECT_EQ(next_time_of_day(daily(2h + 30min), first), at(10, 26, 1h + 30min));
}

TEST(Calendar, RunsEveryDayOfTheYearOnce) {
  for (const auto time : {0min, 30min, std::chrono::minutes{2h + 30min}, std::chrono::minutes{23h + 59min}})
    for (const char* zone : {"Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "America/Havana",
                             "Africa/Casablanca", "Asia/Kathmandu"}) {
      Timestamp moment = at(1, 1, 12h);
      for (int day = 0; day < 365; ++day) {
        const Timestamp next = next_time_of_day(daily(time, 0, zone), moment);
        EXPECT_GE(next - moment, day == 0 ? 0h : 22h) << zone << " day " << day;
        EXPECT_LE(next - moment, 25h) << zone << " day " << day;
        moment = next;
      }
    }
}

TEST(Calendar, SkipsQuietDaysOfTheZone) {
  // 2026-03-06 is a Friday.
  EXPECT_EQ(next_time_of_day(daily(6h, kWeekend), at(3, 6, 12h)), at(3, 9, 5h));
  const ScheduleRule hourly{1h, {}, "Pacific/Auckland", kWeekend};
  EXPECT_FALSE(is_quiet(hourly, at(3, 6, 10h)));
  EXPECT_TRUE(is_quiet(hourly, at(3, 6, 11h))) << "Saturday in Auckland";
  EXPECT_EQ(after_quiet_days(hourly, at(3, 6, 11h)), at(3, 8, 11h)) << "Monday there";
  EXPECT_EQ(after_quiet_days(hourly, at(3, 6, 10h)), at(3, 6, 10h));
}

TEST(Calendar, LeavesTheTimeOfARetryOnAQuietDayToTheRule) {
  EXPECT_EQ(after_quiet_days(daily(6h, kWeekend), at(3, 7, 17h)), at(3, 9, 5h));
}

TEST(Calendar, StartsAScheduleAtItsTimeOrAfterOnePeriod) {
  EXPECT_EQ(first_time({}, at(3, 6, 12h), 6h), at(3, 6, 18h));
  EXPECT_EQ(first_time(daily(6h), at(3, 6, 12h), 24h), at(3, 7, 5h));
  EXPECT_EQ(first_time(ScheduleRule{24h, {}, "", kWeekend}, at(3, 6, 12h), 24h), at(3, 9, 12h));
}

host_sdk::DateRange dates(int month, int day, int last_month, int last_day) {
  return {std::chrono::local_days{std::chrono::year{2026} / month / day},
          std::chrono::local_days{std::chrono::year{2026} / last_month / last_day}};
}

TEST(Calendar, SkipsQuietDatesOfTheZone) {
  // Berlin's clocks go forward on Sunday, 2026-03-29, and back on Sunday, 2026-10-25.
  const CompanyRule spring(daily(6h), {dates(3, 27, 3, 29)});
  EXPECT_EQ(next_time_of_day(spring, at(3, 26, 5h)), at(3, 30, 4h)) << "06:00 in summer time";
  const CompanyRule autumn(daily(6h), {dates(10, 24, 10, 25)});
  EXPECT_EQ(next_time_of_day(autumn, at(10, 23, 5h)), at(10, 26, 5h)) << "06:00 in winter time";
  EXPECT_FALSE(is_quiet(autumn, at(10, 23, 21h + 59min)));
  EXPECT_TRUE(is_quiet(autumn, at(10, 23, 22h))) << "midnight in summer time";
  EXPECT_TRUE(is_quiet(autumn, at(10, 25, 22h + 59min))) << "the day has 25 hours";
  EXPECT_FALSE(is_quiet(autumn, at(10, 25, 23h)));
  const CompanyRule often(ScheduleRule{15min, {}, "Europe/Berlin", 0}, {dates(3, 29, 3, 29)});
  EXPECT_EQ(after_quiet_days(often, at(3, 29, 30min)), at(3, 29, 23h + 30min)) << "01:30 of the next day";
}

TEST(Calendar, JoinsQuietDatesAndQuietDays) {
  // 2026-03-06 is a Friday.
  const CompanyRule rule(daily(6h, kWeekend), {dates(3, 6, 3, 6), dates(3, 9, 3, 10)});
  EXPECT_EQ(next_time_of_day(rule, at(3, 5, 12h)), at(3, 11, 5h));
  EXPECT_EQ(furthest_ahead(rule, 24h), 24h + 5 * 24h + kBetweenTimesOfDay + 1h);
}

TEST(Calendar, BoundsHowFarAheadADueTimeLiesWithQuietDates) {
  for (const auto& range : {dates(3, 20, 4, 2), dates(10, 20, 10, 31), dates(5, 1, 5, 1)})
    for (int hour = 0; hour < 24 * 365; ++hour) {
      const Timestamp now = at(1, 1, std::chrono::hours{hour});
      const CompanyRule rule(daily(2h + 30min, 0x1F), {range});
      ASSERT_LE(next_time_of_day(rule, now + kBetweenTimesOfDay) - now, furthest_ahead(rule, 24h)) << hour;
      const CompanyRule often(ScheduleRule{15min, {}, "Europe/Berlin", 0x01}, {range});
      ASSERT_LE(after_quiet_days(often, now + 15min) - now, furthest_ahead(often, 15min)) << hour;
    }
}

TEST(Calendar, ListsTheZonesThatItKnows) {
  const auto zones = zone_names();
  EXPECT_GT(zones.size(), 300U);
  EXPECT_TRUE(std::ranges::is_sorted(zones));
  EXPECT_NE(std::ranges::find(zones, "Europe/Istanbul"), zones.end());
  for (const auto& zone : zones) EXPECT_TRUE(knows_zone(zone)) << zone;
}

TEST(Calendar, BoundsHowFarAheadADueTimeLies) {
  EXPECT_EQ(furthest_ahead({}, 24h), 24h);
  EXPECT_EQ(furthest_ahead(ScheduleRule{1h, {}, "", kWeekend}, 1h), 1h + 48h + 1h);
  EXPECT_EQ(furthest_ahead(ScheduleRule{1h, {}, "", 0x41}, 1h), 1h + 48h + 1h)
      << "Sunday and Monday are one series";
  EXPECT_EQ(furthest_ahead(daily(6h), 24h), 31h);
  for (int hour = 0; hour < 24 * 400; ++hour) {
    const Timestamp now = at(1, 1, std::chrono::hours{hour});
    for (const ScheduleRule& rule : {daily(2h + 30min, 0x5F), daily(0min), daily(6h, kWeekend)})
      ASSERT_LE(next_time_of_day(rule, now + kBetweenTimesOfDay) - now, furthest_ahead(rule, 24h)) << hour;
    const ScheduleRule often{15min, {}, "Europe/Berlin", 0x5F};
    ASSERT_LE(after_quiet_days(often, now + 15min) - now, furthest_ahead(often, 15min)) << hour;
  }
}

TEST(Calendar, RefusesRulesThatItCannotFollow) {
  EXPECT_EQ(rule_problem({}), "");
  EXPECT_EQ(rule_problem(daily(6h, kWeekend)), "");
  EXPECT_EQ(rule_problem({30s, {}, "", 0}), "The time between two runs must be 1 minute to 31 days.");
  EXPECT_EQ(rule_problem({12h, 6h, "", 0}), "Only a daily run has a time of day.");
  EXPECT_EQ(rule_problem({24h, 24h, "", 0}), "The time of day must be between 00:00 and 23:59.");
  EXPECT_EQ(rule_problem({24h, {}, "", 0x7F}),
            "At least one day must not be quiet. To run nothing at all, pause the schedule.");
  for (const char* zone : {"Europe/Berlim", "europe/berlin", "../../etc/passwd", "UTC\n", "x'; DROP TABLE y"})
    EXPECT_EQ(rule_problem(daily(6h, 0, zone)),
              "This machine has no time zone with this name. Use a name such as Europe/Berlin.");
}

TEST(Calendar, FallsBackToUtcWhenTheZoneIsMissing) {
  EXPECT_EQ(next_time_of_day(daily(6h, 0, "Gone/Zone"), at(7, 10, 12h)), at(7, 11, 6h));
}

}  // namespace
}  // namespace sample_host
