#include "web/times.hpp"

#include <gtest/gtest.h>

#include "host_sdk/time.hpp"

namespace {

using namespace std::chrono_literals;
using sample_host::web::relative_time;

const host_sdk::Timestamp kNow = host_sdk::from_microseconds(1'795'416'060'000'000);  // 2026-11-23T06:41:00Z

TEST(Times, AreRelativeForAWeekThenDates) {
  EXPECT_EQ(relative_time(kNow - 30s, kNow), "just now");
  EXPECT_EQ(relative_time(kNow - 1min, kNow), "1 minute ago");
  EXPECT_EQ(relative_time(kNow - 12min, kNow), "12 minutes ago");
  EXPECT_EQ(relative_time(kNow - 4h, kNow), "4 hours ago");
  EXPECT_EQ(relative_time(kNow - 48h, kNow), "2 days ago");
  EXPECT_EQ(relative_time(kNow - 19 * 24h, kNow), "4 Nov 2026");
}

TEST(Times, InTheFutureShowTheTimeUntilThen) {
  EXPECT_EQ(relative_time(kNow + 20s, kNow), "in less than a minute");
  EXPECT_EQ(relative_time(kNow + 48min, kNow), "in 48 min");
  EXPECT_EQ(relative_time(kNow + 3h + 48min, kNow), "in 3 h 48 min");
  EXPECT_EQ(relative_time(kNow + 3h, kNow), "in 3 h");
  EXPECT_EQ(relative_time(kNow + 72h, kNow), "in 3 days");
}

TEST(Times, IncludeTheAbsoluteTimeForTheBrowser) {
  sample_host::web::Html html;
  sample_host::web::draw_time(html, kNow, kNow);
  EXPECT_EQ(html.str(),
            "<time datetime=\"2026-11-23T06:41:00.000000Z\" title=\"23 Nov 2026, 06:41 UTC\" "
            "data-relative>just now</time>");
}

std::string words(std::string_view text) {
  sample_host::web::Html html;
  sample_host::web::draw_words(html, text);
  return html.str();
}

TEST(Times, InTextsOfPluginsAreTimesForTheBrowser) {
  EXPECT_EQ(words("Paused: the sync of 23 Nov 2026, 06:41 UTC was undone"),
            "Paused: the sync of <time data-absolute datetime=\"2026-11-23T06:41:00.000000Z\">23 Nov 2026, "
            "06:41 UTC</time> was undone");
  EXPECT_EQ(words("1 Jan 2026, 00:00 UTC and 2 Jan 2026, 00:01 UTC"),
            "<time data-absolute datetime=\"2026-01-01T00:00:00.000000Z\">1 Jan 2026, 00:00 UTC</time> and "
            "<time data-absolute datetime=\"2026-01-02T00:01:00.000000Z\">2 Jan 2026, 00:01 UTC</time>");
}

TEST(Times, InTextsOfPluginsStayTextUnlessTheyAreComplete) {
  for (const char* text : {"", "every 6 hours at 02:30 (UTC)", "at 02:30 UTC", "30 Feb 2026, 06:41 UTC",
                           "23 Nov 2026, 26:41 UTC", "23 Nox 2026, 06:41 UTC", "23 Nov 2026", " UTC UTC"})
    EXPECT_EQ(words(text), text);
}

}  // namespace
