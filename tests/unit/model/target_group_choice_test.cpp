#include "model/settings/target_group_choice.hpp"

#include <gtest/gtest.h>

namespace gup {
namespace {

TEST(TargetGroupChoice, IsAnIdOrANewName) {
  const auto existing = target_group_choice("34");
  EXPECT_EQ(existing.id, 34);
  EXPECT_FALSE(existing.new_name);
  const auto created = target_group_choice("new:12");
  EXPECT_EQ(created.id, 0);
  EXPECT_EQ(created.new_name, "12");
  EXPECT_EQ(target_group_choice(new_target_group("Everyone")).new_name, "Everyone");
  EXPECT_EQ(target_group_choice("new:").new_name, "");
}

TEST(TargetGroupChoice, IsNeitherForOtherTexts) {
  for (const char* setting :
       {"", "0", "-3", "12abc", "abc", "NEW:x", "name:Everyone", " 12", "99999999999999999999"}) {
    const auto choice = target_group_choice(setting);
    EXPECT_EQ(choice.id, 0) << setting;
    EXPECT_FALSE(choice.new_name) << setting;
  }
}

}  // namespace
}  // namespace gup
