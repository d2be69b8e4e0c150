#include "http/url.hpp"

#include <gtest/gtest.h>

namespace {

using namespace http;

TEST(FormFields, AreDecodedInOrder) {
  const Fields fields("a=1&b=x+y%20z&a=2&empty=&flag&%26=%zz");
  EXPECT_EQ(fields.all("a"), (std::vector<std::string>{"1", "2"}));
  EXPECT_EQ(fields.first("b"), "x y z");
  EXPECT_TRUE(fields.has("flag"));
  EXPECT_EQ(fields.first("&"), "%zz");
  EXPECT_FALSE(fields.has("missing"));
}

TEST(FormFields, SurviveARoundTripThroughAnAddress) {
  const std::string text = "id:03ph8a2z1 & ümläut+%\"";
  EXPECT_EQ(Fields(QueryString().add("x", text).str().substr(1)).first("x"), text);
}

TEST(Parameters, AppendToAnAddressWithOrWithoutAQuery) {
  std::string address = "http://a/b";
  append_parameter(address, "x", "1 2");
  append_parameter(address, "y", "&");
  EXPECT_EQ(address, "http://a/b?x=1%202&y=%26");
}

TEST(HostAndPort, PutsIpv6InBrackets) {
  EXPECT_EQ(host_and_port("127.0.0.1", 80), "127.0.0.1:80");
  EXPECT_EQ(host_and_port("::1", 8080), "[::1]:8080");
}

}  // namespace
