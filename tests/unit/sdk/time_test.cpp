#include "host_sdk/time.hpp"

#include <gtest/gtest.h>

using host_sdk::from_microseconds;
using host_sdk::from_rfc3339;
using host_sdk::Timestamp;
using host_sdk::to_microseconds;
using host_sdk::to_rfc3339;

namespace {
/// 2026-11-23T06:41:00.123456Z
constexpr std::int64_t kMorning = 1'795'416'060'123'456;
}  // namespace

TEST(Rfc3339, IsWrittenInUtcWithSixDigits) {
  EXPECT_EQ(to_rfc3339(from_microseconds(kMorning)), "2026-11-23T06:41:00.123456Z");
  EXPECT_EQ(to_rfc3339(Timestamp{}), "1970-01-01T00:00:00.000000Z");
}

TEST(Rfc3339, IsWrittenForTimesBefore1970) {
  EXPECT_EQ(to_rfc3339(from_microseconds(-1)), "1969-12-31T23:59:59.999999Z");
}

TEST(Rfc3339, IsReadBackToTheMicrosecond) {
  for (const std::int64_t moment :
       {std::int64_t{0}, std::int64_t{-1}, kMorning, std::int64_t{951'782'400'000'001}})
    EXPECT_EQ(to_microseconds(from_rfc3339(to_rfc3339(from_microseconds(moment))).value()), moment);
}

TEST(Rfc3339, IsReadWithAnyOffset) {
  const auto moment = from_microseconds(kMorning);
  EXPECT_EQ(from_rfc3339("2026-11-23T07:41:00.123456+01:00"), moment);
  EXPECT_EQ(from_rfc3339("2026-11-22T22:41:00.123456-08:00"), moment);
  EXPECT_EQ(from_rfc3339("2026-11-23t06:41:00.123456z"), moment);
  EXPECT_EQ(from_rfc3339("2026-11-23 12:11:00.123456+05:30"), moment);
}

TEST(Rfc3339, IsReadWithAnyFractionUpToNineDigits) {
  EXPECT_EQ(from_rfc3339("1970-01-01T00:00:01Z"), from_microseconds(1'000'000));
  EXPECT_EQ(from_rfc3339("1970-01-01T00:00:01.5Z"), from_microseconds(1'500'000));
  EXPECT_EQ(from_rfc3339("1970-01-01T00:00:01.123456789Z"), from_microseconds(1'123'456));
}

TEST(Rfc3339, ReadsALeapSecondAsTheNextMinute) {
  EXPECT_EQ(from_rfc3339("1990-12-31T23:59:60Z"), from_rfc3339("1991-01-01T00:00:00Z"));
}

TEST(Rfc3339, RefusesAnyOtherText) {
  for (const char* text :
       {"", "2026-11-23", "2026-11-23T06:41Z", "2026-11-23T06:41:00", "2026-11-23T06:41:00.Z",
        "2026-11-23T06:41:00.1234567890Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T06:60:00Z", "2026-11-23T06:41:61Z",
        "2026-11-23T06:41:00+24:00", "2026-11-23T06:41:00+0100", "2026-11-23T06:41:00Zx",
        " 2026-11-23T06:41:00Z", "2026-11-23T-6:41:00Z", "+026-11-23T06:41:00Z", "1.2.3"})
    EXPECT_EQ(from_rfc3339(text), std::nullopt) << text;
}
