// When removals need approval.
#include "plan/removals/removal_guard.hpp"

#include <gtest/gtest.h>

namespace gup::plan::test {
namespace {

constexpr RemovalLimit kDefault{};

Departures departures(std::int64_t leaving, std::int64_t managed) {
  return {leaving, managed, true};
}

bool exceeds(const RemovalLimit& limit, const RecentRemovals& recent, const Departures& departures) {
  return broken_limit(limit, recent, departures).has_value();
}

TEST(RemovalLimit, NamesTheRuleThatIsBrokenWithItsOwnNumbers) {
  const auto text = [](const RecentRemovals& recent, const Departures& departures) {
    return text_of(broken_limit(kDefault, recent, departures).value(), kDefault);
  };
  EXPECT_EQ(
      text({.removed = 40, .highest_managed = 989}, departures(20, 949)),
      "Within 7 days, 60 of 989 users would be gone; the limit is 5% and at least 20 users within 7 days.");
  EXPECT_EQ(text({}, departures(1'200, 2'000)),
            "At once, 1,200 of 2,000 users would be gone: more than half.");
  EXPECT_EQ(text({}, {3, 3, false}), "Without them, no user would stay selected.");
  auto broken = broken_limit(kDefault, {}, departures(30, 100)).value();
  broken.counts_groups = true;
  EXPECT_EQ(text_of(broken, kDefault),
            "Within 7 days, 30 of 100 users and target groups would be gone; the limit is 5% and at least 20 "
            "users within 7 days.");
}

TEST(RemovalLimit, IsExceededAbovePercentageAndNumber) {
  EXPECT_FALSE(exceeds(kDefault, {}, departures(20, 400))) << "20 of 400 are 5 percent, not more";
  EXPECT_TRUE(exceeds(kDefault, {}, departures(21, 400)));
  EXPECT_FALSE(exceeds(kDefault, {}, departures(19, 100))) << "fewer than 20";
  EXPECT_TRUE(exceeds(kDefault, {}, departures(20, 100)));
}

TEST(RemovalLimit, CountsEarlierRemovalsWithinThePeriod) {
  EXPECT_FALSE(exceeds(kDefault, {.removed = 0, .highest_managed = 0}, departures(11, 200)));
  EXPECT_TRUE(exceeds(kDefault, {.removed = 10, .highest_managed = 200}, departures(11, 190)));
  EXPECT_FALSE(exceeds(kDefault, {.removed = 10, .highest_managed = 1000}, departures(11, 190)))
      << "against the highest number in that time";
}

TEST(RemovalLimit, IsExceededByMoreThanHalfOfAtLeastFive) {
  EXPECT_TRUE(exceeds(kDefault, {}, departures(3, 5)));
  EXPECT_FALSE(exceeds(kDefault, {}, departures(3, 6))) << "half is not more than half";
  EXPECT_FALSE(exceeds(kDefault, {}, departures(3, 4))) << "fewer than five";
}

TEST(RemovalLimit, IsExceededIfNoOneStaysEligible) {
  EXPECT_TRUE(exceeds(kDefault, {}, {1, 1, false}));
  EXPECT_FALSE(exceeds(kDefault, {}, {1, 1, true}));
}

TEST(RemovalLimit, IsOffAtOneHundredPercent) {
  EXPECT_FALSE(exceeds({.percent = 100}, {.removed = 900, .highest_managed = 1000}, {1000, 1000, false}));
}

TEST(RemovalLimit, IsNotExceededIfNoOneLeaves) {
  EXPECT_FALSE(exceeds(kDefault, {.removed = 500, .highest_managed = 500}, {0, 500, false}));
}

}  // namespace
}  // namespace gup::plan::test
