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

}  // namespace
