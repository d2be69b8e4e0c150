#include "plan.hpp"

#include <gmock/gmock.h>

namespace csv_import_plugin {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

const Person kAda{"ada@acme.example", "Ada", "Lovelace", ""};

TargetUser managed(std::int64_t id, const Person& person) {
  return {id, person.email, person, true, true};
}

TEST(Plan, AddsPeopleWithoutATargetUser) {
  const auto plan = make_plan({kAda}, {}, true);
  EXPECT_EQ(plan.report.added, 1);
  ASSERT_THAT(plan.changes, ElementsAre(Field(&Change::person, kAda)));
  EXPECT_EQ(plan.changes.front().user_id, 0);
}

TEST(Plan, LeavesUnchangedPeopleAlone) {
  const auto plan = make_plan({kAda}, {managed(7, kAda)}, true);
  EXPECT_EQ(plan.report.unchanged, 1);
  EXPECT_THAT(plan.changes, IsEmpty());
}

TEST(Plan, UpdatesAPersonWhoseSpellingChanged) {
  const auto plan = make_plan({{"Ada@Acme.example", "Ada", "King", ""}}, {managed(7, kAda)}, true);
  EXPECT_EQ(plan.report.updated, 1);
  ASSERT_THAT(plan.changes, ElementsAre(Field(&Change::user_id, 7)));
  EXPECT_EQ(plan.changes.front().person.last_name, "King");
}

TEST(Plan, DeactivatesMissingPeopleOnlyIfChosen) {
  const auto plan = make_plan({}, {managed(7, kAda)}, true);
  EXPECT_EQ(plan.report.removed, 1);
  ASSERT_THAT(plan.changes, ElementsAre(Field(&Change::active, false)));
  EXPECT_THAT(make_plan({}, {managed(7, kAda)}, false).changes, IsEmpty());
}

TEST(Plan, ReactivatesAPersonWhoIsBack) {
  auto user = managed(7, kAda);
  user.active = false;
  EXPECT_THAT(make_plan({}, {user}, true).changes, IsEmpty());
  const auto plan = make_plan({kAda}, {user}, true);
  EXPECT_EQ(plan.report.reactivated, 1);
  EXPECT_THAT(plan.changes, ElementsAre(Field(&Change::active, true)));
}

TEST(Plan, TouchesNoRowOfOthers) {
  auto by_hand = managed(7, kAda);
  by_hand.managed = false;
  EXPECT_THAT(make_plan({}, {by_hand}, true).changes, IsEmpty());
  const auto plan = make_plan({kAda}, {by_hand}, true);
  EXPECT_EQ(plan.report.skipped, 1);
  EXPECT_THAT(plan.changes, IsEmpty());
}

}  // namespace
}  // namespace csv_import_plugin
