// Dates, and the boundary of the service that lends them.
#include "host_sdk/optional_services/calendar.hpp"

#include <gtest/gtest.h>

#include "host_sdk/fakes/fake_host_services.hpp"

namespace host_sdk {
namespace {

constexpr std::chrono::local_days day(int year, int month, int day_of_month) {
  return std::chrono::local_days{std::chrono::year{year} / month / day_of_month};
}

TEST(Dates, AreReadBackAsTheyAreWritten) {
  for (const DateRange& range :
       {DateRange{day(2026, 12, 24), day(2027, 1, 1)}, DateRange{day(2028, 2, 29), day(2028, 2, 29)}})
    EXPECT_EQ(date_range_of(to_text(range)), range);
  EXPECT_EQ(to_text({day(2026, 12, 24), day(2027, 1, 1)}), "2026-12-24 to 2027-01-01");
  for (const char* text : {"", "2027-02-29", "2026-1-01", "2026-01-01 ", "2026-01-01 to ", "-026-01-01"})
    EXPECT_FALSE(date_range_of(text)) << text;
}

TEST(Dates, AreJoinedWhereTheyOverlapOrFollowEachOther) {
  EXPECT_EQ(joined({{day(2026, 5, 5), day(2026, 5, 6)},
                    {day(2026, 5, 1), day(2026, 5, 2)},
                    {day(2026, 5, 3), day(2026, 5, 3)},
                    {day(2026, 5, 5), day(2026, 5, 5)}}),
            (std::vector<DateRange>{{day(2026, 5, 1), day(2026, 5, 3)}, {day(2026, 5, 5), day(2026, 5, 6)}}));
}

TEST(Dates, HaveLimits) {
  EXPECT_EQ(date_problem({{day(2028, 1, 1), day(2028, 12, 31)}}), "");
  EXPECT_EQ(date_problem({{day(2028, 1, 1), day(2029, 1, 1)}}),
            "2028-01-01 to 2029-01-01 is longer than 366 days.");
  EXPECT_EQ(date_problem({{day(2028, 1, 2), day(2028, 1, 1)}}),
            "2028-01-02 to 2028-01-01 ends before it begins.");
  EXPECT_EQ(date_problem({{day(1969, 12, 31), day(1970, 1, 1)}}),
            "1969-12-31 to 1970-01-01 is not between 1970 and 2199.");
  const DateRange one{day(2026, 1, 1), day(2026, 1, 1)};
  EXPECT_EQ(date_problem(std::vector<DateRange>(60, one)), "");
  EXPECT_EQ(date_problem(std::vector<DateRange>(61, one)), "There are more than 60 quiet dates.");
}

TEST(Calendar, IsFoundByItsId) {
  fakes::FakeHostServices host;
  ASSERT_EQ(find_service<Calendar>(host), &host.calendar());
  ASSERT_TRUE(host.calendar().set_quiet_dates("a.b", "acme", {{day(2026, 5, 1), day(2026, 5, 2)}}).done());
  std::vector<DateRange> dates;
  ASSERT_TRUE(find_service<Calendar>(host)->quiet_dates("a.b", "acme", dates).done());
  EXPECT_EQ(dates.size(), 1U);
  host.lend(std::string(Calendar::kId), nullptr);
  EXPECT_EQ(find_service<Calendar>(host), nullptr);
}

}  // namespace
}  // namespace host_sdk
