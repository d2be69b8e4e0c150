// What happens to people who are no longer available.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

TEST(Leaving, DeletesTheRowOfADeletedUser) {
  auto world = World::of({"anna", "bob"});
  world.sync();
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ::testing::ElementsAre("bob@acme.example"));
  EXPECT_EQ(change_of(plan, "1")->reason, "Deleted in Google");
  EXPECT_EQ(change_of(plan, "1")->before->fields.email, "anna@acme.example");
  EXPECT_FALSE(change_of(plan, "1")->after.has_value());
  EXPECT_EQ(plan.report.counts.counted_removals, 1);
  EXPECT_TRUE(world.host.link_sources.contains({"2", "id:root"}));
  EXPECT_FALSE(world.host.link_sources.contains({"1", "id:root"}));
}

TEST(Leaving, TreatsSuspendedAndArchivedUsersAlike) {
  auto world = World::of({"anna", "bob"});
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.person("2", "bob@acme.example").archived = true;
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->reason, "Suspended in Google");
  EXPECT_EQ(change_of(plan, "2")->reason, "Archived in Google");
  EXPECT_TRUE(world.emails().empty());
}

TEST(Leaving, DeactivatesIfTheSettingsSaySo) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  const auto id = world.row_of("1")->id;
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::deactivated);
  EXPECT_EQ(world.host.users.at(id).status, "inactive");
  EXPECT_EQ(world.host.users.at(id).provider, kProvider);
  EXPECT_EQ(world.host.links.at("1").state, LinkState::inactive);
  EXPECT_EQ(world.host.links.at("1").missing_since, world.now);
  EXPECT_EQ(plan.report.counts.managed_after, 1);
}

TEST(Leaving, ChangeToDeleteAppliesToLaterLeaversOnly) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.sync();
  world.settings.on_leaving = OnLeaving::delete_;
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_NE(world.row_of("1"), nullptr);
}

TEST(Leaving, ReleasesAnAdoptedRowWithTheStatusThatTheHostGaveIt) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example");
  world.sync();
  world.edit("1").status = "inactive";
  world.delete_person("1");
  const auto plan = world.sync_twice();
  const auto* row = world.row_with_email("anna@acme.example");
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->provider, "");
  EXPECT_EQ(row->external_id, std::nullopt);
  EXPECT_EQ(row->status, "inactive");
  EXPECT_EQ(world.host.links.at("1").state, LinkState::released);
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::released);
}

TEST(Leaving, ReleasesARowThatAFormerVersionActivated) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example");
  world.sync();
  world.host.links.at("1").was_inactive = true;
  world.delete_person("1");
  world.sync_twice();
  EXPECT_EQ(world.row_with_email("anna@acme.example")->status, "inactive");
}

TEST(Leaving, DeactivatesAnAdoptedRowIfTheSettingsSaySo) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example");
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(world.row_of("1")->provider, kProvider);
}

TEST(Leaving, DeletesTheLinkOfARowDeletedByHand) {
  auto world = World::of({"anna", "bob"});
  world.sync();
  world.delete_row("1");
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_FALSE(world.host.links.contains("1"));
  EXPECT_EQ(change_of(plan, "1"), std::nullopt);
  EXPECT_EQ(plan.report.counts.counted_removals, 0);
}

TEST(Leaving, DeletesTheLinkOfADeactivatedRowDeletedByHand) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.sync();
  world.delete_row("1");
  world.sync_twice();
  EXPECT_FALSE(world.host.links.contains("1"));
}

TEST(Leaving, DoesNotReportSuspendedUsersWhoLeftBefore) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.sync();
  EXPECT_EQ(change_of(world.plan(), "1"), std::nullopt);
}

TEST(Leaving, DoesNotTouchForeignRows) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("hand@acme.example");
  world.row_by_hand("okta@acme.example", "okta");
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  EXPECT_THAT(world.emails(),
              ::testing::ElementsAre("bob@acme.example", "hand@acme.example", "okta@acme.example"));
}

}  // namespace
}  // namespace gup::plan::test
