// Which person gets which email address.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::HasSubstr;

TEST(Address, RenameUpdatesTheSameRow) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  const auto id = world.row_of("1")->id;
  world.person("1", "anna.berg@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.row_of("1")->email_key, "anna.berg@acme.example");
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_THAT(change_of(plan, "1")->reason,
              HasSubstr("Email changed from “anna@acme.example” to “anna.berg@acme.example”"));
}

TEST(Address, ChangeOfCaseKeepsTheKey) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.person("1", "Anna@Acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.email, "Anna@Acme.example");
  EXPECT_EQ(plan.people.updates.at(0).former_email_key, std::nullopt);
}

TEST(Address, SwapsBetweenTwoPeople) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  const auto anna = world.row_of("1")->id;
  world.person("1", "bob@acme.example");
  world.person("2", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, anna);
  EXPECT_EQ(world.row_of("1")->email_key, "bob@acme.example");
  EXPECT_EQ(world.row_of("2")->email_key, "anna@acme.example");
}

TEST(Address, MovesAlongChainsAndCycles) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.person("1", "bob@acme.example");
  world.person("2", "carl@acme.example");
  world.person("3", "new@acme.example");
  world.person("4", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->email_key, "bob@acme.example");
  EXPECT_EQ(world.row_of("2")->email_key, "carl@acme.example");
  EXPECT_EQ(world.row_of("4")->email_key, "anna@acme.example");

  world.person("1", "carl@acme.example");
  world.person("2", "new@acme.example");
  world.person("3", "bob@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("3")->email_key, "bob@acme.example");
}

TEST(Address, RefusesAChainWhoseEndIsTaken) {
  auto world = World::of({"anna", "bob", "carl"});
  world.row_by_hand("taken@acme.example");
  world.sync();
  world.person("1", "bob@acme.example");
  world.person("2", "taken@acme.example");
  world.person("4", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::failed), 3);
  EXPECT_THAT(change_of(plan, "2")->reason,
              HasSubstr("Hand Made <taken@acme.example>, a target user created by hand"));
  EXPECT_THAT(change_of(plan, "1")->reason, HasSubstr("Bob <bob@acme.example>, who keeps it"));
  EXPECT_EQ(world.row_of("1")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("2")->email_key, "bob@acme.example");
  EXPECT_EQ(world.row_of("4"), nullptr);
}

TEST(Address, NewPersonAdoptsTheRowCreatedByHand) {
  World world;
  const auto id = world.row_by_hand("ANNA@acme.example").id;
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.row_of("1")->provider, kProvider);
  EXPECT_EQ(world.row_of("1")->external_id, "1");
  EXPECT_EQ(world.row_of("1")->fields.email, "anna@acme.example");
  EXPECT_EQ(world.host.links.at("1").origin, Origin::adopted);
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_EQ(plan.report.counts.managed_after, 1);
}

TEST(Address, SkipsARowCreatedByHandIfTheSettingsSaySo) {
  World world;
  world.settings.existing_users = ExistingUsers::skip;
  world.row_by_hand("anna@acme.example");
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_EQ(world.row_with_email("anna@acme.example")->provider, "");
}

TEST(Address, NeverTouchesARowOfAnotherProvider) {
  World world;
  world.row_by_hand("anna@acme.example", "okta");
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_THAT(change_of(plan, "1")->reason, HasSubstr("a target user of the provider “okta”"));
}

TEST(Address, RenameToATakenAddressUpdatesTheOtherFieldsOnly) {
  auto world = World::of({"anna", "bob", "carl"});
  world.row_by_hand("taken@acme.example");
  world.sync();
  world.person("1", "taken@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.email, "anna@acme.example");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_EQ(count(world.plan(), ChangeKind::failed), 1)
      << "the next run writes nothing, but reports it again";
}

TEST(Address, RetriesAFailedRenameOnceTheAddressIsFree) {
  auto world = World::of({"anna", "bob", "carl"});
  const auto hand = world.row_by_hand("taken@acme.example").id;
  world.sync();
  world.person("1", "taken@acme.example");
  world.sync();
  world.host.users.erase(hand);
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_EQ(world.row_of("1")->email_key, "taken@acme.example");
}

TEST(Address, PassesOnFromADeletedPersonInTheSameRun) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  const auto former = world.row_of("1")->id;
  world.delete_person("1");
  world.person("9", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::removed);
  EXPECT_EQ(change_of(plan, "9")->kind, ChangeKind::added);
  EXPECT_NE(world.row_of("9")->id, former) << "another person, so another row";
}

TEST(Address, PassesOnFromADeactivatedPersonInTheSameRun) {
  auto world = World::of({"anna", "bob", "carl"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.person("9", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("9")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("1")->email_key, released_email_key(world.row_of("1")->id));
  EXPECT_EQ(world.row_of("1")->fields.email, "anna@acme.example") << "the shown address stays";
}

TEST(Address, PassesOnFromAReleasedPersonInTheSameRun) {
  auto world = World::of({"anna", "bob", "carl"});
  world.row_by_hand("anna@acme.example");
  world.sync();
  world.delete_person("1");
  world.person("9", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("9")->email_key, "anna@acme.example");
  EXPECT_NE(world.row_of("9")->id, world.row_of("1")->id);
  EXPECT_EQ(world.row_of("1")->provider, "");
}

TEST(Address, RetiredRowReleasesItsKeyAndIsNotAdopted) {
  auto world = World::of({"anna", "bob", "carl"});
  world.row_by_hand("anna@acme.example");
  world.sync();
  world.delete_person("1");
  world.sync();
  world.person("9", "anna@acme.example");
  const auto plan = world.sync_twice();
  ASSERT_EQ(plan.people.email_key_releases.size(), 1u);
  EXPECT_EQ(plan.people.email_key_releases.at(0).external_id, "1");
  EXPECT_EQ(world.row_of("1")->email_key, released_email_key(world.row_of("1")->id));
  EXPECT_EQ(world.row_of("1")->provider, "");
  EXPECT_EQ(change_of(plan, "9")->kind, ChangeKind::added);
}

TEST(Address, DismissedRowReleasesItsKey) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.delete_person("1");
  world.host.links.at("1").state = LinkState::dismissed;
  world.person("9", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("9")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(Address, NewPersonWaitsForTheAddressOfAHeldRemoval) {
  auto world = World::of({"anna", "bob", "carl"});
  world.settings.removal_limit = {.percent = 0, .at_least = 1};
  world.sync();
  world.delete_person("1");
  world.person("9", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::held);
  EXPECT_EQ(change_of(plan, "9")->kind, ChangeKind::failed);
  EXPECT_EQ(change_of(plan, "9")->reason,
            "Waits for the email address of Anna <anna@acme.example>: that user's removal is held");
}

TEST(Address, NewPersonWaitsForTheAddressOfAnUnclearHolder) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.delete_person("1");
  world.unclear = {"1"};
  world.unusable("2", "bob@acme.example");
  world.person("8", "anna@acme.example");
  world.person("9", "bob@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_THAT(change_of(plan, "8")->reason, HasSubstr("Google did not confirm"));
  EXPECT_THAT(change_of(plan, "9")->reason, HasSubstr("record in Google cannot be used"));
}

TEST(Address, DuplicateGoesToTheLinkedPerson) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.person("0", "Carl@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "0")->kind, ChangeKind::failed);
  EXPECT_THAT(change_of(plan, "0")->reason,
              HasSubstr("Carl <carl@acme.example>, who has the same address in Google"));
  EXPECT_EQ(world.row_of("3")->email_key, "carl@acme.example");
}

TEST(Address, DuplicateOfTwoNewPeopleGoesToTheSmallerId) {
  World world;
  world.person("5", "same@acme.example");
  world.person("4", "SAME@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "4")->kind, ChangeKind::added);
  EXPECT_EQ(change_of(plan, "5")->kind, ChangeKind::failed);
}

TEST(Address, DuplicateOfTwoLinkedPeopleStaysWithItsRow) {
  auto world = World::of({"anna", "bob", "carl"});
  world.sync();
  world.person("1", "carl@acme.example");
  world.person("3", "carl@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_EQ(world.row_of("1")->email_key, "anna@acme.example");
  EXPECT_EQ(world.row_of("3")->fields.department, "Sales");
}

TEST(Address, ComparesFoldedAndNormalized) {
  World world;
  world.row_by_hand("JOSÉ@acme.example");
  world.person("1", "jose\u0301@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.host.users.size(), 1u);
}

TEST(Address, FollowsALongChainOfRenamesInOneRun) {
  World world;
  const int people = 1000;
  const auto email = [](int number) { return "p" + std::to_string(number) + "@acme.example"; };
  for (int i = 0; i < people; ++i) world.person(std::to_string(i), email(i));
  world.sync();
  for (int i = 0; i < people; ++i) world.person(std::to_string(i), email(i + 1));
  const auto plan = world.plan();
  EXPECT_EQ(count(plan, ChangeKind::updated), people);
  EXPECT_EQ(count(plan, ChangeKind::failed), 0);
}

}  // namespace
}  // namespace gup::plan::test
