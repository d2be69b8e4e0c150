#include "plan.hpp"

#include <gmock/gmock.h>

namespace csv_import_plugin {
namespace {

using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::IsEmpty;

const Person kAda{"1815", "ada@acme.example", "Ada", "Lovelace", ""};
const Person kGrace{"1906", "grace@acme.example", "Grace", "Hopper", ""};

TargetUser managed(std::int64_t id, const Person& person) {
  return {id, person.email, person, true, true};
}
Person with_address(Person person, const std::string& email) {
  person.email = email;
  return person;
}
auto is(ChangeKind kind, std::int64_t user_id) {
  return ::testing::AllOf(Field(&Change::kind, kind), Field(&Change::user_id, user_id));
}

TEST(Plan, AddsPeopleWithoutATargetUser) {
  const auto plan = make_plan({kAda}, {}, Missing::deactivate);
  EXPECT_EQ(plan.report.added, 1);
  EXPECT_THAT(plan.changes, ElementsAre(is(ChangeKind::add, 0)));
}

TEST(Plan, LeavesUnchangedPeopleAlone) {
  const auto plan = make_plan({kAda}, {managed(7, kAda)}, Missing::deactivate);
  EXPECT_EQ(plan.report.unchanged, 1);
  EXPECT_THAT(plan.changes, IsEmpty());
}

TEST(Plan, UpdatesThePersonOfAnIdWhenNameAndAddressChange) {
  const auto plan =
      make_plan({{"1815", "ada.king@acme.example", "Ada", "King", ""}}, {managed(7, kAda)}, Missing::remove);
  EXPECT_EQ(plan.report.updated, 1);
  ASSERT_THAT(plan.changes, ElementsAre(is(ChangeKind::update, 7)));
  EXPECT_EQ(plan.changes.front().person.last_name, "King");
  EXPECT_TRUE(plan.changes.front().moves);
}

TEST(Plan, KeepsTheKeyWhenOnlyTheSpellingChanges) {
  const auto plan =
      make_plan({with_address(kAda, "Ada@Acme.example")}, {managed(7, kAda)}, Missing::deactivate);
  ASSERT_THAT(plan.changes, ElementsAre(is(ChangeKind::update, 7)));
  EXPECT_FALSE(plan.changes.front().moves);
}

TEST(Plan, DoesWithMissingPeopleWhatWasChosen) {
  const std::vector<TargetUser> users = {managed(7, kAda)};
  EXPECT_THAT(make_plan({}, users, Missing::deactivate).changes, ElementsAre(is(ChangeKind::deactivate, 7)));
  EXPECT_THAT(make_plan({}, users, Missing::remove).changes, ElementsAre(is(ChangeKind::remove, 7)));
  EXPECT_THAT(make_plan({}, users, Missing::keep).changes, IsEmpty());
}

TEST(Plan, ReactivatesAPersonWhoIsBack) {
  auto user = managed(7, kAda);
  user.active = false;
  EXPECT_THAT(make_plan({}, {user}, Missing::deactivate).changes, IsEmpty());
  const auto plan = make_plan({kAda}, {user}, Missing::deactivate);
  EXPECT_EQ(plan.report.reactivated, 1);
  EXPECT_THAT(plan.changes, ElementsAre(is(ChangeKind::update, 7)));
}

TEST(Plan, LeavesRowsOfOthersAlone) {
  auto by_hand = managed(7, kAda);
  by_hand.managed = false;
  EXPECT_THAT(make_plan({}, {by_hand}, Missing::remove).changes, IsEmpty());
  const auto plan = make_plan({kAda}, {by_hand}, Missing::deactivate);
  EXPECT_EQ(plan.report.skipped, 1);
  EXPECT_THAT(plan.changes, IsEmpty());
}

TEST(Plan, LetsPeopleExchangeTheirAddresses) {
  const auto plan = make_plan({with_address(kAda, kGrace.email), with_address(kGrace, kAda.email)},
                              {managed(7, kAda), managed(8, kGrace)}, Missing::deactivate);
  EXPECT_THAT(plan.changes, ElementsAre(is(ChangeKind::update, 7), is(ChangeKind::update, 8)));
}

TEST(Plan, SkipsAnAddressThatSomeoneWhoIsMissingKeeps) {
  const auto newcomer = with_address(kGrace, kAda.email);
  EXPECT_EQ(make_plan({newcomer}, {managed(7, kAda)}, Missing::deactivate).report.skipped, 1);
  EXPECT_THAT(make_plan({newcomer}, {managed(7, kAda)}, Missing::remove).changes,
              ElementsAre(is(ChangeKind::remove, 7), is(ChangeKind::add, 0)));
}

TEST(Plan, SkipsAnAddressThatASkippedPersonKeeps) {
  auto by_hand = managed(9, with_address(kAda, "king@acme.example"));
  by_hand.managed = false;
  const auto plan = make_plan({with_address(kGrace, kAda.email), with_address(kAda, "king@acme.example")},
                              {managed(7, kAda), managed(8, kGrace), by_hand}, Missing::deactivate);
  EXPECT_EQ(plan.report.skipped, 2);
  EXPECT_THAT(plan.changes, IsEmpty());
}

}  // namespace
}  // namespace csv_import_plugin
