// The method "value groups": a target group for each value of a field.
#include <gmock/gmock.h>

#include "model/settings/group_attribute.hpp"
#include "world.hpp"

namespace gup::plan::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

World company_by_department() {
  World world;
  world.person("1", "anna@acme.example").fields.department = "Sales";
  world.person("2", "bob@acme.example").fields.department = "Sales";
  world.person("3", "carl@acme.example").fields.department = "Engineering";
  world.person("4", "dora@acme.example");
  world.settings.method = SyncMethod::value_groups;
  return world;
}

void set_department(World& world, const std::string& id, const std::string& department) {
  world.directory.people.at(id).fields.department = department;
}

/// Google sends a value that is not text.
void make_unreadable(World& world, const std::string& id) {
  Person& person = world.directory.people.at(id);
  person.fields.department.reset();
  person.problems.kept.set(place_of(GroupAttribute::department));
}

TEST(ValueGroups, AreCreatedForEachValueAndCountPeopleWithoutOne) {
  auto world = company_by_department();
  const Plan plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering", "Sales"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example"));
  EXPECT_TRUE(has_remark(plan, "1 person has no department and is in no target group."));
}

TEST(ValueGroups, FollowTheChosenField) {
  auto world = company_by_department();
  world.directory.people.at("4").fields.manager_email = "anna@acme.example";
  world.settings.group_attribute = GroupAttribute::manager_email;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("anna@acme.example"));
  EXPECT_THAT(world.members_of("anna@acme.example"), ElementsAre("dora@acme.example"));
}

TEST(ValueGroups, MovePeopleWithTheirValue) {
  auto world = company_by_department();
  world.sync();
  set_department(world, "2", "Engineering");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example"));
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("bob@acme.example", "carl@acme.example"));
  world.directory.people.at("2").fields.department.reset();
  world.sync_twice();
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example"));
}

TEST(ValueGroups, AreDeletedWithTheirLastPerson) {
  auto world = company_by_department();
  world.sync();
  set_department(world, "3", "Sales");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Sales"));
  EXPECT_EQ(count(plan, ChangeKind::group_removed), 1);
}

TEST(ValueGroups, CompareWithoutRegardToCaseAndKeepTheirSpelling) {
  auto world = company_by_department();
  set_department(world, "2", "SALES");
  world.person("5", "eve@acme.example").fields.department = "SALES";
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering", "SALES"));
  const auto id = world.group_named("SALES");
  set_department(world, "5", "Sales");
  world.sync_twice();
  EXPECT_EQ(world.group_named("SALES"), id) << "one person still writes it so";
  set_department(world, "2", "Sales");
  world.sync_twice();
  EXPECT_EQ(world.group_named("Sales"), id) << "renamed, not replaced";
}

TEST(ValueGroups, GetASuffixIfTheNameIsTaken) {
  auto world = company_by_department();
  world.group_by_hand("sales");
  const Plan plan = world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering", "Sales (Department)", "sales"));
  EXPECT_TRUE(has_remark(plan, "the target group of department “Sales” is named “Sales (Department)”"));
}

TEST(ValueGroups, CutLongNamesAsOtherGroups) {
  auto world = company_by_department();
  world.settings.group_attribute = GroupAttribute::manager_email;
  const std::string local(300, 'm');
  world.directory.people.at("1").fields.manager_email = local + "@acme.example";
  world.directory.people.at("2").fields.manager_email = local + "@acme.test";
  world.sync_twice();
  EXPECT_THAT(world.group_names(),
              ElementsAre(std::string(240, 'm') + " (Manager email)", std::string(256, 'm')));
}

TEST(ValueGroups, KeepPeopleWhoseValueIsUnreadable) {
  auto world = company_by_department();
  world.sync();
  make_unreadable(world, "3");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example"));
}

TEST(ValueGroups, TakeTheValueOfTheTargetUserWhereTheRecordDoesNotSay) {
  auto world = company_by_department();
  world.settings.method = SyncMethod::target_users;
  world.sync();
  make_unreadable(world, "3");
  world.settings.method = SyncMethod::value_groups;
  world.sync_twice();
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example"));
}

TEST(ValueGroups, KeepAnAdoptedUsersOwnValueWhereTheRecordDoesNotSay) {
  auto world = company_by_department();
  world.row_by_hand("carl@acme.example").fields.department = "By hand";
  make_unreadable(world, "3");
  world.sync_twice();
  EXPECT_THAT(world.members_of("By hand"), ElementsAre("carl@acme.example"));
}

TEST(ValueGroups, StayWhilePeopleAreKept) {
  auto world = company_by_department();
  world.sync();
  world.unusable("3", "carl@acme.example");
  world.sync_twice();
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example"))
      << "the record is not usable";
  world.person("3", "carl@acme.example").fields.department = "Engineering";
  world.settings.on_leaving = OnLeaving::deactivate;
  world.directory.people.at("3").suspended = true;
  world.sync_twice();
  EXPECT_THAT(world.members_of("Engineering"), ElementsAre("carl@acme.example")) << "an inactive target user";
}

TEST(ValueGroups, CountInTheRemovalLimitWhenMostAreRenamedAtOnce) {
  World world;
  for (int i = 0; i < 6; ++i)
    world.person(std::to_string(i), "p" + std::to_string(i) + "@acme.example").fields.department =
        "Team " + std::to_string(i);
  world.settings.method = SyncMethod::value_groups;
  world.sync();
  world.settings.removal_limit = {.percent = 5, .at_least = 5};
  for (int i = 0; i < 5; ++i) set_department(world, std::to_string(i), "Squad " + std::to_string(i));
  const Plan plan = world.sync_twice();
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(held_groups(plan), 5);
  EXPECT_THAT(world.members_of("Team 1"), ElementsAre("p1@acme.example"));
  EXPECT_THAT(world.members_of("Squad 1"), ElementsAre("p1@acme.example")) << "additions are applied";
  for (const auto& held : world.host.held) world.approved.insert(held.external_id);
  world.sync_twice();
  EXPECT_THAT(world.group_names(),
              ElementsAre("Squad 0", "Squad 1", "Squad 2", "Squad 3", "Squad 4", "Team 5"));
}

TEST(ValueGroups, ChangeNothingIfThereAreTooManyValues) {
  auto world = company_by_department();
  world.sync();
  for (int i = 0; i < 1001; ++i)
    world.person("n" + std::to_string(i), "n" + std::to_string(i) + "@acme.example").fields.department =
        "Badge " + std::to_string(i);
  set_department(world, "2", "Badge 7");
  const Plan plan = world.sync_twice();
  EXPECT_EQ(
      plan.report.doubts.too_many_values,
      "The field “Department” has 1,003 different values, and at most 1,000 target groups are created: no "
      "target group was changed. Select another field for the target groups.");
  EXPECT_TRUE(plan.needs_review());
  EXPECT_EQ(plan.people.inserts.size(), 1001U);
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering", "Sales"));
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(ValueGroups, AllowAThousandValues) {
  World world;
  world.settings.method = SyncMethod::value_groups;
  for (int i = 0; i < 1000; ++i)
    world.person("n" + std::to_string(i), "n" + std::to_string(i) + "@acme.example").fields.department =
        "Badge " + std::to_string(i);
  EXPECT_FALSE(world.sync_twice().needs_review());
  EXPECT_EQ(world.host.groups.size(), 1000U);
}

TEST(ValueGroups, AreReleasedIfTheyHaveMembersAddedByHand) {
  auto world = company_by_department();
  world.sync();
  const auto group = *world.group_named("Engineering");
  world.member_by_hand(group, world.row_of("1")->id);
  set_department(world, "3", "Sales");
  const Plan plan = world.sync_twice();
  EXPECT_EQ(count(plan, ChangeKind::group_released), 1);
  EXPECT_EQ(world.host.groups.at(group).provider, "");
}

TEST(ValueGroups, ReplaceThoseOfOtherMethodsAndFields) {
  auto world = company_by_department();
  world.settings.method = SyncMethod::matching_groups;
  world.sync();
  world.settings.method = SyncMethod::value_groups;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Engineering", "Sales"));
  for (auto& [id, person] : world.directory.people) person.fields.location = "Berlin";
  world.settings.group_attribute = GroupAttribute::location;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), ElementsAre("Berlin"));
  world.settings.method = SyncMethod::target_users;
  world.sync_twice();
  EXPECT_THAT(world.group_names(), IsEmpty());
  EXPECT_THAT(world.host.members, IsEmpty());
}

TEST(ValueGroups, AreFoundAgainIfTheirLinksAreLost) {
  auto world = company_by_department();
  world.sync();
  const auto groups = world.host.groups;
  world.host.lose_links();
  world.sync_twice();
  EXPECT_EQ(world.host.groups, groups);
}

TEST(ValueGroups, AskAboutPeopleWithTwoDifferentValues) {
  auto world = company_by_department();
  world.sync();
  Person second = world.directory.people.at("1");
  second.fields.department = "Engineering";
  world.truth = world.directory;
  world.directory.second_records["1"] = second;
  EXPECT_THAT(world.questions().people, ElementsAre("1"));
  world.sync();
  EXPECT_THAT(world.members_of("Sales"), ElementsAre("anna@acme.example", "bob@acme.example"));
}

TEST(ValueGroupId, IsStable) {
  EXPECT_EQ(value_group_id(GroupAttribute::job_title, "sales"),
            "value:job_title:3c0cbf893977566777f4ba1f1b3891cd");
  EXPECT_TRUE(is_value_group_id("value:job_title:1", GroupAttribute::job_title));
  EXPECT_FALSE(is_value_group_id("value:job_title:1", GroupAttribute::location));
  EXPECT_FALSE(is_value_group_id("03ph8a2z1"));
}

}  // namespace
}  // namespace gup::plan::test
