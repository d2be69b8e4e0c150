#include "web/http/url.hpp"

#include <gtest/gtest.h>

namespace {

using namespace sample_host::web;

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

TEST(FormValues, JoinMultipleValuesReadTogglesAndHideHostFields) {
  const Fields fields(
      "_csrf=t&_many=units&units=1&units=2&_many=days&_toggle=on&on=true&_toggle=off&_toggle=odd&odd=perhaps&"
      "name=x");
  const auto values = form_values(fields);
  EXPECT_EQ(values.at("units"), "1,2");
  EXPECT_EQ(values.at("days"), "");
  EXPECT_EQ(values.at("on"), "true");
  EXPECT_EQ(values.at("off"), "false");
  EXPECT_EQ(values.at("odd"), "perhaps") << "the gateway refuses it";
  EXPECT_EQ(values.at("name"), "x");
  EXPECT_FALSE(values.contains("_csrf"));
}

}  // namespace
