#include "http/message.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace http {
namespace {

TEST(ResponseHeader, RefusesWhatWouldEndItsLine) {
  Response response;
  EXPECT_THROW(response.header("Location", "/a\r\nSet-Cookie: x=1"), std::invalid_argument);
  EXPECT_THROW(response.header("X-\n", "a"), std::invalid_argument);
  EXPECT_THROW(response.header("X-Null", std::string("a\0b", 3)), std::invalid_argument);
  EXPECT_TRUE(response.headers.empty());
  response.header("X-Test", "with a\ttab, and ü");
  EXPECT_EQ(response.headers.size(), 1U);
}

TEST(Address, HasNoCharacterThatAnAddressCannotContain) {
  EXPECT_EQ(as_address("/settings/a b\r\nX: y\"<ü>?q=%20&x=1#top"),
            "/settings/a%20b%0D%0AX:%20y%22%3C%C3%BC%3E?q=%20&x=1#top");
}

}  // namespace
}  // namespace http
