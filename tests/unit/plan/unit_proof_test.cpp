// A unit that is missing from the tree, or placed wrongly, removes no one.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;

World company_with_tree() {
  World world;
  world.unit("id:eng", "/Engineering");
  world.unit("id:platform", "/Engineering/Platform");
  world.person("1", "p1@acme.example", "/Engineering");
  world.person("2", "p2@acme.example", "/Engineering/Platform");
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  return world;
}

TEST(MissingUnit, ThatGoogleFindsIsUsed) {
  auto world = company_with_tree();
  world.choose_units({"id:eng"});
  world.truth = world.directory;
  world.delete_unit("id:eng");
  EXPECT_THAT(world.questions().units, ElementsAre("id:eng"));
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingUnit, ThatIsUnclearKeepsItsMatchingGroup) {
  auto world = company_with_tree();
  world.delete_unit("id:platform");
  world.unclear = {"id:platform"};
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.members_of("Platform"), ElementsAre("p2@acme.example"));
  EXPECT_TRUE(plan.needs_review());
}

TEST(MissingUnit, ThatIsGoneLosesItsMatchingGroup) {
  auto world = company_with_tree();
  world.delete_unit("id:platform");
  world.person("2", "p2@acme.example", "/Engineering");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.group_named("Platform"), std::nullopt);
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingUnit, AboveAPersonsUnitKeepsThePerson) {
  auto world = company_with_tree();
  world.choose_units({"id:root"});
  world.settings.method = SyncMethod::target_users;
  world.sync();
  world.delete_unit("id:eng");
  world.unclear = {"id:eng"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(plan.report.doubts.people_without_unit, 2);
  EXPECT_EQ(plan.report.doubts.unconfirmed_people, 0);
}

TEST(UnitWithAnotherParent, KeepsThePeopleWhosePathsLieBelowASelectedUnit) {
  auto world = company_with_tree();
  world.choose_units({"id:eng"});
  world.sync();
  for (auto& unit : world.directory.units)
    if (unit.id == "id:platform") unit.parent_id = "id:root";
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_TRUE(plan.needs_review());
}

TEST(UnitsInACircle, KeepTheirPeople) {
  auto world = company_with_tree();
  world.choose_units({"id:root"});
  world.sync();
  for (auto& unit : world.directory.units)
    if (unit.id == "id:eng") unit.parent_id = "id:platform";
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_TRUE(plan.needs_review());
}

}  // namespace
}  // namespace gup::plan::test
