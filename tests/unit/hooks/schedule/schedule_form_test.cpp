#include "settings/schedule_form.hpp"

#include <gtest/gtest.h>

namespace gup {
namespace {

using namespace std::chrono_literals;
using host_sdk::ScheduleRule;

ScheduleReading read(const FormValues& values, const CompanySchedule& current = {},
                     std::chrono::seconds default_every = 24h) {
  return read_schedule_form(values, current, default_every,
                            [](std::string_view zone) { return zone.empty() || zone == "Europe/Berlin"; });
}
std::string error(const FormValues& values, const char* field, const CompanySchedule& current = {}) {
  const auto reading = read(values, current);
  const auto found = reading.errors.find(field);
  return found == reading.errors.end() ? "" : found->second.at(0);
}

TEST(ScheduleForm, ReadsEveryField) {
  const auto reading = read({{"schedule_every", "24h"},
                             {"schedule_time", " 2:30 "},
                             {"schedule_zone", "Europe/Berlin"},
                             {"quiet_days", "saturday, sunday"}});
  EXPECT_TRUE(reading.errors.empty());
  EXPECT_EQ(reading.schedule.rule, (ScheduleRule{24h, 2h + 30min, "Europe/Berlin", 0x60}));
}

TEST(ScheduleForm, KeepsTheFieldsThatAreAbsent) {
  const ScheduleRule rule{24h, 2h + 30min, "Europe/Berlin", 0x60};
  EXPECT_EQ(read({}, {rule, {}}).schedule.rule, rule);
  EXPECT_EQ(read({{"quiet_days", ""}}, {rule, {}}).schedule.rule,
            (ScheduleRule{24h, 2h + 30min, "Europe/Berlin", 0}));
  EXPECT_EQ(read({{"schedule_time", ""}}, {rule, {}}).schedule.rule,
            (ScheduleRule{24h, {}, "Europe/Berlin", 0x60}));
}

TEST(ScheduleForm, OffersThePeriodsOfTheIssueAndTheOneOfTheDeployment) {
  std::string names;
  for (const auto& period : schedule_periods(24h)) names += period.name + " ";
  EXPECT_EQ(names, "15m 30m 1h 4h 6h 12h 24h ");
  EXPECT_EQ(schedule_periods(7 * 24h).back().name, "default");
  EXPECT_EQ(period_name({}, 24h), "24h");
  EXPECT_EQ(period_name({}, 7 * 24h), "default");
  EXPECT_EQ(period_name({15min, {}, "", 0}, 7 * 24h), "15m");
  EXPECT_EQ(read({{"schedule_every", "default"}}, {{15min, {}, "", 0}, {}}, 7 * 24h).schedule.rule.every, 0s);
}

TEST(ScheduleForm, ClearsTheTimeOfDayForAnotherPeriod) {
  const ScheduleRule rule{24h, 2h + 30min, "Europe/Berlin", 0};
  EXPECT_EQ(read({{"schedule_every", "1h"}}, {rule, {}}).schedule.rule,
            (ScheduleRule{1h, {}, "Europe/Berlin", 0}));
  const auto posted_by_the_page = read({{"schedule_every", "1h"}, {"schedule_time", "02:30"}}, {rule, {}});
  EXPECT_TRUE(posted_by_the_page.errors.empty());
  EXPECT_FALSE(posted_by_the_page.schedule.rule.at);
}

TEST(ScheduleForm, MakesADefaultPeriodExplicitWhenItGetsATime) {
  EXPECT_EQ(read({{"schedule_time", "00:00"}}).schedule.rule, (ScheduleRule{24h, 0min, "", 0}));
}

TEST(ScheduleForm, RefusesWhatItCannotRead) {
  EXPECT_EQ(error({{"schedule_every", "2h"}}, "schedule_every"),
            "Choose one of 15m, 30m, 1h, 4h, 6h, 12h, 24h.");
  for (const char* time : {"24:00", "2:60", "230", "2:5", ":30", "a:30", "-1:30", "02:30:00", "+2:30"})
    EXPECT_EQ(error({{"schedule_time", time}}, "schedule_time"),
              "Enter a time between 00:00 and 23:59, such as 02:30.")
        << time;
  EXPECT_EQ(error({{"schedule_every", "1h"}, {"schedule_time", "02:30"}}, "schedule_time"),
            "Only a sync every 24 hours has a time of day. Leave this empty.");
  EXPECT_EQ(error({{"schedule_zone", "Europe/Berlim"}}, "schedule_zone"),
            "No time zone has this name. Enter a name such as Europe/Berlin.");
  EXPECT_EQ(error({{"quiet_days", "saturday,caturday"}}, "quiet_days"),
            "Enter days from monday to sunday, separated by commas.");
  EXPECT_EQ(error({{"quiet_days", "monday,tuesday,wednesday,thursday,friday,saturday,sunday"}}, "quiet_days"),
            "Leave at least one day. To sync on no day at all, pause the schedule.");
}

constexpr std::chrono::local_days kChristmasEve{std::chrono::year{2026} / 12 / 24};
constexpr std::chrono::local_days kNewYear{std::chrono::year{2027} / 1 / 1};

TEST(ScheduleForm, ReadsQuietDatesFromLinesOrFromACommandLine) {
  const std::vector<host_sdk::DateRange> dates{
      {kChristmasEve, kNewYear}, {kNewYear + std::chrono::days{120}, kNewYear + std::chrono::days{120}}};
  for (const char* text : {"2027-05-01\n2026-12-24 to 2027-01-01\n", "2027-05-01, 2026-12-24 to 2027-01-01",
                           "2026-12-24 to 2026-12-31,2027-01-01,2027-05-01,2026-12-30"}) {
    const auto reading = read({{"quiet_dates", text}});
    EXPECT_TRUE(reading.errors.empty()) << text;
    EXPECT_EQ(reading.schedule.quiet_dates, dates) << text;
    EXPECT_EQ(schedule_values(reading.schedule, 24h).at("quiet_dates"),
              "2026-12-24 to 2027-01-01,2027-05-01");
  }
  EXPECT_EQ(read({{"quiet_days", ""}}, {{}, dates}).schedule.quiet_dates, dates);
  EXPECT_TRUE(read({{"quiet_dates", ""}}, {{}, dates}).schedule.quiet_dates.empty());
}

TEST(ScheduleForm, RefusesImpossibleDates) {
  for (const char* text :
       {"2026-02-30", "2026-13-01", "24 Dec 2026", "2026-12-24 - 2026-12-26", "2026-12-24 to", "26-12-24",
        "2026-12-24 to 2027-01-01 to 2027-01-02", "+026-12-24"})
    EXPECT_EQ(error({{"quiet_dates", text}}, "quiet_dates"),
              "“" + std::string(text) +
                  "” is not a date. Enter dates such as 2026-12-24, or 2026-12-24 to 2027-01-01.");
  EXPECT_EQ(error({{"quiet_dates", "2027-01-01 to 2026-12-24"}}, "quiet_dates"),
            "2027-01-01 to 2026-12-24 ends before it begins.");
  EXPECT_EQ(error({{"quiet_dates", "2026-01-01 to 2027-01-02"}}, "quiet_dates"),
            "2026-01-01 to 2027-01-02 is longer than 366 days.");
  EXPECT_EQ(error({{"quiet_dates", "2026-01-01 to 2026-12-31, 2027-01-01 to 2027-12-31"}}, "quiet_dates"),
            "2026-01-01 to 2027-12-31 is longer than 366 days.");
}

TEST(ScheduleForm, UsesUtcWithoutAZone) {
  EXPECT_EQ(read({{"schedule_zone", "UTC"}}, {{24h, {}, "Europe/Berlin", 0}, {}}).schedule.rule.zone, "");
}

TEST(ScheduleForm, DescribesQuietDatesInWords) {
  CompanySchedule schedule{{24h, 2h, "Europe/Berlin", 0x60}, {{kChristmasEve, kNewYear}}};
  EXPECT_EQ(schedule_text(schedule, 24h),
            "every 24 hours at 02:00 (Europe/Berlin), not on Saturday, Sunday and 24 Dec 2026 to 1 Jan 2027");
  schedule = {{1h, {}, "", 0}, {}};
  for (int month = 1; month <= 7; ++month)
    schedule.quiet_dates.push_back({std::chrono::local_days{std::chrono::year{2027} / month / 3},
                                    std::chrono::local_days{std::chrono::year{2027} / month / 3}});
  EXPECT_EQ(schedule_text(schedule, 24h),
            "every 1 hour, not on 3 Jan 2027, 3 Feb 2027, 3 Mar 2027, 3 Apr 2027 and 3 more dates (UTC)");
}

TEST(ScheduleForm, DescribesTheScheduleInWords) {
  EXPECT_EQ(schedule_text({}, 24h), "every 24 hours");
  EXPECT_EQ(schedule_text({}, 7 * 24h), "every 7 days");
  EXPECT_EQ(schedule_text({{15min, {}, "", 0x01}, {}}, 24h), "every 15 minutes, not on Monday (UTC)");
  EXPECT_EQ(schedule_text({{24h, 9h + 5min, "Europe/Berlin", 0x61}, {}}, 24h),
            "every 24 hours at 09:05 (Europe/Berlin), not on Monday, Saturday and Sunday");
}

}  // namespace
}  // namespace gup
