// People with fields that cannot be kept as Google has them.
#include <gmock/gmock.h>

#include "world.hpp"

namespace gup::plan::test {
namespace {

FieldSet set_of(std::initializer_list<const char*> columns) {
  FieldSet fields;
  for (std::size_t i = 0; i < kTargetFields.size(); ++i)
    for (const char* column : columns)
      if (kTargetFields[i].column == std::string_view(column)) fields.set(i);
  return fields;
}

/// A company in which Anna has a phone number.
World with_phone() {
  auto world = World::of({"anna", "bob"});
  world.person("1", "anna@acme.example").fields.phone_number = "+41 1";
  world.sync();
  return world;
}

/// Google's record of Anna with a phone number that cannot be read.
Person& unreadable_phone(World& world) {
  Person& anna = world.person("1", "anna@acme.example");
  anna.problems.kept = set_of({"phone_number"});
  return anna;
}

constexpr const char* kPhoneRemark =
    "1 user has a field in Google that cannot be used; the target user keeps its value: anna@acme.example "
    "(phone number).";

TEST(FieldProblems, OfAnUnreadableFieldKeepTheValueOfTheRow) {
  auto world = with_phone();
  unreadable_phone(world).fields.department = "Sales";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.phone_number, "+41 1");
  EXPECT_EQ(world.row_of("1")->fields.department, "Sales");
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::updated);
  EXPECT_EQ(change_of(plan, "1")->reason, "Department set to “Sales”; phone number in Google cannot be used");
  EXPECT_TRUE(has_remark(plan, kPhoneRemark));
}

TEST(FieldProblems, DoNotWriteARowThatDoesNotChange) {
  auto world = with_phone();
  unreadable_phone(world);
  const auto plan = world.sync_twice();
  EXPECT_TRUE(plan.people.updates.empty());
  EXPECT_EQ(plan.people.link_updates.size(), 1u);
  EXPECT_EQ(plan.report.counts.unchanged, 2);
  EXPECT_TRUE(has_remark(plan, kPhoneRemark));
  EXPECT_TRUE(has_remark(world.plan(), kPhoneRemark)) << "named while the record stays as it is";
}

TEST(FieldProblems, EndWhenTheFieldCanBeRead) {
  auto world = with_phone();
  unreadable_phone(world);
  world.sync();
  world.person("1", "anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.phone_number, std::nullopt) << "Google has no number now";
  EXPECT_FALSE(has_remark(plan, "cannot be used"));
}

TEST(FieldProblems, RestoreOtherFieldsOfAnEditedRow) {
  auto world = with_phone();
  unreadable_phone(world);
  world.sync();
  world.edit("1").fields.first_name = "Changed";
  world.edit("1").fields.phone_number = "+41 2";
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.first_name, "Anna");
  EXPECT_EQ(world.row_of("1")->fields.phone_number, "+41 2");
}

TEST(FieldProblems, LeaveAFieldOfANewRowEmpty) {
  auto world = World::of({"bob"});
  Person& anna = world.person("7", "anna@acme.example");
  anna.problems.kept = set_of({"phone_number"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.phone_number, std::nullopt);
  EXPECT_EQ(change_of(plan, "7")->kind, ChangeKind::added);
  EXPECT_EQ(change_of(plan, "7")->reason, "In /; phone number in Google cannot be used");
}

TEST(FieldProblems, KeepTheValueOfAnAdoptedRow) {
  auto world = World::of({"anna", "bob"});
  unreadable_phone(world);
  world.row_by_hand("anna@acme.example").fields.phone_number = "+41 3";
  world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.phone_number, "+41 3");
  EXPECT_EQ(world.row_of("1")->fields.first_name, "Anna");
}

TEST(FieldProblems, OfATextThatIsTooLongAreNamed) {
  auto world = World::synced({"anna", "bob"});
  Person& anna = world.person("1", "anna@acme.example");
  anna.fields.job_title = std::string(255, 'x');
  anna.problems.cut = set_of({"job_title"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.job_title, std::string(255, 'x'));
  EXPECT_THAT(change_of(plan, "1")->reason, ::testing::EndsWith("; job title cut, because it is too long"));
  for (const Plan& report : {plan, world.plan()})
    EXPECT_TRUE(has_remark(
        report, "1 user has a text in Google that is too long and was cut: anna@acme.example (job title)."));
}

TEST(FieldProblems, DoNotKeepASuspendedPerson) {
  auto world = with_phone();
  unreadable_phone(world).suspended = true;
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1"), nullptr);
  EXPECT_EQ(change_of(plan, "1")->reason, "Suspended in Google");
  EXPECT_FALSE(has_remark(plan, "cannot be used"));
}

TEST(FieldProblems, FollowARefusedRename) {
  auto world = with_phone();
  world.row_by_hand("taken@acme.example", "okta");
  Person& anna = world.person("1", "taken@acme.example");
  anna.problems.kept = set_of({"phone_number"});
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "1")->kind, ChangeKind::failed);
  EXPECT_EQ(world.row_of("1")->fields.email, "anna@acme.example");
  EXPECT_EQ(world.row_of("1")->fields.phone_number, "+41 1");
}

/// Google's record of a person without a name.
void without_name(World& world, const std::string& id, const std::string& email) {
  Person& person = world.person(id, email);
  person.fields.first_name = person.fields.last_name = "";
  person.problems = {.cut = {}, .kept = set_of({"first_name", "last_name"}), .no_name = true};
}

constexpr const char* kNoNameRemark =
    "1 user has no name in Google; the target user keeps its name, or has the address as name: ";

TEST(MissingName, KeepsTheNamesOfARow) {
  auto world = World::of({"anna", "bob"});
  world.person("1", "anna@acme.example").fields.last_name = "Berg";
  world.sync();
  without_name(world, "1", "anna.b@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("1")->fields.email, "anna.b@acme.example");
  EXPECT_EQ(world.row_of("1")->fields.first_name, "Anna");
  EXPECT_EQ(world.row_of("1")->fields.last_name, "Berg");
  EXPECT_THAT(change_of(plan, "1")->reason, ::testing::EndsWith("; no name in Google"));
  EXPECT_TRUE(has_remark(plan, std::string(kNoNameRemark) + "anna.b@acme.example."));
  EXPECT_FALSE(has_remark(plan, "cannot be used"));
}

TEST(MissingName, OfANewcomerIsTheAddress) {
  auto world = World::of({"bob"});
  without_name(world, "7", "Anna@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.first_name, "Anna@acme.example");
  EXPECT_EQ(world.row_of("7")->fields.last_name, "");
  EXPECT_EQ(change_of(plan, "7")->reason, "In /; no name in Google");
  for (const Plan& report : {plan, world.plan()})
    EXPECT_TRUE(has_remark(report, std::string(kNoNameRemark) + "Anna@acme.example."));
}

TEST(MissingName, IsReplacedWhenThereIsOne) {
  auto world = World::of({"bob"});
  without_name(world, "7", "anna@acme.example");
  world.sync();
  world.person("7", "anna@acme.example").fields.last_name = "Berg";
  const auto plan = world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.first_name, "Anna");
  EXPECT_EQ(world.row_of("7")->fields.last_name, "Berg");
  EXPECT_FALSE(has_remark(plan, "no name"));
}

TEST(MissingName, FollowsTheAddress) {
  auto world = World::of({"bob"});
  without_name(world, "7", "anna@acme.example");
  world.sync();
  without_name(world, "7", "anna.b@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.first_name, "anna.b@acme.example");
}

TEST(MissingName, StaysWithTheOldAddressIfTheNewOneIsTaken) {
  auto world = World::of({"bob"});
  without_name(world, "7", "anna@acme.example");
  world.sync();
  world.row_by_hand("taken@acme.example", "okta");
  without_name(world, "7", "taken@acme.example");
  const auto plan = world.sync_twice();
  EXPECT_EQ(change_of(plan, "7")->kind, ChangeKind::failed);
  EXPECT_EQ(world.row_of("7")->fields.first_name, "anna@acme.example");
}

TEST(MissingName, KeepsTheNameOfAnAdoptedRow) {
  auto world = World::of({"bob"});
  world.row_by_hand("anna@acme.example");
  without_name(world, "7", "anna@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.first_name, "Hand");
  EXPECT_EQ(world.row_of("7")->fields.last_name, "Made");
}

TEST(MissingName, IsCutToTheWidthOfAName) {
  auto world = World::of({"bob"});
  without_name(world, "7", std::string(300, 'a') + "@acme.example");
  world.sync_twice();
  EXPECT_EQ(world.row_of("7")->fields.first_name, std::string(255, 'a'));
}

}  // namespace
}  // namespace gup::plan::test
