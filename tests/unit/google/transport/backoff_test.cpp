#include "google/transport/backoff.hpp"

#include <gtest/gtest.h>

namespace gup::google {
namespace {

TEST(Backoff, DoublesFromOneSecondAndAddsUpToOne) {
  using std::chrono::milliseconds;
  EXPECT_EQ(backoff(0, 0.0, {}), milliseconds{1000});
  EXPECT_EQ(backoff(1, 0.5, {}), milliseconds{2500});
  EXPECT_EQ(backoff(4, 0.999, {}), milliseconds{16999});
  EXPECT_EQ(backoff(9, 0.0, {}), milliseconds{32000});
  EXPECT_EQ(token_backoff(0, 0.0, {}), milliseconds{900});
  EXPECT_EQ(token_backoff(2, 1.0, {}), milliseconds{4400});
}

TEST(Backoff, HonorsRetryAfterUpToAMinute) {
  using std::chrono::seconds;
  EXPECT_EQ(backoff(0, 0.0, seconds{7}), seconds{7});
  EXPECT_EQ(backoff(3, 0.0, seconds{7}), seconds{8});
  EXPECT_EQ(backoff(0, 0.0, seconds{86400}), seconds{60});
}

TEST(Backoff, ParsesRetryAfterInBothFormats) {
  using namespace std::chrono;
  const host_sdk::Timestamp now = sys_days{year{2026} / 11 / 23} + hours{6};
  EXPECT_EQ(read_retry_after("", now), std::nullopt);
  EXPECT_EQ(read_retry_after("120", now), seconds{120});
  EXPECT_EQ(read_retry_after("99999999999999999999", now), hours{6});
  EXPECT_EQ(read_retry_after("Mon, 23 Nov 2026 06:00:30 GMT", now), seconds{30});
  EXPECT_EQ(read_retry_after("Mon, 23 Nov 2026 05:00:00 GMT", now), seconds{0});
  EXPECT_EQ(read_retry_after("Fri, 31 Dec 9999 23:59:59 GMT", now), hours{6});
  EXPECT_EQ(read_retry_after("soon", now), std::nullopt);
  EXPECT_EQ(read_retry_after("-5", now), std::nullopt);
}

}  // namespace
}  // namespace gup::google
