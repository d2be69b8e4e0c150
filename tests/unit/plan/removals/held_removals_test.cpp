// Removals that are held, approved or dismissed.
#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

#include "world.hpp"

namespace gup::plan::test {
namespace {

/// Thirty people with a limit of four removals. In the tests five people leave.
World removal_limit_company() {
  World world;
  for (int i = 10; i < 40; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 5};
  return world;
}

void five_leave(World& world) {
  for (int i = 10; i < 15; ++i) world.delete_person(std::to_string(i));
}

TEST(HeldRemovals, KeepPeopleWhileOtherChangesAreApplied) {
  auto world = removal_limit_company();
  five_leave(world);
  world.person("90", "new@acme.example");
  world.person("20", "p20@acme.example").fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(count(plan, ChangeKind::held), 5);
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_EQ(count(plan, ChangeKind::added), 1);
  EXPECT_EQ(count(plan, ChangeKind::updated), 1);
  EXPECT_EQ(plan.report.counts.managed_after, 31);
  ASSERT_EQ(world.host.held.size(), 5u);
  EXPECT_EQ(world.host.held[0].email, "p10@acme.example");
  EXPECT_EQ(world.host.held[0].reason, "Deleted in Google");
  EXPECT_EQ(world.host.held[0].held_since, world.now);
}

TEST(HeldRemovals, KeepTheirDateAndQueryNoRows) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  const auto since = world.now;
  world.now += std::chrono::hours{24};
  const auto plan = world.plan();
  EXPECT_TRUE(plan.writes_nothing());
  EXPECT_EQ(plan.people.held.at(0).held_since, since);
  EXPECT_EQ(count(plan, ChangeKind::held), 5) << "every report lists them";
  EXPECT_TRUE(world.query().user_ids.empty());
}

TEST(HeldRemovals, EndWhenThePersonIsSeenAgain) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.person("10", "p10@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 4)
      << "four are within the limit, and no one has decided about them";
  EXPECT_EQ(plan.report.broken_limit, std::nullopt);
  EXPECT_EQ(world.host.held.size(), 4u);
  EXPECT_NE(world.row_of("10"), nullptr);
}

TEST(HeldRemovals, DoNotHoldNewOnesWithinTheLimit) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  for (int i = 10; i < 13; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  world.delete_person("30");
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 2);
  EXPECT_EQ(change_of(plan, "30")->kind, ChangeKind::removed);
}

TEST(HeldRemovals, EndWithinARaisedLimit) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.settings.removal_limit.at_least = 6;
  EXPECT_EQ(count(world.plan(), ChangeKind::held), 5) << "unless the limit was as high before";
  world.limit_was_raised = true;
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5);
  EXPECT_TRUE(world.host.held.empty());
}

TEST(HeldRemovals, StayAboveARaisedLimit) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.delete_person("15");
  world.settings.removal_limit.at_least = 6;
  world.limit_was_raised = true;
  EXPECT_EQ(count(world.sync_twice(), ChangeKind::held), 6);
}

TEST(HeldRemovals, AreAppliedWhenTheLimitIsRaised) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.settings.removal_limit.percent = 100;
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5);
  EXPECT_TRUE(world.host.held.empty());
}

TEST(HeldRemovals, CoverAnEmptySelection) {
  World world;
  world.unit("id:sales", "/Sales");
  world.person("1", "anna@acme.example", "/Sales");
  world.choose_units({"id:sales"});
  world.sync();
  world.settings.removal_limit = {};
  world.person("1", "anna@acme.example", "/");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::held);
}

TEST(HeldRemovals, CoverDeselectingAUnit) {
  auto world = removal_limit_company();
  world.unit("id:sales", "/Sales");
  world.choose_units({"id:sales"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 30);
  EXPECT_EQ(change_of(plan, "10")->reason, "No longer in a selected organizational unit");
}

TEST(HeldRemovals, KeepSourcesAndMemberships) {
  auto world = removal_limit_company();
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  const auto sources = world.host.link_sources;
  five_leave(world);
  world.sync_twice();
  EXPECT_EQ(world.host.link_sources, sources);
  EXPECT_EQ(world.members_of("Acme Inc.").size(), 30u);
}

TEST(HeldRemovals, CoverDeactivations) {
  auto world = removal_limit_company();
  world.settings.on_leaving = OnLeaving::deactivate;
  five_leave(world);
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 5);
  EXPECT_EQ(world.row_of("10")->status, "active");
}

TEST(ApprovedRemovals, AreAppliedRegardlessOfTheLimitAndDoNotCount) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.approved = {"10", "11", "12", "13", "14"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5);
  EXPECT_EQ(plan.report.counts.counted_removals, 0);
  EXPECT_TRUE(change_of(plan, "10")->approved);
  EXPECT_FALSE(plan.needs_review());
}

TEST(ApprovedRemovals, ApplyToPeopleWhoAreStillMissing) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.person("10", "p10@acme.example");
  world.approved = {"10", "11", "12", "13", "14"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_NE(world.row_of("10"), nullptr);
}

TEST(ApprovedRemovals, LeaveTheOthersHeld) {
  auto world = removal_limit_company();
  for (int i = 10; i < 20; ++i) world.delete_person(std::to_string(i));
  world.sync();
  world.approved = {"10"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 1);
  EXPECT_EQ(count(plan, ChangeKind::held), 9);
}

TEST(ApprovedRemovals, LeaveTheOthersHeldEvenWithinTheLimit) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.approved = {"10", "11", "12", "13"};
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 4);
  EXPECT_EQ(change_of(plan, "14")->kind, ChangeKind::held);
}

TEST(ApprovedRemovals, LeaveARaisedLimitInForce) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.settings.removal_limit.at_least = 6;
  world.limit_was_raised = true;
  world.approved = {"10"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 5) << "only this sync knows that the limit was raised";
  EXPECT_TRUE(world.host.held.empty());
}

TEST(ApprovedRemovals, LeaveTheOthersHeldInLaterSyncs) {
  World world;
  for (int i = 10; i < 26; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  world.sync();
  world.settings.removal_limit = {};
  for (int i = 10; i < 20; ++i) world.delete_person(std::to_string(i));
  world.sync();
  world.approved = {"10", "11", "12", "13"};
  world.sync();
  world.approved.clear();
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::held), 6) << "half of twelve are not more than half";
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
}

TEST(DismissedRemovals, KeepThePersonUntilSeenAgain) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  const auto dismissal = world.dismissal_of({"10", "11", "99"});
  EXPECT_EQ(dismissal.people.held.size(), 3u);
  EXPECT_FALSE(dismissal.writes_nothing());
  world.host.apply(dismissal);
  EXPECT_EQ(world.host.links.at("10").state, LinkState::dismissed);
  EXPECT_EQ(world.row_of("10")->status, "active");

  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "10"), std::nullopt);
  EXPECT_NE(world.row_of("10"), nullptr);
  EXPECT_EQ(count(plan, ChangeKind::held), 3) << "although three are within the limit";
  EXPECT_EQ(plan.report.counts.dismissed, 2);
}

TEST(DismissedRemovals, CanBeApprovedLater) {
  auto world = removal_limit_company();
  five_leave(world);
  world.sync();
  world.host.apply(world.dismissal_of({"10", "11", "12", "13", "14"}));
  world.approved = {"10"};
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "10")->kind, ChangeKind::removed);
  EXPECT_NE(world.row_of("11"), nullptr);
}

TEST(DismissedRemovals, OfNoOneChangeNothing) {
  auto world = removal_limit_company();
  EXPECT_TRUE(world.dismissal_of({"10"}).writes_nothing());
}

/// Five of thirty left and are held; the removals of two of them were approved.
World company_with_three_waiting(const std::function<void(World&)>& leave) {
  auto world = removal_limit_company();
  leave(world);
  world.sync();
  world.approved = {"10", "11"};
  world.sync();
  world.approved.clear();
  EXPECT_EQ(world.host.held.size(), 3u);
  return world;
}

TEST(HeldRemovals, WaitWhileGoogleDoesNotConfirmThem) {
  auto world = company_with_three_waiting(five_leave);
  const auto before = world.host.held;
  world.unclear = {"12", "13", "14"};
  EXPECT_EQ(world.sync().report.doubts.unconfirmed_people, 3);
  EXPECT_EQ(world.host.held, before);
  world.unclear.clear();
  EXPECT_EQ(count(world.sync_twice(), ChangeKind::removed), 0);
  EXPECT_EQ(world.host.held, before);
}

TEST(HeldRemovals, WaitWhileTheirRecordsAreUnusable) {
  auto world = company_with_three_waiting(five_leave);
  world.unusable("12", "p12@acme.example");
  world.sync();
  world.delete_person("12");
  EXPECT_EQ(count(world.sync_twice(), ChangeKind::removed), 0);
  EXPECT_EQ(world.host.held.size(), 3u);
}

TEST(HeldRemovals, WaitWhileTheirGroupsCannotBeRead) {
  const auto put_members = [](World& world, int first) {
    std::vector<std::string> members;
    for (int i = first; i < 40; ++i) members.push_back(std::to_string(i));
    world.group("g", "Everyone", members);
  };
  World world;
  for (int i = 10; i < 40; ++i) world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example");
  put_members(world, 10);
  world.choose_groups({"g"});
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 5};
  put_members(world, 15);
  world.sync();
  world.approved = {"10", "11"};
  world.sync();
  world.approved.clear();
  ASSERT_EQ(world.host.held.size(), 3u);
  world.cannot_read("g", Unreadable::failing);
  world.sync();
  EXPECT_EQ(world.host.held.size(), 3u);
  put_members(world, 15);
  EXPECT_EQ(count(world.sync_twice(), ChangeKind::removed), 0);
  EXPECT_EQ(world.host.held.size(), 3u);
}

TEST(HeldRemovals, DoNotWaitForGoogleOnceTheLimitWasRaised) {
  auto world = company_with_three_waiting(five_leave);
  world.limit_was_raised = true;
  world.unclear = {"12"};
  world.sync();
  EXPECT_TRUE(world.host.held.empty());
}

}  // namespace
}  // namespace gup::plan::test
