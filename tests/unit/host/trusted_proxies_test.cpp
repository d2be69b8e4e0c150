#include "config/trusted_proxies.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace sample_host {
namespace {

TrustedProxies proxies(std::initializer_list<const char*> networks) {
  TrustedProxies trusted;
  for (const char* network : networks) trusted.add(network);
  return trusted;
}

TEST(TrustedProxies, IgnoresTheHeaderOfAnUntrustedPeer) {
  EXPECT_EQ(TrustedProxies{}.client_of("203.0.113.9", "198.51.100.1"), "203.0.113.9");
  EXPECT_EQ(proxies({"10.0.0.0/8"}).client_of("203.0.113.9", "198.51.100.1"), "203.0.113.9");
}

TEST(TrustedProxies, TakesTheClientFromATrustedProxy) {
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("127.0.0.1", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("::ffff:127.0.0.1", "198.51.100.1"), "198.51.100.1");
  EXPECT_EQ(proxies({"fd00::/8"}).client_of("fd12::1", "2001:db8::7"), "2001:db8::7");
}

TEST(TrustedProxies, IgnoresWhatTheClientItselfPutInFront) {
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("127.0.0.1", "1.1.1.1, 198.51.100.1"), "198.51.100.1");
}

TEST(TrustedProxies, WalksBackThroughSeveralProxies) {
  EXPECT_EQ(proxies({"127.0.0.1", "10.0.0.0/9"}).client_of("127.0.0.1", "198.51.100.1, 10.1.2.3 "),
            "198.51.100.1");
  EXPECT_EQ(proxies({"127.0.0.1", "10.0.0.0/9"}).client_of("127.0.0.1", "198.51.100.1, 10.128.0.1"),
            "10.128.0.1");
}

TEST(TrustedProxies, KeepsTheProxyWhenTheHeaderIsMissingOrMalformed) {
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("127.0.0.1", ""), "127.0.0.1");
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("127.0.0.1", "unknown"), "127.0.0.1");
  EXPECT_EQ(proxies({"127.0.0.1"}).client_of("127.0.0.1", "198.51.100.1, <script>"), "127.0.0.1");
}

TEST(TrustedProxies, RefusesInvalidNetworks) {
  for (const char* text : {"", "proxy.example.com", "10.0.0.0/33", "10.0.0", "fd00::/129", "10.0.0.0/8 "})
    EXPECT_THROW(proxies({text}), std::invalid_argument) << text;
}

}  // namespace
}  // namespace sample_host
