// What is stored about one person, and the names of units and groups.
#include <algorithm>

#include "store_contract.hpp"

namespace gup::testing {
namespace {

class OnePerson : public StoreContract {
 protected:
  void SetUp() override {
    plan::Plan plan;
    plan.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com")};
    plan.people.new_link_sources = std::vector<plan::LinkSource>{{"g1", "id:a"}, {"g1", "b"}, {"g2", "c"}};
    plan.people.held = {{"g1", 1, "ana@acme.com", "Deleted in Google", at(5), 0}};
    plan.people.held_changed = true;
    plan.groups.new_source_groups = {{"b", ""}, {"c", "b"}};
    plan.groups.source_names = {{"b", "Crew", "crew@acme.com", ""}, {"c", "Robert'); DROP TABLE", "", ""}};
    plan.report.changes = {change_of(plan::ChangeKind::added, "g1")};
    plan.report.changes[0].email = "former@acme.com";
    apply(plan, 10);
  }
};

TEST_P(OnePerson, IsFoundByAddressIdAndFormerAddress) {
  for (const PersonKey& key :
       {PersonKey{"ANA@acme.com", ""}, PersonKey{"", "g1"}, PersonKey{"former@acme.com", ""}}) {
    const auto person = store().find_person(kAcme, key);
    ASSERT_TRUE(person) << key.email << key.external_id;
    EXPECT_EQ(person->external_id, "g1");
    ASSERT_TRUE(person->link);
    EXPECT_EQ(person->link->user_id, 1);
    EXPECT_EQ(person->link->row, plan::LinkedRow::unchanged);
    ASSERT_TRUE(person->row);
    EXPECT_EQ(person->row->fields.email, "ana@acme.com");
    EXPECT_EQ(person->source_ids, (std::vector<std::string>{"b", "id:a"}));
    ASSERT_TRUE(person->held);
    EXPECT_EQ(person->held->held_since, at(5));
  }
  EXPECT_FALSE(store().find_person(kAcme, {"unknown@acme.com", ""}));
  EXPECT_FALSE(store().find_person("other", {"ana@acme.com", ""}));
  EXPECT_FALSE(store().find_person(kAcme, {"\xff", ""}));
}

TEST_P(OnePerson, IsATargetUserAddedByHand) {
  world().put_user(hand_made_user(kAcme, 9, "cy@acme.com"));
  const auto person = store().find_person(kAcme, {"cy@acme.com", ""});
  ASSERT_TRUE(person);
  EXPECT_EQ(person->external_id, "");
  EXPECT_FALSE(person->link);
  EXPECT_EQ(person->row->id, 9);
}

TEST_P(OnePerson, ComesFromGroupsWhoseNamesAreKept) {
  EXPECT_EQ(store().source_groups(kAcme), (std::vector<plan::SourceGroup>{{"b", ""}, {"c", "b"}}));
  using Names = std::vector<plan::SourceName>;
  const auto names = [&](const std::vector<std::string>& ids) {
    auto found = store().source_names(kAcme, ids);
    std::ranges::sort(found);
    return found;
  };
  const plan::SourceName table{"c", "Robert'); DROP TABLE", "", ""};
  EXPECT_EQ(names({"b", "c", "d"}), (Names{{"b", "Crew", "crew@acme.com", ""}, table}));
  EXPECT_TRUE(names({}).empty());
  plan::Plan renamed;
  renamed.groups.source_names = {{"b", "Crew 2", "crew@acme.com", ""}, {"d", "さくら 🌸", "", ""}};
  apply(renamed, 20);
  EXPECT_EQ(names({"b", "c", "d"}),
            (Names{{"b", "Crew 2", "crew@acme.com", ""}, table, {"d", "さくら 🌸", "", ""}}));
  unlink(30);
  EXPECT_TRUE(names({"b"}).empty());
}

TEST_P(OnePerson, LeavesLaterInTheRemovalLimitOfSyncs) {
  plan::Plan plan;
  plan.people.deletes = {{2, "g2"}};
  plan.report.changes = {change_of(plan::ChangeKind::removed, "g2")};
  Run run = begin_run(40, RunKind::person);
  run.finished_at = at(41);
  run.state = RunState::done;
  store().apply_plan(run, plan, kHolder, kMinute, {});
  EXPECT_EQ(state().recent.removed, 1);
}

INSTANTIATE_TEST_SUITE_P(Databases, OnePerson, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
