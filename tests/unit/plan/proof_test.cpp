// A short list removes no one: a removal requires Google's answer about the object itself.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Two groups of two, "inner" nested in "team", and one person in none.
World company_with_lists() {
  auto world = World::of({"p1", "p2", "p3", "p4", "p5"});
  world.group("team", "Team", {"1"});
  world.group("inner", "Inner", {"2"});
  world.group("other", "Other", {"3", "4"});
  world.nest("team", "inner");
  world.choose_groups({"team", "other"});
  world.sync();
  return world;
}

// People missing from the list of users

TEST(MissingPerson, IsUpdatedWithTheRecordThatALookupFinds) {
  auto world = World::synced({"anna", "bob"});
  world.truth = world.directory;
  world.truth->people.at("1").fields.department = "Moved";
  world.delete_person("1");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.department, "Moved");
  EXPECT_FALSE(plan.needs_review());
}

// People with two records in one list

World company_with_a_contradiction() {
  auto world = World::synced({"anna", "bob"});
  world.truth = world.directory;
  Person second = world.directory.people.at("1");
  second.suspended = true;
  world.directory.second_records.emplace("1", second);
  return world;
}

TEST(ContradictingRecords, AreDecidedByThePersonsOwnRecord) {
  auto world = company_with_a_contradiction();
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  const auto plan = world.sync_twice();
  EXPECT_NE(world.row_of("1"), nullptr);
  EXPECT_FALSE(plan.needs_review());
}

TEST(ContradictingRecords, OfAPersonWhoLeftRemoveThePerson) {
  auto world = company_with_a_contradiction();
  world.truth->people.at("1").suspended = true;
  world.sync();
  EXPECT_EQ(world.row_of("1"), nullptr);
}

TEST(ContradictingRecords, KeepThePersonIfGooglesAnswerIsUnclear) {
  auto world = company_with_a_contradiction();
  world.unclear = {"1"};
  const auto plan = world.sync();
  EXPECT_NE(world.row_of("1"), nullptr);
  EXPECT_TRUE(plan.needs_review());
}

TEST(ContradictingRecords, AreNotAskedAboutIfNoPersonLeaves) {
  auto world = World::synced({"anna", "bob"});
  Person second = world.directory.people.at("1");
  second.fields.department = "Sales";
  world.directory.second_records.emplace("1", second);
  EXPECT_TRUE(world.questions().empty());
}

TEST(ContradictingRecords, AboutTheUnitKeepTheMembershipThatGoogleConfirms) {
  World world;
  world.unit("id:a", "/A");
  world.unit("id:b", "/B");
  world.person("1", "anna@acme.example", "/A");
  world.choose_units({"id:a", "id:b"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.truth = world.directory;
  Person second = world.directory.people.at("1");
  second.unit_path_key = "/b";
  world.directory.second_records.emplace("1", second);
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  world.sync();
  EXPECT_THAT(world.members_of("A"), ElementsAre("anna@acme.example"));
  EXPECT_THAT(world.members_of("B"), IsEmpty());
}

// Members missing from a group

TEST(MissingMember, IsFoundInTheSecondList) {
  auto world = company_with_lists();
  world.omit("team", "1");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("team"));
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingMember, OfANestedGroupIsFoundInTheSecondList) {
  auto world = company_with_lists();
  world.omit("team", "inner");
  world.directory.group_answers.erase("inner");
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_TRUE(world.host.source_groups.contains({"inner", "team"}));
}

TEST(MissingMember, WhoLeftIsRemoved) {
  auto world = company_with_lists();
  world.group("other", "Other", {"3"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "4")->kind, ChangeKind::removed);
  EXPECT_FALSE(plan.needs_review());
}

/// Google's lists omit the person in every reading, while `hasMember` knows better.
TEST(MissingMember, StaysWhileGoogleContradictsItself) {
  auto world = company_with_lists();
  world.truth = world.directory;
  world.group("other", "Other", {"3"});
  auto& evidence = world.directory.evidence;
  evidence.listed_twice.insert("other");
  evidence.memberships[{"other", "4"}] = MembershipAnswer::member;
  const auto plan = world.sync();
  EXPECT_EQ(change_of(plan, "4")->kind, ChangeKind::skipped);
  EXPECT_EQ(
      change_of(plan, "4")->reason,
      "Google did not confirm that this user left the selected groups; the target user was not changed");
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(plan.report.doubts.unconfirmed_people, 1);
}

/// Without nested groups, `hasMember` is true also for members of those.
TEST(MissingMember, StaysWhileNoNestedGroupExplainsWhyGoogleCallsItAMember) {
  auto world = company_with_lists();
  world.settings.include_nested_groups = false;
  world.sync();
  world.truth = world.directory;
  world.group("other", "Other", {"3"});
  auto& evidence = world.directory.evidence;
  evidence.listed_twice.insert("other");
  evidence.memberships[{"other", "4"}] = MembershipAnswer::member;
  evidence.groups_of["4"] = std::vector<std::string>{};
  auto with_nested_group = world;
  EXPECT_EQ(change_of(world.sync(), "4")->kind, ChangeKind::skipped);
  with_nested_group.directory.group_answers.at("other").members.push_back({"inner", "", MemberType::group});
  EXPECT_EQ(change_of(with_nested_group.sync(), "4")->kind, ChangeKind::removed);
}

TEST(MissingMember, StaysWhileGoogleDoesNotAnswer) {
  auto world = company_with_lists();
  world.group("other", "Other", {"3"});
  world.unclear = {"4"};
  const auto plan = world.sync();
  EXPECT_NE(world.row_of("4"), nullptr);
  EXPECT_TRUE(plan.needs_review());
}

TEST(MissingMember, OfANestedGroupOfAnotherDomainIsAskedAboutThere) {
  auto world = company_with_lists();
  world.group("inner", "Inner");
  world.unclear = {"team"};
  const auto plan = world.sync();
  EXPECT_EQ(change_of(plan, "2")->kind, ChangeKind::removed);
}

TEST(MissingMember, WhoMovedToAGroupThatWasReadBeforeStays) {
  auto world = company_with_lists();
  world.group("other", "Other", {"3"});
  world.truth = world.directory;
  world.truth->group_answers.at("team").members.push_back({"4", "", MemberType::user});
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_THAT(world.host.link_sources, Contains(LinkSource{"4", "team"}));
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingMember, CostsNothingIfEveryoneIsListed) {
  auto world = company_with_lists();
  EXPECT_TRUE(world.questions().empty());
}

TEST(MissingMember, OfADeselectedGroupLeavesAfterASecondLookAtTheOthers) {
  auto world = company_with_lists();
  world.choose_groups({"team"});
  EXPECT_THAT(world.questions().member_lists, ElementsAre("inner", "team"));
  EXPECT_THAT(world.questions().memberships, IsEmpty());
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
}

TEST(MissingMember, StaysIfTheListOfANewSelectionWasShort) {
  auto world = company_with_lists();
  world.group("new", "New", {"3", "4"});
  world.omit("new", "4");
  world.choose_groups({"team", "new"});
  world.sync();
  EXPECT_NE(world.row_of("4"), nullptr);
}

TEST(MissingMember, OfAMatchingGroupIsFoundInTheSecondList) {
  auto world = company_with_lists();
  world.settings.method = SyncMethod::matching_groups;
  world.group("team", "Team", {"1", "3"});
  world.nest("team", "inner");
  world.sync();
  world.omit("team", "3");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("team"));
  world.sync();
  EXPECT_THAT(world.members_of("Team"), Contains("p3@acme.example"));
}

TEST(MissingMember, OfANestedGroupThatIsSelectedItselfIsFoundInTheSecondList) {
  auto world = company_with_lists();
  world.settings.method = SyncMethod::matching_groups;
  world.choose_groups({"team", "inner", "other"});
  world.sync();
  ASSERT_THAT(world.members_of("Team"), Contains("p2@acme.example"));
  world.omit("team", "inner");
  EXPECT_THAT(world.questions().member_lists, ElementsAre("team"));
  const auto plan = world.sync();
  EXPECT_THAT(world.members_of("Team"), Contains("p2@acme.example"));
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingMember, OfANestedGroupThatLeftIsMissingTwice) {
  auto world = company_with_lists();
  world.settings.method = SyncMethod::matching_groups;
  world.choose_groups({"team", "inner", "other"});
  world.sync();
  std::erase_if(world.directory.group_answers.at("team").members,
                [](const Member& member) { return member.id == "inner"; });
  world.sync();
  EXPECT_THAT(world.members_of("Team"), ElementsAre("p1@acme.example"));
}

/// Anna is in "first", which nests in the matching group "all" like "second", and in a group of her own.
World company_with_ways_to_a_group() {
  auto world = World::of({"anna", "bob"});
  world.group("all", "All", {"2"});
  world.group("first", "First", {"1"});
  world.group("second", "Second");
  world.nest("all", "first");
  world.nest("all", "second");
  world.group("other", "Other", {"1"});
  world.choose_groups({"all", "other"});
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  return world;
}

TEST(MissingMember, WhoMovesToANestedGroupThatWasReadBeforeStaysInTheMatchingGroup) {
  auto world = company_with_ways_to_a_group();
  world.group("first", "First");
  world.group("second", "Second", {"1"});
  world.omit("second", "1");
  world.sync();
  EXPECT_THAT(world.members_of("All"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(MissingMember, OfANewNestedGroupIsFoundInTheSecondListWhenAnotherLeft) {
  auto world = company_with_ways_to_a_group();
  std::erase_if(world.directory.group_answers.at("all").members,
                [](const Member& member) { return member.id == "first"; });
  world.group("new", "New", {"1"});
  world.nest("second", "new");
  world.omit("new", "1");
  world.sync();
  EXPECT_THAT(world.members_of("All"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

// Groups missing from the list of groups

TEST(MissingGroup, ThatGoogleFindsIsFrozen) {
  auto world = company_with_lists();
  world.settings.scope = SyncScope::all;
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.truth = world.directory;
  std::erase_if(world.directory.groups, [](const auto& group) { return group.id == "other"; });
  world.directory.group_answers.erase("other");
  const auto plan = world.sync();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_THAT(world.members_of("Other"), ElementsAre("p3@acme.example", "p4@acme.example"));
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“Other” (other)"));
  EXPECT_TRUE(has_remark(plan, "is missing from Google's list, although Google still knows it"));
  EXPECT_TRUE(plan.needs_review());
}

TEST(MissingGroup, OfATargetGroupIsAskedAboutEvenIfTheLastRunDidNotReadIt) {
  auto world = company_with_lists();
  world.settings.scope = SyncScope::all;
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.host.source_groups.clear();
  world.truth = world.directory;
  std::erase_if(world.directory.groups, [](const auto& group) { return group.id == "other"; });
  world.directory.group_answers.erase("other");
  EXPECT_THAT(world.questions().groups, ElementsAre("other"));
  const auto plan = world.sync();
  EXPECT_THAT(world.members_of("Other"), ElementsAre("p3@acme.example", "p4@acme.example"));
  EXPECT_TRUE(plan.needs_review());
}

TEST(MissingGroup, ThatIsGoneLosesItsPeople) {
  auto world = company_with_lists();
  world.settings.scope = SyncScope::all;
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.delete_group("other");
  world.directory.group_answers.erase("other");
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 2);
  EXPECT_EQ(world.group_named("Other"), std::nullopt);
  EXPECT_FALSE(plan.needs_review());
}

TEST(MissingGroup, ThatIsSelectedAndGoneKeepsItsPeopleAndSaysSo) {
  auto world = company_with_lists();
  world.delete_group("other");
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_TRUE(has_remark(plan, "was deleted in Google. Its 2 people stay unchanged until you remove it"));
  EXPECT_TRUE(plan.needs_review());
}

TEST(FailingGroup, IsFrozenAndNamedEvenIfItWasNeverRead) {
  auto world = company_with_lists();
  world.settings.scope = SyncScope::all;
  world.group("new", "New");
  world.cannot_read("new", Unreadable::failing);
  world.cannot_read("other", Unreadable::failing);
  const auto plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::removed), 0);
  EXPECT_THAT(plan.report.doubts.frozen_sources, ElementsAre("“New” (new)", "“Other” (other)"));
  EXPECT_TRUE(has_remark(plan, "could not be read, because Google kept failing"));
}

TEST(RefusedGroups, AreNeverAGoodRun) {
  auto world = World::of({"p1"});
  world.group("team", "Team");
  world.cannot_read("team");
  world.settings.source = SyncSource::groups;
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.needs_review());
  EXPECT_TRUE(has_remark(plan, "did not show the members of any of the selected groups"));
}

}  // namespace
}  // namespace gup::plan::test
