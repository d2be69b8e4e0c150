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

TEST(FormValues, TakeOptionsSelectedWithoutScriptsAndNewNames) {
  const auto values = form_values(
      Fields("_many=group&group=1&_choose.group=2&_new.group=++&_many=tags&tags=a&_add.tags=+New+one+&"
             "_many=other&other=1&_choose.other=2&_new.other=Night+shift%2C+all"));
  EXPECT_EQ(values.at("group"), "2");
  EXPECT_EQ(values.at("tags"), "a,new:New one");
  EXPECT_EQ(values.at("other"), "new:Night shift, all");
}

TEST(OwnPath, LeadsToNoOtherSite) {
  EXPECT_EQ(sample_host::web::own_path("/company?a=1"), "/company?a=1");
  for (const char* wanted :
       {"", "company", "https://evil.example", "//evil.example", "/\\evil.example", "/a\r\nb"})
    EXPECT_EQ(sample_host::web::own_path(wanted), "/") << wanted;
}

}  // namespace
