// Excluded people are out of scope.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Exclusions, LeaveOutNewPeopleAndSayWhy) {
  auto world = World::of({"anna", "svc-backup"});
  world.exclude(ExclusionKind::pattern, "svc-*@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
  EXPECT_EQ(change_of(plan, "2")->kind, ChangeKind::skipped);
  EXPECT_EQ(change_of(plan, "2")->reason, "Excluded: matches svc-*@acme.example (robots)");
  EXPECT_THAT(plan.report.excluded_people, ElementsAre(1));
  EXPECT_FALSE(plan.needs_review());
}

TEST(Exclusions, RemovePeopleByTheOrdinaryRules) {
  auto world = World::synced({"anna", "bob", "guest"});
  world.directory.guests = {"3"};
  world.exclude(ExclusionKind::guests, "", "");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_EQ(change_of(plan, "3")->kind, ChangeKind::removed);
  EXPECT_EQ(change_of(plan, "3")->reason, "Excluded: guest in Google");
  EXPECT_EQ(plan.report.counts.counted_removals, 1);
  EXPECT_TRUE(has_remark(plan, "1 user leaves because of exclusions: 1 by guests."));
}

TEST(Exclusions, AreHeldAboveTheRemovalLimit) {
  auto world = World::synced({"anna", "bob", "carl", "dora", "emil", "fred"});
  world.settings.removal_limit = {.percent = 5, .at_least = 2};
  world.exclude(ExclusionKind::domain, "acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(plan.people.held.size(), 6u);
  EXPECT_EQ(plan.people.held.front().reason, "Excluded: domain acme.example (robots)");
  EXPECT_TRUE(has_remark(plan, "6 removals because of exclusions are held: 6 by domain acme.example."));
  EXPECT_FALSE(has_remark(plan, "leave because of exclusions"));
  EXPECT_EQ(world.emails().size(), 6u);
}

TEST(Exclusions, DeactivateIfTheSettingsSaySoAndReactivateOnReturn) {
  auto world = World::of({"anna", "bob"});
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  const auto id = world.row_of("1")->id;
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.host.users.at(id).status, "inactive");
  world.directory.exclusions.clear();
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::reactivated);
  EXPECT_EQ(world.host.users.at(id).status, "active");
}

TEST(Exclusions, ComeBackWhenTheRuleIsRemoved) {
  auto world = World::synced({"anna", "bob"});
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("bob@acme.example"));
  world.directory.exclusions.clear();
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_EQ(plan.report.added.size(), 1u);
}

TEST(Exclusions, CoverAUnitWithItsSubUnits) {
  World world;
  world.unit("id:robots", "/Robots");
  world.unit("id:arms", "/Robots/Arms");
  world.unit("id:robots2", "/Robots and people");
  world.person("1", "anna@acme.example", "/Robots and people");
  world.person("2", "r2@acme.example", "/Robots");
  world.person("3", "arm@acme.example", "/robots/ARMS");
  world.exclude(ExclusionKind::unit, "id:robots");
  world.directory.exclusions.front().name = "/Robots";
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
  EXPECT_EQ(change_of(plan, "3")->reason, "Excluded: in the unit /Robots (robots)");
}

TEST(Exclusions, AskAboutAnExcludedUnitThatIsMissing) {
  auto world = World::of({"anna"});
  world.exclude(ExclusionKind::unit, "id:gone");
  EXPECT_THAT(world.questions().units, ElementsAre("id:gone"));
  const auto plan = world.sync_twice();
  EXPECT_TRUE(has_remark(plan, "was deleted in Google, so no one is in it. Remove the exclusion."));
  EXPECT_FALSE(plan.needs_review());
  world.unclear = {"id:gone"};
  EXPECT_TRUE(world.sync_twice().needs_review());
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
}

TEST(Exclusions, WorkWithUnitsWhileGroupsAreSynced) {
  World world;
  world.unit("id:robots", "/Robots");
  world.person("1", "anna@acme.example");
  world.person("2", "r2@acme.example", "/Robots");
  world.group("all", "All", {"1", "2"});
  world.choose_groups({"all"});
  world.exclude(ExclusionKind::unit, "id:robots");
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
}

TEST(Exclusions, CoverTheMembersOfAGroupAndOfNestedGroups) {
  auto world = World::synced({"anna", "bob", "carl"});
  world.group("robots", "Robots", {"1"});
  world.group("arms", "Arms", {"2"});
  world.nest("robots", "arms");
  world.nest("arms", "robots");
  world.exclude(ExclusionKind::group, "robots");
  world.directory.exclusions.front().name = "Robots";
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("carl@acme.example"));
  EXPECT_EQ(change_of(plan, "2")->reason, "Excluded: member of the group “Robots” (robots)");
  EXPECT_THAT(plan.report.excluded_people, ElementsAre(2));
}

TEST(Exclusions, CoverNestedGroupsEvenIfTheSelectionDoesNot) {
  auto world = World::of({"anna", "bob", "carl"});
  world.settings.include_nested_groups = false;
  world.group("robots", "Robots", {"1"});
  world.group("arms", "Arms", {"2"});
  world.nest("robots", "arms");
  world.exclude(ExclusionKind::group, "robots");
  const auto plan = world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("carl@acme.example"));
  EXPECT_THAT(plan.report.excluded_people, ElementsAre(2));
}

TEST(Exclusions, StayAsTheyWereWhileTheGroupCannotBeRead) {
  for (const auto why : {Unreadable::failing, Unreadable::forbidden, Unreadable::gone}) {
    auto world = World::of({"anna", "bob"});
    world.group("robots", "Robots", {"1"});
    world.exclude(ExclusionKind::group, "robots");
    world.sync_twice();
    world.cannot_read("robots", why);
    const auto plan = world.sync_twice();
    EXPECT_THAT(world.emails(), ElementsAre("bob@acme.example"));
    EXPECT_TRUE(plan.needs_review());
    EXPECT_TRUE(has_remark(plan, "Everyone it excluded stays excluded, and no one leaves because of it"));
    world.group("robots", "Robots", {});
    EXPECT_FALSE(world.sync_twice().needs_review());
    EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example", "bob@acme.example"));
  }
}

TEST(Exclusions, KeepTheMembersOfANestedGroupThatFails) {
  auto world = World::of({"anna", "bob", "carl"});
  world.group("robots", "Robots", {"1"});
  world.group("arms", "Arms", {"2"});
  world.nest("robots", "arms");
  world.exclude(ExclusionKind::group, "robots");
  world.sync_twice();
  world.cannot_read("arms", Unreadable::failing);
  world.group("robots", "Robots", {"3"});
  world.nest("robots", "arms");
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example")) << "listed now, or by a group that fails";
}

TEST(Exclusions, IgnoreANestedGroupOfAnotherCustomer) {
  auto world = World::of({"anna"});
  world.group("robots", "Robots", {"1"});
  world.nest("robots", "elsewhere");
  world.cannot_read("elsewhere", Unreadable::forbidden);
  world.exclude(ExclusionKind::group, "robots");
  EXPECT_FALSE(world.sync_twice().needs_review());
}

TEST(Exclusions, LeaveRemovalsHeldWhileTheGroupCannotBeRead) {
  auto world = World::synced({"anna", "bob", "carl", "dora", "emil"});
  world.settings.removal_limit = {.percent = 5, .at_least = 1};
  world.group("robots", "Robots", {"1", "2", "3"});
  world.exclude(ExclusionKind::group, "robots");
  EXPECT_EQ(world.sync_twice().people.held.size(), 3u);
  world.cannot_read("robots", Unreadable::failing);
  EXPECT_EQ(world.sync_twice().people.held.size(), 3u);
  world.approved = {"1", "2", "3"};
  EXPECT_EQ(world.plan().people.held.size(), 3u) << "only a fresh list proves that they are excluded";
  world.group("robots", "Robots", {"1", "2", "3"});
  world.sync();
  EXPECT_THAT(world.emails(), ElementsAre("dora@acme.example", "emil@acme.example"));
}

TEST(Exclusions, CoverEveryoneInAGroupWithTheWholeCustomer) {
  auto world = World::of({"anna", "bob"});
  world.group("all", "All");
  world.member("all", {"C0123", "", MemberType::customer});
  world.exclude(ExclusionKind::group, "all");
  world.sync_twice();
  EXPECT_THAT(world.emails(), IsEmpty());
}

TEST(Exclusions, CountAPersonForEachRuleThatMatches) {
  auto world = World::of({"svc-a", "svc-b", "anna"});
  world.directory.guests = {"2"};
  world.exclude(ExclusionKind::guests, "", "");
  world.exclude(ExclusionKind::pattern, "svc-*@acme.example");
  world.exclude(ExclusionKind::without_mailbox, "", "shared");
  const auto plan = world.sync_twice();
  EXPECT_THAT(plan.report.excluded_people, ElementsAre(2, 1, 0));
  EXPECT_EQ(change_of(plan, "2")->reason, "Excluded: matches svc-*@acme.example (robots)");
}

TEST(Exclusions, CountPeopleThatAnEarlierSyncDeactivatedOrReleased) {
  auto world = World::of({"anna", "bob", "carl"});
  world.row_by_hand("anna@acme.example");
  world.settings.on_leaving.deselected = OnLeaving::deactivate;
  world.sync();
  world.exclude(ExclusionKind::domain, "acme.example");
  world.settings.removal_limit.percent = 100;
  EXPECT_THAT(world.sync().report.excluded_people, ElementsAre(3));
  EXPECT_THAT(world.sync().report.excluded_people, ElementsAre(3));
  world.settings.on_leaving.deselected = OnLeaving::deactivate_then_delete;
  EXPECT_THAT(world.sync().report.excluded_people, ElementsAre(3));
  world.now += std::chrono::days{400};
  EXPECT_THAT(world.sync().report.excluded_people, ElementsAre(3));
}

TEST(Exclusions, CountReleasedPeople) {
  auto world = World::of({"anna", "bob"});
  world.row_by_hand("anna@acme.example");
  world.sync();
  world.exclude(ExclusionKind::address, "anna@acme.example");
  EXPECT_THAT(world.sync_twice().report.excluded_people, ElementsAre(1));
  ASSERT_EQ(world.host.links.at("1").state, LinkState::released);
  EXPECT_THAT(world.sync().report.excluded_people, ElementsAre(1));
}

TEST(Exclusions, DoNotCountDeactivatedPeopleWhoWouldNotComeBack) {
  World world;
  world.unit("id:sales", "/Sales");
  world.person("1", "anna@acme.example", "/Sales");
  world.person("2", "bob@acme.example", "/Sales");
  world.settings.on_leaving = OnLeaving::deactivate;
  world.sync();
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.sync();
  world.unit("id:support", "/Support");
  world.choose_units({"id:support"});
  world.settings.removal_limit.percent = 100;
  EXPECT_THAT(world.sync_twice().report.excluded_people, ElementsAre(0));
}

TEST(Exclusions, DoNotReportPeopleOutsideTheSelection) {
  World world;
  world.unit("id:sales", "/Sales");
  world.person("1", "anna@acme.example", "/Sales");
  world.person("2", "svc-a@acme.example");
  world.choose_units({"id:sales"});
  world.exclude(ExclusionKind::pattern, "svc-*@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_FALSE(change_of(plan, "2"));
  EXPECT_THAT(plan.report.excluded_people, ElementsAre(0));
}

TEST(Exclusions, NeedTheOwnRecordOfWhoSeemsToHaveNeverSignedIn) {
  auto world = World::synced({"anna", "bob"});
  world.truth = world.directory;
  world.truth->never_signed_in = {"2"};
  world.directory.never_signed_in = {"1", "2"};
  world.exclude(ExclusionKind::never_signed_in, "", "unused");
  EXPECT_THAT(world.questions().people, ElementsAre("1", "2"));
  const auto plan = world.sync();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example")) << "the list had omitted the sign-in";
  EXPECT_EQ(change_of(plan, "2")->reason, "Excluded: has never signed in to Google (unused)");
}

TEST(Exclusions, KeepWhoSeemsToHaveNeverSignedInIfGoogleDoesNotAnswer) {
  auto world = World::synced({"anna"});
  world.directory.never_signed_in = {"1"};
  world.unclear = {"1"};
  world.exclude(ExclusionKind::never_signed_in, "", "unused");
  const auto plan = world.sync();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
  EXPECT_TRUE(plan.needs_review());
}

TEST(Exclusions, LeaveOutANewPersonWhoNeverSignedInWithoutAsking) {
  auto world = World::of({"anna"});
  world.directory.never_signed_in = {"1"};
  world.exclude(ExclusionKind::never_signed_in, "", "unused");
  EXPECT_TRUE(world.questions().empty());
  world.sync_twice();
  EXPECT_THAT(world.emails(), IsEmpty());
}

TEST(Exclusions, AskWhenTwoRecordsContradictEachOther) {
  auto world = World::synced({"anna"});
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.truth = world.directory;
  world.truth->people.at("1").fields.email = "anna.berg@acme.example";
  world.directory.second_records["1"] = world.directory.people.at("1");
  world.directory.people.at("1").fields.email = "anna.berg@acme.example";
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  world.sync();
  EXPECT_THAT(world.emails(), ElementsAre("anna.berg@acme.example"));
}

TEST(Exclusions, KeepDismissedPeople) {
  auto world = World::synced({"anna", "bob", "carl", "dora", "emil"});
  world.settings.removal_limit = {.percent = 5, .at_least = 1};
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.sync_twice();
  world.host.apply(world.dismissal_of({"1"}));
  EXPECT_THAT(world.sync_twice().report.excluded_people, ElementsAre(0));
  EXPECT_EQ(world.emails().size(), 5u);
}

TEST(Exclusions, LeaveAPersonWhoseRecordIsUnusableAsIs) {
  auto world = World::synced({"anna"});
  world.unusable("1", "anna@acme.example");
  world.exclude(ExclusionKind::address, "anna@acme.example");
  world.sync_twice();
  EXPECT_THAT(world.emails(), ElementsAre("anna@acme.example"));
}

}  // namespace
}  // namespace gup::plan::test
