#include "host_sdk/time.hpp"

#include <gtest/gtest.h>

using host_sdk::from_microseconds;
using host_sdk::Timestamp;
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
