#include "host_sdk/log_line.hpp"

#include <gtest/gtest.h>

using host_sdk::LogLine;

TEST(LogLine, WritesAnEventAndItsValues) {
  EXPECT_EQ(LogLine("stopping").text(), "stopping");
  EXPECT_EQ(LogLine("run_failed").with("run", 12).with("company", "acme").text(),
            "run_failed run=12 company=acme");
  EXPECT_EQ(LogLine("moved").with("by", -3).with("url", "http://a/b?c").text(),
            "moved by=-3 url=http://a/b?c");
}

TEST(LogLine, QuotesWhatIsNotOneWord) {
  EXPECT_EQ(LogLine("a").with("reason", "It broke.").text(), R"(a reason="It broke.")");
  EXPECT_EQ(LogLine("a").with("reason", "").text(), R"(a reason="")");
  EXPECT_EQ(LogLine("a").with("reason", R"(the key "x\y" is bad)").text(),
            R"(a reason="the key \"x\\y\" is bad")");
  EXPECT_EQ(LogLine("a").with("reason", "x=1").text(), R"(a reason="x=1")");
}

TEST(LogLine, PreventsAValueFromForgingAnother) {
  EXPECT_EQ(LogLine("a").with("name", "x\" result=\"ok").with("result", "bad").text(),
            R"(a name="x\" result=\"ok" result=bad)");
}
