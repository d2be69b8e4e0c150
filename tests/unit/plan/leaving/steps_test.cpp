// Steps on leaving: delete, deactivate, or deactivate and delete later; for each cause.
#include <gmock/gmock.h>

#include "plan/removals/deletion_dates.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

using std::chrono::days;
using std::chrono::hours;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kLater = OnLeaving::deactivate_then_delete;

LeavingSteps later(int after_days) {
  LeavingSteps steps = kLater;
  steps.delete_after_days = after_days;
  return steps;
}

/// Anna left, and is to be deleted after 30 days.
World anna_left(std::initializer_list<const char*> names = {"anna", "bob", "carl"}) {
  auto world = World::of(names);
  world.now = host_sdk::Timestamp{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};
  world.settings.on_leaving = later(30);
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  return world;
}

TEST(LeavingSteps, DeactivatesFirstAndNamesTheDateOfTheDeletion) {
  auto world = World::of({"anna", "bob"});
  world.now = host_sdk::Timestamp{std::chrono::sys_days{std::chrono::year{2026} / 11 / 29}};
  world.settings.on_leaving = later(30);
  world.sync();
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::deactivated);
  EXPECT_EQ(change_of(plan, "1")->reason,
            "Deleted in Google; to be deleted on 29 Dec 2026 unless the person returns");
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_EQ(world.host.links.at("1").delete_after_days, 30);
  EXPECT_EQ(world.host.links.at("1").cause, LeavingCause::left);
  EXPECT_EQ(plan.report.counts.counted_removals, 1);
}

TEST(LeavingSteps, DeletesWhenTheTimeHasComeAndNotBefore) {
  auto world = anna_left();
  world.now += days{30} - std::chrono::seconds{1};
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_TRUE(world.questions().empty()) << "no request before the date";
  world.now += std::chrono::seconds{1};
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::removed);
  EXPECT_EQ(change_of(plan, "1")->reason, "Deleted in Google; inactive since 29 Nov 2026");
  EXPECT_THAT(world.emails(), ElementsAre("bob@acme.example", "carl@acme.example"));
  EXPECT_FALSE(world.host.links.contains("1"));
  EXPECT_EQ(plan.report.counts.counted_removals, 1);
}

TEST(LeavingSteps, DeletesOnTheNamedDayEvenIfTheRunStartsEarlierInTheDay) {
  auto world = World::of({"anna", "bob"});
  const auto first_day = host_sdk::Timestamp{std::chrono::sys_days{std::chrono::year{2027} / 2 / 1}};
  world.now = first_day + hours{1} + std::chrono::minutes{30} + std::chrono::milliseconds{450};
  world.settings.on_leaving = later(3);
  world.sync();
  world.delete_person("1");
  EXPECT_THAT(change_of(world.sync_twice(), "1")->reason, HasSubstr("to be deleted on 4 Feb 2027"));
  world.now = first_day + days{3} - std::chrono::microseconds{1};
  EXPECT_TRUE(world.plan().writes_nothing());
  world.now = first_day + days{3} + hours{1} + std::chrono::minutes{30} + std::chrono::milliseconds{100};
  EXPECT_EQ(change_of(world.sync_twice(), "1")->kind, ChangeKind::removed);
}

TEST(LeavingSteps, CountsTheDaysAfterASuspensionFromTheDayOfTheDeletion) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = later(10);
  world.settings.on_leaving.suspended = OnLeaving::deactivate;
  const auto first_day = host_sdk::Timestamp{std::chrono::sys_days{std::chrono::year{2027} / 2 / 1}};
  world.now = first_day + hours{12};
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.sync_twice();
  world.delete_person("1");
  world.now = first_day + days{5} + hours{13};
  world.sync_twice();
  world.now = first_day + days{15};
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, KeepsTheRowOfAPersonWhoReturnsBefore) {
  auto world = anna_left();
  const auto id = world.row_of("1")->id;
  world.now += days{29};
  world.person("1", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->id, id);
  EXPECT_EQ(world.row_of("1")->status, "active");
  EXPECT_EQ(world.host.links.at("1").delete_after_days, 0);
  world.now += days{300};
  EXPECT_TRUE(world.plan().writes_nothing());
}

TEST(LeavingSteps, KeepsTheRowOfAPersonWhoReturnsOnTheDayOfTheDeletion) {
  auto world = anna_left();
  world.now += days{31};
  world.person("1", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(LeavingSteps, AskGoogleBeforeTheDeletion) {
  auto world = anna_left();
  world.now += days{30};
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  world.unclear = {"1"};
  const auto plan = world.sync();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::skipped);
  EXPECT_THAT(change_of(plan, "1")->reason, HasSubstr("did not confirm"));
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  world.unclear.clear();
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, DeleteNoOneBecauseOfAnIncompleteList) {
  auto world = anna_left();
  world.person("1", "anna@acme.example");
  world.truth = world.directory;
  world.delete_person("1");
  world.now += days{30};
  world.sync();
  EXPECT_EQ(world.row_of("1")->status, "active") << "Google's own record brings her back";
}

TEST(LeavingSteps, DifferByCause) {
  auto world = World::of({"anna", "bob", "carl", "dora"});
  world.unit("id:sales", "/Sales");
  world.person("3", "carl@acme.example", "/Sales");
  world.settings.on_leaving.left = OnLeaving::delete_;
  world.settings.on_leaving.suspended = OnLeaving::deactivate;
  world.settings.on_leaving.deselected = kLater;
  world.sync();
  world.delete_person("1");
  world.person("2", "bob@acme.example").suspended = true;
  world.choose_units({"id:root"});
  world.settings.include_sub_units = false;
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
  EXPECT_EQ(world.row_of("2")->status, "inactive");
  EXPECT_EQ(world.host.links.at("2").delete_after_days, 0);
  EXPECT_EQ(world.host.links.at("2").cause, LeavingCause::suspended);
  EXPECT_EQ(world.row_of("3")->status, "inactive");
  EXPECT_EQ(world.host.links.at("3").delete_after_days, 30);
  EXPECT_EQ(world.host.links.at("3").cause, LeavingCause::deselected);
  world.now += days{400};
  world.sync_twice();
  EXPECT_NE(world.row_of("2"), nullptr);
  EXPECT_EQ(world.row_of("3"), nullptr);
}

TEST(LeavingSteps, CountExclusionsAsNoLongerSelected) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving.deselected = kLater;
  world.sync();
  world.exclude(ExclusionKind::address, "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_THAT(change_of(plan, "1")->reason, HasSubstr("Excluded: "));
  EXPECT_EQ(world.host.links.at("1").cause, LeavingCause::deselected);
  world.now += days{30};
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, FollowWhoIsDeletedInGoogleAfterASuspension) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving.suspended = OnLeaving::deactivate;
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.sync_twice();
  ASSERT_EQ(world.row_of("1")->status, "inactive");
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::removed);
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, SetTheDateOfWhoIsDeletedInGoogleAfterASuspension) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = later(10);
  world.settings.on_leaving.suspended = OnLeaving::deactivate;
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.sync_twice();
  world.now += days{100};
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.report.counts.counted_removals, 0) << "only the date changes";
  EXPECT_EQ(world.host.links.at("1").delete_after_days, 110);
  world.now += days{10} - hours{1};
  EXPECT_TRUE(world.plan().writes_nothing());
  world.now += hours{1};
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, AskOnlyOnceAboutWhoWasSuspendedBefore) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving.suspended = OnLeaving::deactivate;
  world.settings.on_leaving.left = kLater;
  world.sync();
  world.person("1", "anna@acme.example").suspended = true;
  world.sync_twice();
  EXPECT_TRUE(world.questions().empty());
  world.delete_person("1");
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  world.sync_twice();
  EXPECT_TRUE(world.questions().empty());
}

TEST(LeavingSteps, ExtendTheTimeOfThoseWhoWaitAndNeverShortenIt) {
  auto world = anna_left();
  world.settings.on_leaving.delete_after_days = 60;
  world.sync_twice();
  EXPECT_EQ(world.host.links.at("1").delete_after_days, 60);
  world.settings.on_leaving.delete_after_days = 5;
  EXPECT_TRUE(world.plan().writes_nothing());
}

TEST(LeavingSteps, ExtendTheTimeEvenOnTheDayOfTheDeletion) {
  auto world = anna_left();
  world.settings.on_leaving.delete_after_days = 60;
  world.now += days{31};
  world.sync_twice();
  EXPECT_NE(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, KeepThoseWhoWaitWhenTheDeletionIsTurnedOff) {
  auto world = anna_left();
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync_twice();
  world.settings.on_leaving = later(30);
  world.now += days{365};
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_EQ(world.row_of("1")->status, "inactive");
}

TEST(LeavingSteps, DeleteNoOneWhoLeftBeforeTheStepExisted) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.delete_person("1");
  world.sync();
  world.host.links.at("1").cause = LeavingCause::unknown;
  world.settings.on_leaving = later(1);
  world.now += days{365};
  EXPECT_TRUE(world.plan().writes_nothing());
}

TEST(LeavingSteps, LeaveAdoptedRowsInactive) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example");
  world.settings.on_leaving = later(1);
  world.sync();
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->reason, "Deleted in Google");
  world.now += days{365};
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_EQ(world.row_of("1")->status, "inactive");
}

TEST(LeavingSteps, DoNotDeletePeopleThatAnAdministratorReactivated) {
  auto world = anna_left();
  world.edit("1").status = "active";
  world.now += days{365};
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_NE(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, HoldTooManyDeletionsUntilTheyAreApproved) {
  auto world = World::of({"anna", "bob", "carl", "dora", "emil", "fay"});
  world.settings.on_leaving = later(30);
  world.sync();
  for (const char* id : {"1", "2", "3"}) world.delete_person(id);
  world.sync_twice();
  world.settings.removal_limit = {.percent = 5, .at_least = 2};
  world.now += days{30};
  const auto plan = world.sync();
  EXPECT_EQ(plan.people.held.size(), 3U);
  EXPECT_EQ(plan.people.deletes.size(), 0U);
  EXPECT_THAT(plan.people.held.front().reason, HasSubstr("inactive since"));
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  EXPECT_TRUE(world.plan().writes_nothing());
  world.approved = {"1", "2"};
  world.sync();
  world.approved.clear();
  EXPECT_EQ(world.row_of("1"), nullptr);
  EXPECT_NE(world.row_of("3"), nullptr) << "not approved";
}

TEST(LeavingSteps, KeepDismissedPeopleAsInactive) {
  auto world = World::of({"anna", "bob", "carl", "dora"});
  world.settings.on_leaving = later(30);
  world.sync();
  world.delete_person("1");
  world.delete_person("2");
  world.sync_twice();
  world.settings.removal_limit = {.percent = 5, .at_least = 2};
  world.now += days{30};
  world.sync();
  ASSERT_EQ(world.host.held.size(), 2U);
  world.host.apply(world.dismissal_of({"1", "2"}));
  EXPECT_TRUE(world.host.held.empty());
  world.now += days{365};
  EXPECT_TRUE(world.plan().writes_nothing());
  EXPECT_EQ(world.row_of("1")->status, "inactive");
  world.person("1", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->status, "active");
}

TEST(LeavingSteps, LetANewcomerTakeTheAddressOfAPendingDeletion) {
  auto world = anna_left();
  world.now += days{30};
  world.person("9", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
  EXPECT_EQ(world.row_with_email("anna@acme.example")->external_id, "9");
}

TEST(LeavingSteps, LetANewcomerTakeTheAddressOfAHeldDeletion) {
  auto world = World::of({"anna", "bob", "carl"});
  world.settings.on_leaving = later(30);
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  world.settings.removal_limit = {.percent = 5, .at_least = 1};
  world.now += days{30};
  world.person("9", "anna@acme.example");
  world.sync();
  ASSERT_EQ(world.host.held.size(), 1U);
  EXPECT_EQ(world.row_with_email("anna@acme.example")->external_id, "9");
}

TEST(LeavingSteps, ProveThatTheyAreStillInNoSelectedGroup) {
  auto world = World::of({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.settings.on_leaving = later(30);
  world.sync();
  world.group("team", "Team", {"2"});
  world.sync_twice();
  ASSERT_EQ(world.row_of("1")->status, "inactive");
  world.now += days{30};
  EXPECT_FALSE(world.questions().empty());
  world.unclear = {"1"};
  EXPECT_NE(world.sync().report.doubts.unconfirmed_people, 0);
  EXPECT_NE(world.row_of("1"), nullptr);
  world.unclear.clear();
  world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, DeleteNoOneWhileASelectedGroupCannotBeRead) {
  auto world = World::of({"anna", "bob"});
  world.group("team", "Team", {"1", "2"});
  world.choose_groups({"team"});
  world.settings.on_leaving = later(30);
  world.sync();
  world.group("team", "Team", {"2"});
  world.sync_twice();
  world.group("team", "Team", {"1", "2"});
  world.truth = world.directory;
  world.cannot_read("team");
  world.now += days{30};
  world.sync();
  EXPECT_NE(world.row_of("1"), nullptr);
}

TEST(LeavingSteps, KeepTheMembershipsOfTheHostUntilTheDeletion) {
  auto world = World::of({"anna", "bob"});
  world.settings.method = SyncMethod::matching_groups;
  world.settings.on_leaving = later(30);
  world.sync();
  world.delete_person("1");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("anna@acme.example", "bob@acme.example"));
  world.now += days{30};
  world.sync_twice();
  EXPECT_THAT(world.members_of("Acme Inc."), ElementsAre("bob@acme.example"));
}

}  // namespace
}  // namespace gup::plan::test
