#include "host_sdk/network.hpp"

#include <gtest/gtest.h>

using host_sdk::host_of;
using host_sdk::is_loopback;
using host_sdk::is_trustworthy;
using host_sdk::origin_of;

TEST(Loopback, IsLocalhostInAnyCase) {
  EXPECT_TRUE(is_loopback("localhost"));
  EXPECT_TRUE(is_loopback("LocalHost"));
}

TEST(Loopback, IsEveryAddressIn127Slash8) {
  for (const char* host : {"127.0.0.1", "127.0.0.0", "127.9.9.9", "127.255.255.255"})
    EXPECT_TRUE(is_loopback(host)) << host;
}

TEST(Loopback, IsIpv6OneWithOrWithoutBrackets) {
  for (const char* host : {"::1", "[::1]", "0:0:0:0:0:0:0:1", "[0:0:0:0:0:0:0:1]", "[0::0001]"})
    EXPECT_TRUE(is_loopback(host)) << host;
}

TEST(Loopback, IsNotAnotherHost) {
  for (const char* host : {"",
                           "localhost.example",
                           "localhost.",
                           "xlocalhost",
                           "[localhost]",
                           "localhost:80",
                           "127.0.0",
                           "127.1",
                           "127.0.0.1.example",
                           "127.0.0.256",
                           "127.0.0.1.1",
                           "127.0.0.01",
                           "127.0.0.1:80",
                           "127...1",
                           "[127.0.0.1]",
                           "128.0.0.1",
                           "0.0.0.0",
                           "10.0.0.127",
                           "::",
                           "::2",
                           "[::1",
                           "::1]",
                           "[]",
                           "[::1]:80",
                           "::ffff:127.0.0.1",
                           " 127.0.0.1"})
    EXPECT_FALSE(is_loopback(host)) << host;
  EXPECT_FALSE(is_loopback(std::string_view("127.0.0.1\0.example", 18)));
  EXPECT_FALSE(is_loopback(std::string_view("localhost\0", 10)));
}

TEST(Origin, IsSchemeHostAndPortUnlessDefault) {
  EXPECT_EQ(origin_of("https://accounts.google.com/o/oauth2/v2/auth?x=1#y"), "https://accounts.google.com");
  EXPECT_EQ(origin_of("HTTPS://Accounts.Google.com:443/"), "https://accounts.google.com");
  EXPECT_EQ(origin_of("https://a.example:8443"), "https://a.example:8443");
  EXPECT_EQ(origin_of("http://127.0.0.1:80/x"), "http://127.0.0.1");
  EXPECT_EQ(origin_of("http://[::1]:8090/x"), "http://[::1]:8090");
  EXPECT_EQ(origin_of("http://[::1]"), "http://[::1]");
  EXPECT_EQ(origin_of("https://a.example:/"), "https://a.example");
}

TEST(Origin, NamesTheHostThatABrowserConnectsTo) {
  EXPECT_EQ(origin_of("https://evil.example\\@accounts.google.com"), "https://evil.example");
  EXPECT_EQ(origin_of("https://accounts.google.com@evil.example"), std::nullopt);
  EXPECT_EQ(origin_of("https://evil.example#@accounts.google.com"), "https://evil.example");
}

TEST(Origin, IsNulloptForOtherText) {
  for (const char* text : {"",
                           "https",
                           "https://",
                           "https:///x",
                           "//a.example",
                           "/path",
                           "ftp://a.example",
                           "javascript://a.example",
                           "https://a example",
                           "https://a.example:0",
                           "https://a.example:65536",
                           "https://a.example:8x",
                           "https://a..example",
                           "https://-a.example",
                           "https://[::1",
                           "https://::1",
                           "https://[gg::1]",
                           "https://\xC3\xA4.de",
                           "https://a.example\n",
                           " https://a.example"})
    EXPECT_EQ(origin_of(text), std::nullopt) << text;
}

TEST(HostOf, IsTheHostWithoutItsPort) {
  EXPECT_EQ(host_of("example.com:8090"), "example.com");
  EXPECT_EQ(host_of("example.com"), "example.com");
  EXPECT_EQ(host_of("[::1]:8090"), "[::1]");
  EXPECT_EQ(host_of("[::1]"), "[::1]");
  EXPECT_EQ(host_of(""), "");
}

TEST(Origin, IsTrustworthyWithHttpsOrLoopback) {
  for (const char* origin : {"https://a.example", "http://127.0.0.1:8090", "http://127.9.9.9", "http://[::1]",
                             "http://[::1]:1", "http://localhost:8090"})
    EXPECT_TRUE(is_trustworthy(origin)) << origin;
  for (const char* origin : {"http://a.example", "http://127.0.0.1.example", "http://localhost.example",
                             "http://127.0.0", "http://128.0.0.1", "http://[::2]", "http://[::1].example"})
    EXPECT_FALSE(is_trustworthy(origin)) << origin;
}
