// People who come back.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

constexpr const char* kStaysInactive =
    "1 target user stays inactive because an administrator set the status in the host.";

/// Anna has left; her row is inactive.
World after_anna_was_deactivated() {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.sync();
  return world;
}

/// Anna's row existed before the sync. She has left, and it belongs to the host again.
World after_anna_was_released() {
  World world;
  world.row_by_hand("anna@acme.example").status = "inactive";
  world.person("1", "anna@acme.example");
  world.person("2", "bob@acme.example");
  world.sync();
  world.delete_person("1");
  world.sync();
  return world;
}

TEST(Returning, ReactivatesTheSameRow) {
  auto world = after_anna_was_deactivated();
  const auto id = world.row_of("1")->id;
  world.person("1", "anna@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.row_of("1")->status, "active");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
  EXPECT_EQ(world.host.links.at("1").state, LinkState::active);
  EXPECT_EQ(world.host.links.at("1").missing_since, std::nullopt);
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
  EXPECT_EQ(change_of(plan, "1")->reason, "Available again: in /");
}

TEST(Returning, ReactivatesUnderANewAddress) {
  auto world = after_anna_was_deactivated();
  world.person("1", "anna.berg@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->email_key, "anna.berg@acme.example");
}

TEST(Returning, RecreatesADeletedRow) {
  auto world = after_anna_was_deactivated();
  world.delete_row("1");
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::added);
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(Returning, ReactivatesADismissedPerson) {
  World world;
  world.person("1", "anna@acme.example");
  world.sync();
  world.host.links.at("1").state = LinkState::dismissed;
  const auto id = world.row_of("1")->id;
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
  EXPECT_EQ(world.row_of("1")->id, id);
}

TEST(Returning, AdoptsAReleasedRowAgain) {
  auto world = after_anna_was_released();
  world.host.users.begin()->second.status = "active";
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
  EXPECT_EQ(world.row_of("1")->provider, kProvider);
  EXPECT_EQ(world.host.links.at("1").origin, Origin::adopted);
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(Returning, LeavesAReleasedRowInactive) {
  auto world = after_anna_was_released();
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_EQ(change_of(plan, "1")->reason,
            "Available again: in /; it stays inactive, as an administrator set it");
  EXPECT_EQ(world.row_of("1")->status, "inactive");
}

TEST(Returning, LeavesARowInactiveThatWasInactiveBeforeThePersonLeft) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.edit("1").status = "inactive";
  world.delete_person("1");
  world.sync();
  ASSERT_TRUE(world.host.links.at("1").was_inactive);
  world.person("1", "anna@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
  EXPECT_TRUE(has_remark(plan, kStaysInactive));
}

TEST(Returning, ReactivatesARowThatAnAdministratorActivatedBeforeThePersonLeftAgain) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.edit("1").status = "inactive";
  world.delete_person("1");
  world.sync();
  world.person("1", "anna@acme.example");
  world.sync();
  world.edit("1").status = "active";
  world.delete_person("1");
  world.sync();
  ASSERT_EQ(world.row_of("1")->status, "inactive");
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(Returning, SkipsAReleasedRowIfTheSettingsSaySo) {
  auto world = after_anna_was_released();
  world.settings.existing_users = ExistingUsers::skip;
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_EQ(world.row_with_email("anna@acme.example")->provider, "");
}

TEST(Returning, CreatesARowIfTheReleasedRowIsGone) {
  auto world = after_anna_was_released();
  world.delete_row("1");
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::added);
  EXPECT_EQ(world.host.links.at("1").origin, Origin::created);
}

TEST(Returning, FailsIfAnotherProviderTookTheReleasedRow) {
  auto world = after_anna_was_released();
  world.host.users.begin()->second.provider = "okta";
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_THAT(change_of(plan, "1")->reason, ::testing::HasSubstr("the provider “okta”"));
}

TEST(Returning, GetsTheReleasedKeyBackWhenItIsFree) {
  auto world = after_anna_was_deactivated();
  world.person("3", "anna@acme.example");  // another user gets the address …
  world.sync();
  ASSERT_EQ(world.row_of("1")->email_key, released_email_key(world.row_of("1")->id));
  world.person("3", "anna3@acme.example");  // … and back
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("3")->email_key, "anna3@acme.example");
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
}

TEST(Returning, WaitsIfTheOldKeyIsReleasedAndTheNewAddressIsTaken) {
  auto world = after_anna_was_deactivated();
  world.person("3", "anna@acme.example");
  world.sync();
  world.row_by_hand("taken@acme.example");
  world.person("1", "taken@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_EQ(world.row_of("1")->status, "inactive") << "no address is available";
}

TEST(Returning, KeepsTheOldAddressIfTheNewOneIsTaken) {
  auto world = after_anna_was_deactivated();
  world.row_by_hand("taken@acme.example");
  world.person("1", "taken@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_EQ(world.row_of("1")->status, "active");
  EXPECT_EQ(world.row_of("1")->fields.email, "anna@acme.example");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
}

}  // namespace
}  // namespace gup::plan::test
