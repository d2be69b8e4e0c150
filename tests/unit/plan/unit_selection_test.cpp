// The selection by organizational units.
#include <gmock/gmock.h>

#include <utility>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

World company_of_units() {
  World world;
  world.unit("id:eng", "/Engineering");
  world.unit("id:platform", "/Engineering/Platform");
  world.unit("id:sales", "/Sales");
  world.person("1", "root@acme.example", "/");
  world.person("2", "eng@acme.example", "/Engineering");
  world.person("3", "platform@acme.example", "/Engineering/Platform");
  world.person("4", "sales@acme.example", "/Sales");
  return world;
}

TEST(UnitSelection, AllSelectsEveryone) {
  auto world = company_of_units();
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::added), 4);
  EXPECT_THAT(world.host.link_sources,
              ElementsAre(LinkSource{"1", "id:root"}, LinkSource{"2", "id:eng"},
                          LinkSource{"3", "id:platform"}, LinkSource{"4", "id:sales"}));
}

TEST(UnitSelection, IncludesSubUnits) {
  auto world = company_of_units();
  world.choose_units({"id:eng"});
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("eng@acme.example", "platform@acme.example"));
  EXPECT_THAT(world.host.link_sources, ElementsAre(LinkSource{"2", "id:eng"}, LinkSource{"3", "id:eng"}));
}

TEST(UnitSelection, ExcludesSubUnitsIfTheSettingsSaySo) {
  auto world = company_of_units();
  world.choose_units({"id:eng"});
  world.settings.include_sub_units = false;
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("eng@acme.example"));
}

TEST(UnitSelection, StoresTheNearestSelectedUnitAsSource) {
  auto world = company_of_units();
  world.choose_units({"id:root", "id:eng"});
  world.sync_twice();
  EXPECT_THAT(world.host.link_sources, ElementsAre(LinkSource{"1", "id:root"}, LinkSource{"2", "id:eng"},
                                                   LinkSource{"3", "id:eng"}, LinkSource{"4", "id:root"}));
}

TEST(UnitSelection, IgnoresCaseInPaths) {
  auto world = company_of_units();
  world.choose_units({"id:sales"});
  world.person("4", "sales@acme.example", "/SALES");
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("sales@acme.example"));
}

TEST(UnitSelection, RenamedParentChangesThePathAlone) {
  auto world = company_of_units();
  world.choose_units({"id:platform"});
  world.sync();
  world.unit("id:eng", "/R and D");
  world.unit("id:platform", "/R and D/Platform");
  world.person("2", "eng@acme.example", "/R and D");
  world.person("3", "platform@acme.example", "/R and D/Platform");
  auto plan = world.plan();
  EXPECT_THAT(std::exchange(plan.groups.source_names, {}),
              ElementsAre(SourceName{"id:platform", "/ R and D / Platform", "", ""}));
  EXPECT_TRUE(plan.writes_nothing());
}

TEST(UnitSelection, RemovesPeopleWhoMoveOutOfTheSelectedUnit) {
  auto world = company_of_units();
  world.choose_units({"id:eng"});
  world.sync();
  world.person("3", "platform@acme.example", "/Sales");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "3")->kind, ChangeKind::removed);
  EXPECT_EQ(change_of(plan, "3")->reason, "No longer in a selected organizational unit; now in / Sales");
}

TEST(UnitSelection, DoesNotTouchPeopleInAnUnlistedUnit) {
  auto world = company_of_units();
  world.sync();
  world.person("2", "renamed@acme.example", "/Made/Just Now");
  world.person("5", "new@acme.example", "/Made/Just Now");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("2")->fields.email, "eng@acme.example");
  EXPECT_EQ(change_of(plan, "2")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "2")->reason,
            "Google did not list the user's organizational unit; the target user was not changed");
  EXPECT_EQ(change_of(plan, "5")->kind, ChangeKind::skipped);
  EXPECT_EQ(world.row_of("5"), nullptr);
}

TEST(UnitSelection, ReportsTheUnitOfAPerson) {
  auto world = company_of_units();
  const auto plan = world.plan();
  EXPECT_EQ(change_of(plan, "3")->reason, "In / Engineering / Platform");
  EXPECT_EQ(change_of(plan, "1")->reason, "In /");
}

TEST(UnitSelection, ReportsSuspendedAndArchivedUsersOnce) {
  auto world = company_of_units();
  world.choose_units({"id:eng"});
  world.person("2", "eng@acme.example", "/Engineering").suspended = true;
  world.person("3", "platform@acme.example", "/Engineering/Platform").archived = true;
  world.person("4", "sales@acme.example", "/Sales").suspended = true;
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), IsEmpty());
  EXPECT_EQ(change_of(plan, "2")->reason, "Suspended in Google");
  EXPECT_EQ(change_of(plan, "3")->reason, "Archived in Google");
  EXPECT_EQ(change_of(plan, "4"), std::nullopt) << "was not selected before";
}

TEST(UnitSelection, IncludesSuspendedUsersIfTheSettingsSaySo) {
  auto world = company_of_units();
  world.settings.suspended_users = SuspendedUsers::include;
  world.person("2", "eng@acme.example", "/Engineering").suspended = true;
  world.sync_twice();
  EXPECT_EQ(world.row_of("2")->status, "active");
}

TEST(UnitSelection, ReportsAnUnusableNewPersonOnlyIfSelected) {
  auto world = company_of_units();
  world.choose_units({"id:eng"});
  world.unusable("2", "eng", "/Engineering");
  world.unusable("4", "sales", "/Sales");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "2")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "2")->reason, "The email address has no @");
  EXPECT_EQ(change_of(plan, "4"), std::nullopt);
}

TEST(UnitSelection, DoesNotTouchTheRowOfAnUnusableRecord) {
  auto world = company_of_units();
  world.sync();
  world.unusable("2", "eng", "/Engineering");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("2")->fields.email, "eng@acme.example");
  EXPECT_EQ(change_of(plan, "2")->reason, "The email address has no @; the target user was not changed");
  EXPECT_EQ(plan.report.counts.managed_after, 4);
}

TEST(UnitSelection, ChangingTheScopeRemovesPeopleOutsideTheSelection) {
  auto world = company_of_units();
  world.sync();
  world.choose_units({"id:eng"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.report.counts.managed_before, 4);
  EXPECT_EQ(plan.report.counts.managed_after, 2);
  EXPECT_EQ(plan.report.counts.unchanged, 2);
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
}

TEST(UnitSelection, HandlesACycleOfParents) {
  auto world = company_of_units();
  for (auto& unit : world.directory.units) {
    if (unit.id == "id:eng") unit.parent_id = "id:platform";
  }
  world.choose_units({"id:sales"});
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("sales@acme.example"));
}

}  // namespace
}  // namespace gup::plan::test
