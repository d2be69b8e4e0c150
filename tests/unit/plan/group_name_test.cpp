// Names for target groups.
#include "plan/groups/group_names.hpp"

#include <gtest/gtest.h>

#include "host_sdk/text.hpp"

namespace gup::plan {
namespace {

TEST(GroupName, IsThePlainNameIfItIsFree) {
  GroupNames names;
  const auto given = names.give("Sales", "/EMEA");
  EXPECT_EQ(given.name, "Sales");
  EXPECT_FALSE(given.clashed);
}

TEST(GroupName, GetsTheSuffixThenNumbers) {
  GroupNames names;
  names.take("sales");
  EXPECT_EQ(names.give("Sales", "/EMEA").name, "Sales (/EMEA)");
  EXPECT_EQ(names.give("Sales", "/EMEA").name, "Sales (2)");
  EXPECT_EQ(names.give("SALES", "/EMEA").name, "SALES (3)");
}

TEST(GroupName, IsComparedByItsKey) {
  GroupNames names;
  names.take(host_sdk::fold_key("STRASSE"));
  EXPECT_TRUE(names.give("straße", "").clashed);
}

TEST(GroupName, IsCutToMakeRoomForTheSuffix) {
  std::string base;
  for (int i = 0; i < 300; ++i) base += "ö";
  GroupNames names;
  EXPECT_EQ(host_sdk::count_code_points(names.give(base, "a@b").name), 256u);
  const auto suffixed = names.give(base, "a@b").name;
  EXPECT_EQ(host_sdk::count_code_points(suffixed), 256u);
  EXPECT_TRUE(suffixed.ends_with("ö (a@b)"));
}

TEST(GroupName, CutsASuffixThatIsTooLong) {
  GroupNames names;
  names.take("sales");
  const auto name = names.give("Sales", std::string(400, 'x')).name;
  EXPECT_TRUE(name.starts_with("Sales (xxx"));
  EXPECT_LE(name.size(), 256u);
}

TEST(GroupName, RecognizesNamesThatItCouldHaveGiven) {
  EXPECT_TRUE(GroupNames::could_be_given("Sales", "Sales", "/EMEA"));
  EXPECT_TRUE(GroupNames::could_be_given("Sales (/EMEA)", "Sales", "/EMEA"));
  EXPECT_TRUE(GroupNames::could_be_given("Sales (12)", "Sales", "/EMEA"));
  EXPECT_FALSE(GroupNames::could_be_given("Sales (old)", "Sales", "/EMEA"));
  EXPECT_FALSE(GroupNames::could_be_given("Sales ()", "Sales", "/EMEA"));
  EXPECT_FALSE(GroupNames::could_be_given("My sales", "Sales", "/EMEA"));
}

TEST(GroupName, IsTheAddressWhenGoogleHasNone) {
  EXPECT_EQ(usable_name(" \u200B", "team@acme.example"), "team@acme.example");
  EXPECT_EQ(usable_name("  Team ", "team@acme.example"), "Team");
}

}  // namespace
}  // namespace gup::plan
