// Managed rows that are changed or deleted in the host, and updates from Google.
#include <gmock/gmock.h>

#include "failure.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::HasSubstr;

TEST(Update, WritesAChangedRow) {
  auto world = World::synced({"anna", "bob"});
  world.person("1", "anna@acme.example").fields.department = "Engineering";
  const auto plan = world.sync_twice();
  ASSERT_EQ(plan.people.updates.size(), 1u);
  EXPECT_EQ(world.row_of("1")->fields.department, "Engineering");
  EXPECT_EQ(change_of(plan, "1")->reason, "Department set to “Engineering”");
  EXPECT_EQ(plan.report.counts.unchanged, 1);
}

TEST(Update, ClearsAFieldThatGoogleNoLongerHas) {
  auto world = World::synced({"anna", "bob"});
  world.person("1", "anna@acme.example").fields.location = "Berlin";
  world.sync();
  world.person("1", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.location, std::nullopt);
}

TEST(Update, NamesTheFirstDifferences) {
  auto world = World::synced({"anna", "bob"});
  auto& fields = world.person("1", "anna@acme.example").fields;
  fields.last_name = "Berg";
  fields.department = "a";
  fields.job_title = "b";
  fields.location = "c";
  const auto plan = world.plan();
  EXPECT_EQ(change_of(plan, "1")->reason,
            "Last name set to “Berg”; department set to “a”; job title set to “b”; "
            "and 1 more");
}

TEST(HostEdit, IsRestoredAndReported) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1").fields.first_name = "Changed";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.first_name, "Anna");
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_THAT(change_of(plan, "1")->reason, HasSubstr("Changed in the host and restored: first name"));
  EXPECT_TRUE(has_remark(plan, "1 target user was changed in the host and restored: anna@acme.example."));
}

TEST(HostEdit, OfTheStatusIsKeptWithoutWritingTheRow) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1").status = "inactive";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_TRUE(plan.people.updates.empty());
  EXPECT_EQ(plan.report.counts.unchanged, 2);
  EXPECT_EQ(plan.report.counts.managed_after, 2);
  for (const Plan& report : {plan, world.plan()})
    EXPECT_TRUE(has_remark(
        report, "1 target user stays inactive because an administrator set the status in the host."));
}

TEST(HostEdit, OfTheStatusIsKeptWhileOtherFieldsAreRestored) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1").status = "inactive";
  world.edit("1").fields.first_name = "Changed";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(world.row_of("1")->fields.first_name, "Anna");
  EXPECT_EQ(change_of(plan, "1")->reason,
            "Changed in the host and restored: first name changed from “Changed” to “Anna”");
}

TEST(HostEdit, OfTheStatusIsKeptWhenGoogleChanges) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1").status = "inactive";
  world.sync();
  world.person("1", "anna@acme.example").fields.department = "Sales";
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
}

TEST(HostEdit, OfTheStatusOfAnAdoptedRowIsKept) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example").status = "inactive";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(
      change_of(plan, "1")->reason,
      "An existing target user with this email address is now managed from Google; it stays inactive, as "
      "an administrator set it");
  world.edit("1").status = "active";
  EXPECT_FALSE(has_remark(world.sync_twice(), "stays inactive"));
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(HostEdit, OfTheAddressIsRestoredAndFreesTheNewAddress) {
  auto world = World::synced({"anna", "bob"});
  auto& row = world.edit("1");
  row.fields.email = row.email_key = "new@acme.example";
  world.person("3", "new@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("3")->email_key, "new@acme.example");
}

TEST(HostEdit, OfOtherColumnsUpdatesTheLinkOnly) {
  auto world = World::synced({"anna", "bob"});
  world.edit("1");
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.people.updates.empty());
  EXPECT_EQ(plan.people.link_updates.size(), 1u);
  EXPECT_EQ(plan.report.counts.unchanged, 2);
}

TEST(HostEdit, RecreatesADeletedRow) {
  auto world = World::synced({"anna", "bob"});
  const auto id = world.row_of("1")->id;
  world.delete_row("1");
  const auto plan = world.sync_twice();
  EXPECT_NE(world.row_of("1")->id, id) << "an id is never used again";
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::added);
  EXPECT_TRUE(
      has_remark(plan, "1 target user was deleted in the host and created again: anna@acme.example."));
  EXPECT_EQ(plan.report.counts.managed_before, 2);
  EXPECT_EQ(plan.report.counts.managed_after, 2);
}

TEST(HostEdit, RecreatesADeletedRowWithItsMemberships) {
  auto world = World::synced({"anna", "bob"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.delete_row("1");
  world.sync_twice();
  EXPECT_EQ(world.members_of("Acme Inc.").size(), 2u);
}

TEST(HostEdit, AdoptsARowThatReplacedADeletedOne) {
  auto world = World::synced({"anna", "bob"});
  world.delete_row("1");
  const auto id = world.row_by_hand("anna@acme.example").id;
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.host.links.at("1").origin, Origin::adopted);
}

TEST(HostEdit, DeletesTheLinkIfAnotherProviderTookTheAddressOfADeletedRow) {
  auto world = World::synced({"anna", "bob"});
  world.delete_row("1");
  world.row_by_hand("anna@acme.example", "okta");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_FALSE(world.host.links.contains("1"));
}

TEST(HostEdit, DeletingARowDuringTheRunNeedsAnotherPlan) {
  auto world = World::synced({"anna", "bob"});
  world.person("1", "anna@acme.example").fields.department = "Sales";
  const auto reading = world.read();
  const PlanInput input = reading->input(world.settings, world.now);
  EXPECT_THROW((void)make_plan(input, classify(input), {}, {100, 1}), StateMoved);
}

}  // namespace
}  // namespace gup::plan::test
