#include "host_sdk/network.hpp"

#include <gtest/gtest.h>

using host_sdk::is_loopback;

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

TEST(Loopback, IsNoOtherHost) {
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
