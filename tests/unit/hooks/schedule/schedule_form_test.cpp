#include "settings/schedule_form.hpp"

#include <gtest/gtest.h>

namespace gup {
namespace {

using namespace std::chrono_literals;
using host_sdk::ScheduleRule;

ScheduleReading read(const FormValues& values, const ScheduleRule& current = {},
                     std::chrono::seconds default_every = 24h) {
  return read_schedule_form(values, current, default_every,
                            [](std::string_view zone) { return zone.empty() || zone == "Europe/Berlin"; });
}
std::string error(const FormValues& values, const char* field, const ScheduleRule& current = {}) {
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
  EXPECT_EQ(reading.rule, (ScheduleRule{24h, 2h + 30min, "Europe/Berlin", 0x60}));
}

TEST(ScheduleForm, KeepsTheFieldsThatAreAbsent) {
  const ScheduleRule rule{24h, 2h + 30min, "Europe/Berlin", 0x60};
  EXPECT_EQ(read({}, rule).rule, rule);
  EXPECT_EQ(read({{"quiet_days", ""}}, rule).rule, (ScheduleRule{24h, 2h + 30min, "Europe/Berlin", 0}));
  EXPECT_EQ(read({{"schedule_time", ""}}, rule).rule, (ScheduleRule{24h, {}, "Europe/Berlin", 0x60}));
}

TEST(ScheduleForm, OffersThePeriodsOfTheIssueAndTheOneOfTheDeployment) {
  std::string names;
  for (const auto& period : schedule_periods(24h)) names += period.name + " ";
  EXPECT_EQ(names, "15m 30m 1h 4h 6h 12h 24h ");
  EXPECT_EQ(schedule_periods(7 * 24h).back().name, "default");
  EXPECT_EQ(period_name({}, 24h), "24h");
  EXPECT_EQ(period_name({}, 7 * 24h), "default");
  EXPECT_EQ(period_name({15min, {}, "", 0}, 7 * 24h), "15m");
  EXPECT_EQ(read({{"schedule_every", "default"}}, {15min, {}, "", 0}, 7 * 24h).rule.every, 0s);
}

TEST(ScheduleForm, EndsTheTimeOfTheDayWithAnotherPeriod) {
  const ScheduleRule rule{24h, 2h + 30min, "Europe/Berlin", 0};
  EXPECT_EQ(read({{"schedule_every", "1h"}}, rule).rule, (ScheduleRule{1h, {}, "Europe/Berlin", 0}));
  const auto posted_by_the_page = read({{"schedule_every", "1h"}, {"schedule_time", "02:30"}}, rule);
  EXPECT_TRUE(posted_by_the_page.errors.empty());
  EXPECT_FALSE(posted_by_the_page.rule.at);
}

TEST(ScheduleForm, MakesADefaultPeriodExplicitWhenItGetsATime) {
  EXPECT_EQ(read({{"schedule_time", "00:00"}}).rule, (ScheduleRule{24h, 0min, "", 0}));
}

TEST(ScheduleForm, RefusesWhatItCannotRead) {
  EXPECT_EQ(error({{"schedule_every", "2h"}}, "schedule_every"),
            "Choose one of 15m, 30m, 1h, 4h, 6h, 12h, 24h.");
  for (const char* time : {"24:00", "2:60", "230", "2:5", ":30", "a:30", "-1:30", "02:30:00", "+2:30"})
    EXPECT_EQ(error({{"schedule_time", time}}, "schedule_time"),
              "Enter a time between 00:00 and 23:59, such as 02:30.")
        << time;
  EXPECT_EQ(error({{"schedule_every", "1h"}, {"schedule_time", "02:30"}}, "schedule_time"),
            "Only a sync every 24 hours has a time of the day. Leave this empty.");
  EXPECT_EQ(error({{"schedule_zone", "Europe/Berlim"}}, "schedule_zone"),
            "No time zone has this name. Enter a name such as Europe/Berlin.");
  EXPECT_EQ(error({{"quiet_days", "saturday,caturday"}}, "quiet_days"),
            "Enter days from monday to sunday, separated by commas.");
  EXPECT_EQ(error({{"quiet_days", "monday,tuesday,wednesday,thursday,friday,saturday,sunday"}}, "quiet_days"),
            "Leave at least one day. To sync on no day at all, pause the schedule.");
}

TEST(ScheduleForm, SaysTheScheduleInWords) {
  EXPECT_EQ(schedule_text({}, 24h), "every 24 hours");
  EXPECT_EQ(schedule_text({}, 7 * 24h), "every 7 days");
  EXPECT_EQ(schedule_text({15min, {}, "", 0x01}, 24h), "every 15 minutes, not on Monday (UTC)");
  EXPECT_EQ(schedule_text({24h, 9h + 5min, "Europe/Berlin", 0x61}, 24h),
            "every 24 hours at 09:05 (Europe/Berlin), not on Monday, Saturday and Sunday");
}

}  // namespace
}  // namespace gup
