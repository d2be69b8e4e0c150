#include "web/messages.hpp"

#include <gtest/gtest.h>

namespace {

using sample_host::web::Fields;
using sample_host::web::form_values;

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

TEST(FormValues, AcceptOptionsSelectedWithoutScriptsAndNewNames) {
  const auto values = form_values(
      Fields("_many=group&group=1&_choose.group=2&_new.group=++&_many=tags&tags=a&_add.tags=+New+one+&"
             "_many=other&other=1&_choose.other=2&_new.other=Night+shift%2C+all"));
  EXPECT_EQ(values.at("group"), "2");
  EXPECT_EQ(values.at("tags"), "a,new:New one");
  EXPECT_EQ(values.at("other"), "new:Night shift, all");
}

TEST(FormValues, AcceptNumbersWithCommasBetweenThousands) {
  const auto number = [](const std::string& typed) {
    return form_values(Fields("_number=count&count=" + typed)).at("count");
  };
  EXPECT_EQ(number("1%2C312"), "1312");
  EXPECT_EQ(number("+12%2C345%2C678+"), "12345678");
  EXPECT_EQ(number("7"), "7");
  for (const char* other : {"1,31", "1,3120", ",312", "1,,312", "1,31a", "1234,567", "1.312"})
    EXPECT_EQ(number(other), other) << "the gateway refuses it";
  EXPECT_EQ(form_values(Fields("count=1%2C312")).at("count"), "1,312") << "not a number";
}

TEST(OwnPath, NeverLeadsToAnotherSite) {
  EXPECT_EQ(sample_host::web::own_path("/company?a=1"), "/company?a=1");
  for (const char* wanted :
       {"", "company", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb"})
    EXPECT_EQ(sample_host::web::own_path(wanted), "/") << wanted;
}

}  // namespace
