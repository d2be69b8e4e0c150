// Which changes of a run can be undone.
#include <gmock/gmock.h>

#include "plan/undo/undo_plan.hpp"

namespace gup::plan {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr std::int64_t kBefore = 10;
constexpr std::int64_t kStamp = 20;
constexpr std::int64_t kLater = 30;

KeptRow row(const std::string& key, std::int64_t updated_at, const std::string& external_id = "") {
  KeptRow kept;
  kept.key = key;
  kept.provider = kProvider;
  kept.external_id = external_id.empty() ? "of " + key : external_id;
  kept.updated_at = updated_at;
  return kept;
}

ChangedUser user(std::int64_t id) {
  ChangedUser changed;
  changed.id = id;
  changed.external_id = "g" + std::to_string(id);
  changed.name = "user" + std::to_string(id) + "@acme.com";
  changed.had_link = true;
  return changed;
}
ChangedUser added(std::int64_t id, std::int64_t updated_at = kStamp) {
  ChangedUser changed = user(id);
  changed.had_link = false;
  changed.now = row("key" + std::to_string(id), updated_at);
  return changed;
}
ChangedUser updated(std::int64_t id, const std::string& key_before, const std::string& key_now,
                    std::int64_t updated_at = kStamp) {
  ChangedUser changed = user(id);
  changed.before = row(key_before, kBefore, changed.external_id);
  changed.now = row(key_now, updated_at, changed.external_id);
  return changed;
}
ChangedUser removed(std::int64_t id, const std::string& key) {
  ChangedUser changed = user(id);
  changed.deleted = true;
  changed.before = row(key, kBefore, changed.external_id);
  return changed;
}
ChangedGroup group(std::int64_t id, const std::optional<KeptRow>& before, const std::optional<KeptRow>& now) {
  ChangedGroup changed;
  changed.id = id;
  changed.external_id = "unit" + std::to_string(id);
  changed.name = before ? before->key : now->key;
  changed.name_now = now ? now->key : "";
  changed.before = before;
  changed.now = now;
  changed.deleted = before && !now;
  return changed;
}

UndoPlan undo(std::vector<ChangedUser> users, std::vector<ChangedGroup> groups = {},
              std::vector<ChangedMembership> memberships = {}, const UndoRefusals& refusals = {}) {
  return plan_undo({kStamp, std::move(users), std::move(groups), std::move(memberships), {kProvider, ""}}, 12,
                   refusals);
}

/// The reasons why rows stay as they are.
/// "user id: reason" of each
std::vector<std::string> memberships_left(const UndoPlan& plan) {
  std::vector<std::string> left;
  for (const auto& membership : plan.memberships_left)
    left.push_back(std::to_string(membership.user_id) + ": " + membership.reason);
  return left;
}

std::vector<std::string> left_alone(const UndoPlan& plan) {
  std::vector<std::string> reasons;
  for (const auto& change : plan.changes)
    if (change.kind == ChangeKind::skipped) reasons.push_back(change.reason);
  return reasons;
}

TEST(PlanUndo, UndoesWhatIsUnchangedSinceTheRun) {
  const auto plan = undo({added(1), updated(2, "bo", "di"), removed(3, "cy")});
  ASSERT_EQ(plan.deletes.size(), 1U);
  EXPECT_EQ(plan.deletes[0].user_id, 1);
  EXPECT_EQ(plan.deletes[0].external_id, "g1");
  EXPECT_THAT(plan.updates, ElementsAre(2));
  EXPECT_THAT(plan.inserts, ElementsAre(3));
  EXPECT_THAT(plan.links, ElementsAre("g2", "g3"));
  EXPECT_THAT(left_alone(plan), IsEmpty());
  ASSERT_EQ(plan.changes.size(), 3U);
  EXPECT_EQ(plan.changes[0].reason, "Run 12 had added this user");
  EXPECT_EQ(plan.changes[1].reason, "Changed back to the values before run 12");
  EXPECT_EQ(plan.changes[2].reason, "Restored: run 12 had removed this user");
  EXPECT_FALSE(plan.writes_nothing());
}

TEST(PlanUndo, LeavesLaterChangesAlone) {
  auto by_run = updated(2, "bo", "di", kLater);
  by_run.written_by_run = true;
  auto with_members = added(3);
  with_members.has_other_members = true;
  auto gone = added(4);
  gone.now.reset();
  auto deleted_later = updated(5, "ed", "fay");
  deleted_later.now.reset();
  const auto plan = undo({added(1, kLater), by_run, with_members, gone, deleted_later});
  EXPECT_THAT(left_alone(plan),
              ElementsAre("Left alone: changed by hand since", "Left alone: a later run changed it",
                          "Left alone: added to a target group by hand since", "Left alone: already deleted",
                          "Left alone: deleted since"));
  EXPECT_TRUE(plan.writes_nothing());
}

TEST(PlanUndo, LeavesUsersAloneWhoseAddressOrIdIsTaken) {
  auto taken = removed(1, "ana");
  taken.key_holder = 99;
  auto again = removed(2, "bo");
  again.owner_holder = 98;
  const auto plan = undo({taken, again});
  EXPECT_THAT(left_alone(plan), ElementsAre("Left alone: the address is in use by another target user",
                                            "Left alone: a later sync added this person again"));
  EXPECT_EQ(plan.people_left, 2);
}

TEST(PlanUndo, LeavesRowsAloneThatTheDatabaseRefusedAndWhatNeedsTheirKeys) {
  auto needs_the_address = removed(1, "ana");
  needs_the_address.key_holder = 2;
  ChangedMembership refused;
  refused.group_id = 7;
  refused.user_id = 3;
  refused.present = refused.ours = refused.added = refused.has_user = refused.has_group = true;
  ChangedMembership fine = refused;
  fine.user_id = 4;
  UndoRefusals refusals;
  refusals.users[2] = "the database refused a row: it is in use";
  refusals.users[5] = "the row is as before, so nothing is refused";
  refusals.groups[8] = "the database refused a row: no";
  refusals.memberships[{7, 3}] = "the database refused a row: not this one";
  const auto plan =
      undo({needs_the_address, added(2), added(4), updated(5, "ed", "ed", kBefore)},
           {group(8, row("sales", kBefore), std::nullopt), group(9, row("legal", kBefore), std::nullopt)},
           {refused, fine}, refusals);
  EXPECT_THAT(left_alone(plan), ElementsAre("Left alone: the address is in use by another target user",
                                            "Left alone: the database refused a row: it is in use",
                                            "Target group left alone: the database refused a row: no"));
  EXPECT_THAT(memberships_left(plan), ElementsAre("3: the database refused a row: not this one"));
  ASSERT_EQ(plan.deletes.size(), 1U);
  EXPECT_EQ(plan.deletes[0].user_id, 4);
  EXPECT_THAT(plan.group_inserts, ElementsAre(9));
  EXPECT_EQ(plan.people_left, 1);
}

TEST(PlanUndo, RestoresAnAddressThatAnAddedUserGivesUp) {
  auto old = removed(1, "ana");
  old.key_holder = 2;
  const auto plan = undo({old, added(2)});
  EXPECT_THAT(plan.inserts, ElementsAre(1));
  EXPECT_EQ(plan.deletes.size(), 1U);
}

TEST(PlanUndo, SwapsAddressesBack) {
  auto one = updated(1, "ana", "bo");
  one.key_holder = 2;
  auto other = updated(2, "bo", "ana");
  other.key_holder = 1;
  EXPECT_THAT(undo({one, other}).updates, ElementsAre(1, 2));
}

TEST(PlanUndo, LeavesAWholeChainOfAddressesAloneWhenItsEndChanged) {
  auto one = updated(1, "ana", "bo");
  auto two = updated(2, "bo", "cy");
  two.key_holder = 1;
  auto three = updated(3, "cy", "di", kLater);
  three.key_holder = 2;
  one.key_holder = 3;
  const auto plan = undo({one, two, three});
  EXPECT_THAT(plan.updates, IsEmpty());
  EXPECT_EQ(left_alone(plan).size(), 3U);
}

TEST(PlanUndo, SkipsRowsThatTheRunDidNotChange) {
  auto same = updated(1, "ana", "ana", kBefore);
  const auto plan = undo({same});
  EXPECT_THAT(plan.changes, IsEmpty());
  EXPECT_THAT(plan.links_of_other_rows, ElementsAre("g1"));
}

TEST(PlanUndo, ForgetsTheLinkOfAUserWhoHadNone) {
  auto adopted = updated(1, "ana", "ana");
  adopted.had_link = false;
  EXPECT_THAT(undo({adopted}).new_links, ElementsAre("g1"));
}

TEST(PlanUndo, TakesBackGroups) {
  const auto plan = undo(
      {}, {group(7, std::nullopt, row("made", kStamp)), group(8, row("old", kBefore), row("new", kStamp)),
           group(9, row("gone", kBefore), std::nullopt)});
  ASSERT_EQ(plan.group_deletes.size(), 1U);
  EXPECT_EQ(plan.group_deletes[0].group_id, 7);
  EXPECT_EQ(plan.group_deletes[0].source_id, "unit7");
  EXPECT_THAT(plan.group_updates, ElementsAre(8));
  EXPECT_THAT(plan.group_inserts, ElementsAre(9));
  EXPECT_EQ(plan.changes[1].reason, "Target group “new” has its former name back");
}

TEST(PlanUndo, LeavesGroupsAloneThatHaveMembersAddedByHandOrWhoseNameIsTaken) {
  auto made = group(7, std::nullopt, row("made", kStamp));
  made.has_other_members = true;
  auto renamed = group(8, row("old", kBefore), row("new", kStamp));
  renamed.key_holder = 99;
  EXPECT_THAT(left_alone(undo({}, {made, renamed})),
              ElementsAre("Target group left alone: it has members that were added by hand",
                          "Target group left alone: the name is in use by another target group"));
}

ChangedMembership membership(std::int64_t group_id, std::int64_t user_id, bool is_added, bool present) {
  ChangedMembership changed;
  changed.group_id = group_id;
  changed.user_id = user_id;
  changed.ours = true;
  changed.added = is_added;
  changed.present = present;
  changed.has_user = changed.has_our_user = changed.has_group = true;
  return changed;
}

std::vector<std::int64_t> users_of(const std::vector<LostMembership>& memberships) {
  std::vector<std::int64_t> users;
  for (const auto& one : memberships) users.push_back(one.user_id);
  return users;
}

TEST(PlanUndo, RestoresMembershipsOfUsersAndGroupsThatExistAfterwards) {
  auto of_restored = membership(8, 1, false, false);
  of_restored.has_user = of_restored.has_our_user = false;
  auto by_hand = membership(8, 1, false, false);
  by_hand.ours = by_hand.has_user = by_hand.has_our_user = false;
  by_hand.provider = 1;
  auto of_nobody = membership(8, 3, false, false);
  of_nobody.has_user = of_nobody.has_our_user = false;
  auto of_no_group = membership(9, 4, false, false);
  of_no_group.has_group = false;
  auto of_the_host = membership(8, 5, false, false);
  of_the_host.has_our_user = false;
  const auto plan = undo({removed(1, "ana"), added(2)}, {},
                         {of_restored, by_hand, membership(8, 2, false, false), of_nobody, of_no_group,
                          of_the_host, membership(8, 6, false, false), membership(8, 7, false, true)});
  EXPECT_THAT(users_of(plan.lost_memberships), UnorderedElementsAre(1, 1, 6));
  EXPECT_EQ(plan.lost_memberships[1].provider, 1);
}

TEST(PlanUndo, ListsMembershipsThatItLeavesAlone) {
  auto of_nobody = membership(8, 3, false, false);
  of_nobody.has_user = false;
  auto of_the_host = membership(8, 5, false, false);
  of_the_host.has_our_user = false;
  const auto plan =
      undo({}, {}, {membership(8, 1, true, false), membership(8, 2, false, true), of_nobody, of_the_host});
  EXPECT_THAT(memberships_left(plan), ElementsAre("1: changed since, already as before the run",
                                                  "2: changed since, already as before the run",
                                                  "3: the user or target group was deleted since",
                                                  "5: the user is no longer managed from Google"));
}

TEST(PlanUndo, DoesNotListMembershipsOfUsersWithALineOfTheirOwn) {
  const auto plan =
      undo({added(1), added(2, kLater)}, {}, {membership(8, 1, true, false), membership(8, 2, true, false)});
  EXPECT_THAT(memberships_left(plan), IsEmpty());
}

TEST(PlanUndo, RemovesMembershipsThatTheRunAddedAndThatStillExist) {
  const auto plan = undo({}, {}, {membership(8, 1, true, true), membership(8, 2, true, false)});
  ASSERT_EQ(plan.new_memberships.size(), 1U);
  EXPECT_EQ(plan.new_memberships[0].user_id, 1);
}

}  // namespace
}  // namespace gup::plan
