#include "google/transport/pacer.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace gup::google {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using TimePoint = Pacer::TimePoint;

constexpr TimePoint kStart{std::chrono::hours{1}};

/// When a request that waits from `from` on is admitted.
TimePoint next(Pacer& pacer, TimePoint from) {
  while (const auto later = pacer.take(from)) {
    EXPECT_GT(*later, from) << "the time to ask again is later";
    from = *later;
  }
  return from;
}

/// The times at which a caller that always has a request is admitted.
std::vector<TimePoint> greedy(Pacer& pacer, std::size_t count, TimePoint from = kStart) {
  std::vector<TimePoint> moments;
  for (std::size_t asked = 0; asked < count; ++asked) {
    moments.push_back(next(pacer, from));
    from = moments.back();
  }
  return moments;
}

/// The same for a caller that is always a little late.
std::vector<TimePoint> late(Pacer& pacer, std::size_t count, milliseconds by) {
  std::vector<TimePoint> moments;
  TimePoint from = kStart;
  for (std::size_t asked = 0; asked < count; ++asked) {
    while (const auto later = pacer.take(from)) from = *later + by;
    moments.push_back(from);
  }
  return moments;
}

double per_minute(const std::vector<TimePoint>& moments) {
  using Minutes = std::chrono::duration<double, std::ratio<60>>;
  return static_cast<double>(moments.size()) / Minutes(moments.back() - moments.front()).count();
}

/// The most times in any window of this length, both ends included.
std::size_t most_within(const std::vector<TimePoint>& moments, seconds window) {
  std::size_t most = 0;
  std::size_t first = 0;
  for (std::size_t last = 0; last < moments.size(); ++last) {
    while (moments[last] - moments[first] > window) ++first;
    most = std::max(most, last - first + 1);
  }
  return most;
}

TEST(Pacer, KeepsBothLimitsInEveryWindow) {
  for (const int per_minute : {1, 7, 60, 2400, 6000}) {
    Pacer pacer(per_minute);
    const auto moments = greedy(pacer, static_cast<std::size_t>(per_minute) * 4);
    EXPECT_LE(most_within(moments, seconds{60}), static_cast<std::size_t>(per_minute)) << per_minute;
    EXPECT_LE(most_within(moments, seconds{1}), static_cast<std::size_t>(std::max(per_minute / 30, 1)))
        << per_minute;
  }
}

TEST(Pacer, KeepsBothLimitsForLateRequests) {
  for (const auto by : {milliseconds{1}, milliseconds{9}, milliseconds{40}, milliseconds{700}}) {
    Pacer pacer(2400);
    const auto moments = late(pacer, 7200, by);
    EXPECT_LE(most_within(moments, seconds{60}), 2400U) << by.count();
    EXPECT_LE(most_within(moments, seconds{1}), 80U) << by.count();
  }
}

TEST(Pacer, KeepsTheRateForRequestsThatAreAMillisecondLate) {
  Pacer pacer(2400);
  const auto moments = late(pacer, 24'000, milliseconds{1});
  EXPECT_GT(per_minute(moments), 2300);
}

TEST(Pacer, KeepsTheProjectsLimitOverAllAccounts) {
  Pacers pacers(600, 900);
  const auto one = pacers.of("client", "1", kStart);
  const auto two = pacers.of("client", "2", kStart);
  std::vector<TimePoint> all;
  std::vector<TimePoint> ones;
  TimePoint from = kStart;
  for (int round = 0; round < 1500; ++round) {
    from = next(*one, from);
    ones.push_back(from);
    all.push_back(from);
    from = next(*two, from);
    all.push_back(from);
  }
  EXPECT_LE(most_within(all, seconds{60}), 900U);
  EXPECT_LE(most_within(all, seconds{1}), 30U);
  EXPECT_LE(most_within(ones, seconds{60}), 600U);
  EXPECT_GT(per_minute(all), 850);
}

TEST(Pacer, IsNotDelayedByAWaitingAccountOfTheSameProject) {
  Pacers pacers(30, 900);
  const auto busy = pacers.of("client", "1", kStart);
  const TimePoint used_up = greedy(*busy, 30).back();
  ASSERT_TRUE(busy->take(used_up));
  EXPECT_LT(next(*pacers.of("client", "2", used_up), used_up), used_up + seconds{1});
}

TEST(Pacer, UsesNearlyAllOfTheQuota) {
  Pacer pacer(2400);
  const auto moments = greedy(pacer, 24'000);
  EXPECT_GT(per_minute(moments), 2300);
}

TEST(Pacer, NeverStallsInALongRun) {
  Pacer pacer(2400);
  const auto moments = greedy(pacer, 12'000);
  for (std::size_t index = 1; index < moments.size(); ++index)
    ASSERT_LT(moments[index] - moments[index - 1], seconds{1}) << index;
}

TEST(Pacer, AdmitsTheFirstRequestAtOnceAndAFewSoonAfter) {
  Pacer pacer(2400);
  EXPECT_EQ(next(pacer, kStart), kStart);
  EXPECT_LT(greedy(pacer, 70).back(), kStart + seconds{1});
}

TEST(Pacer, ForgetsRequestsOlderThanAMinute) {
  Pacer pacer(60);
  const auto moments = greedy(pacer, 60);
  const auto later = moments.back() + std::chrono::minutes{2};
  EXPECT_EQ(next(pacer, later), later);
}

TEST(Pacer, HalvesItsRateWhenThrottledAndRecovers) {
  Pacer pacer(2400);
  const auto before = greedy(pacer, 10);
  const auto usual = before[9] - before[8];
  pacer.on_throttled(before.back());
  pacer.on_throttled(before.back() + milliseconds{10});  // the same occasion
  EXPECT_EQ(pacer.slowdown(before.back()), 2);
  const auto slow = next(pacer, before.back());
  EXPECT_EQ(slow - before.back(), usual * 2);
  pacer.on_throttled(slow + seconds{2});
  const auto slower = greedy(pacer, 2, slow + seconds{2});
  EXPECT_EQ(slower[1] - slower[0], usual * 4);
  const auto recovered = greedy(pacer, 2, slower[1] + seconds{30});
  EXPECT_EQ(recovered[1] - recovered[0], usual);
}

TEST(Pacer, NeverSlowsBelowASixteenth) {
  Pacer pacer(2400);
  for (int count = 0; count < 20; ++count) pacer.on_throttled(kStart + seconds{2 * count});
  const auto moments = greedy(pacer, 2, kStart + seconds{39});
  EXPECT_LE(moments[1] - moments[0], milliseconds{250});
}

TEST(Pacers, ShareOnePacerPerClientAndAccount) {
  Pacers pacers(2400);
  const auto first = pacers.of("client", "1", kStart);
  EXPECT_EQ(first, pacers.of("client", "1", kStart));
  EXPECT_NE(first, pacers.of("client", "2", kStart));
  EXPECT_NE(first, pacers.of("other", "1", kStart));
}

TEST(Pacers, RememberTheLastMinuteOfAClosedReader) {
  Pacers pacers(60);
  (void)greedy(*pacers.of("client", "1", kStart), 60);
  const auto again = pacers.of("client", "1", kStart + seconds{40});
  EXPECT_GE(next(*again, kStart + seconds{40}), kStart + seconds{60});
}

}  // namespace
}  // namespace gup::google
