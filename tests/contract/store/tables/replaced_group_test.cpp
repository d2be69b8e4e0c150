// A selected group that was deleted in Google and recreated with the same address.
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using Answer = ReplacedGroupStore::Answer;
using plan::SourceName;

class ReplacedGroup : public StoreContract {
 protected:
  /// A person and a target group that come from the selected group "old", which "new" replaced.
  void given_a_company() {
    SavedSettings saved;
    saved.settings.source = SyncSource::groups;
    saved.settings.scope = SyncScope::chosen;
    saved.settings.groups = {"first", "old"};
    ASSERT_TRUE(store().save_settings(kAcme, saved, 0));
    plan::Plan plan;
    plan.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com")};
    plan.people.new_link_sources = std::vector<plan::LinkSource>{{"g1", "old"}, {"g2", "old"}, {"g2", "new"}};
    plan.groups.new_source_groups = {{"old", ""}, {"inner", "old"}};
    plan.groups.writes = {{.group_id = 50,
                           .source_id = "old",
                           .source_name = "Team",
                           .name = "Team",
                           .name_key = "team",
                           .is_new = true}};
    plan.memberships.added = {{50, 1}};
    plan.groups.source_names = {{"old", "Team", "team@acme.com", "new"},
                                {"first", "First", "f@acme.com", ""}};
    apply(plan, 1);
  }
  Answer use_new_group(const std::string& id = "old") {
    return store().use_new_group(kAcme, id, "Dana Reyes", at(10));
  }
};

TEST_P(ReplacedGroup, IsListedWithItsLastKnownNameAndAddress) {
  given_a_company();
  EXPECT_EQ(store().replaced_groups(kAcme),
            (std::vector<SourceName>{{"old", "Team", "team@acme.com", "new"}}));
  EXPECT_TRUE(store().replaced_groups("globex").empty());
  EXPECT_EQ(state().source_names.size(), 2U);
}

TEST_P(ReplacedGroup, HandsItsTargetGroupAndPeopleToTheNewGroup) {
  given_a_company();
  EXPECT_EQ(use_new_group(), Answer::done);
  const auto saved = store().load_settings(kAcme);
  EXPECT_EQ(saved->settings.groups, (std::vector<std::string>{"first", "new"}));
  EXPECT_EQ(saved->revision, 2);
  EXPECT_EQ(saved->saved_by, "Dana Reyes");
  const auto after = state();
  ASSERT_EQ(after.group_links.size(), 1U);
  EXPECT_EQ(after.group_links[0].source_id, "new");
  EXPECT_EQ(after.group_links[0].group_id, 50);
  EXPECT_EQ(after.group_links[0].row_updated_at_now, after.group_links[0].row_updated_at);
  EXPECT_EQ(world().groups(kAcme).at(0).external_id, "new");
  EXPECT_EQ(world().members().size(), 1U);
  EXPECT_EQ(link_sources(), (std::vector<plan::LinkSource>{{"g1", "new"}, {"g2", "new"}}));
  EXPECT_EQ(after.source_groups, (std::vector<plan::SourceGroup>{{"inner", "new"}, {"new", ""}}));
  EXPECT_TRUE(store().replaced_groups(kAcme).empty());
  EXPECT_FALSE(store().lease(kAcme, at(10)));
}

TEST_P(ReplacedGroup, IsReplacedOnce) {
  given_a_company();
  EXPECT_EQ(use_new_group(), Answer::done);
  EXPECT_EQ(use_new_group(), Answer::not_replaced);
  EXPECT_EQ(store().load_settings(kAcme)->revision, 2);
  EXPECT_EQ(use_new_group("first"), Answer::not_replaced);
  EXPECT_EQ(use_new_group("unknown"), Answer::not_replaced);
}

TEST_P(ReplacedGroup, StaysWhileARunIsActive) {
  given_a_company();
  begin_run(9);
  EXPECT_EQ(use_new_group(), Answer::busy);
  EXPECT_EQ(store().load_settings(kAcme)->settings.groups, (std::vector<std::string>{"first", "old"}));
  EXPECT_TRUE(store().lease(kAcme, at(10)));
}

TEST_P(ReplacedGroup, StaysIfItIsNoLongerSelected) {
  given_a_company();
  auto saved = *store().load_settings(kAcme);
  saved.settings.groups = {"first"};
  ASSERT_TRUE(store().save_settings(kAcme, saved, saved.revision));
  EXPECT_EQ(use_new_group(), Answer::not_replaced);
}

TEST_P(ReplacedGroup, StaysIfTheNewGroupHasATargetGroup) {
  given_a_company();
  plan::Plan plan;
  plan.groups.writes = {{.group_id = 51,
                         .source_id = "new",
                         .source_name = "Team 2",
                         .name = "Team 2",
                         .name_key = "team 2",
                         .is_new = true}};
  apply(plan, 2);
  EXPECT_EQ(use_new_group(), Answer::has_target_group);
  EXPECT_EQ(store().load_settings(kAcme)->revision, 1);
}

TEST_P(ReplacedGroup, IsForgottenByUnlink) {
  given_a_company();
  unlink(20);
  EXPECT_TRUE(store().replaced_groups(kAcme).empty());
}

TEST_P(StoreContract, ListsDismissedGroupsAfterDismissedUsers) {
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "ana@acme.com")};
  plan.groups.writes = {
      {.group_id = 50, .source_id = "s1", .source_name = "A", .name = "A", .name_key = "a", .is_new = true},
      {.group_id = 51, .source_id = "s2", .source_name = "B", .name = "B", .name_key = "b", .is_new = true}};
  apply(plan, 1);
  plan::Plan dismissal;
  auto dismissed_link = link("g1");
  dismissed_link.state = plan::LinkState::dismissed;
  dismissed_link.missing_since = at(1);
  dismissal.people.link_updates = {dismissed_link};
  dismissal.groups.dismissals = {{"s1", at(2)}, {"s2", at(3)}};
  apply(dismissal, 4);
  const auto all = store().dismissed_removals(kAcme, 0, 0);
  ASSERT_EQ(all.size(), 3U);
  EXPECT_EQ(all[0].external_id, "g1");
  EXPECT_EQ(all[1].external_id, "s1");
  EXPECT_EQ(all[1].email, "A");
  EXPECT_EQ(all[1].held_since, at(2));
  EXPECT_EQ(store().dismissed_removals(kAcme, 0, 2).back().external_id, "s1");
  EXPECT_EQ(store().dismissed_removals(kAcme, plan::place_of(all[1]), 5).at(0).external_id, "s2");
  EXPECT_EQ(store().count_removals(kAcme).dismissed, 3);
  EXPECT_EQ(state().group_links.at(0).dismissed_since, at(2));
  plan::Plan end;
  end.groups.dismissals = {{"s1", std::nullopt}};
  apply(end, 5);
  EXPECT_EQ(store().dismissed_removals(kAcme, 0, 0).size(), 2U);
  EXPECT_FALSE(state().group_links.at(0).dismissed_since);
}

INSTANTIATE_TEST_SUITE_P(Databases, ReplacedGroup, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

}  // namespace
}  // namespace gup::testing
