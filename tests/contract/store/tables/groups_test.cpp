#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::GroupWrite new_group(std::int64_t id, const std::string& source_id, const std::string& name) {
  return {id, source_id, name, name, name, true};
}

TEST_P(StoreContract, CreatesAndRenamesAManagedGroup) {
  plan::Plan plan;
  plan.groups.writes = {new_group(7, "unit1", "sales")};
  apply(plan, 10);
  auto groups = world().groups(kAcme);
  ASSERT_EQ(groups.size(), 1U);
  EXPECT_EQ(groups[0].name, "sales");
  EXPECT_EQ(groups[0].provider, "google-workspace");
  EXPECT_EQ(groups[0].external_id, "unit1");
  plan.groups.writes = {{7, "unit1", "Sales EMEA", "Sales EMEA", "sales emea", false}};
  apply(plan, 20);
  groups = world().groups(kAcme);
  EXPECT_EQ(groups[0].name, "Sales EMEA");
  EXPECT_EQ(groups[0].name_key, "sales emea");
  EXPECT_EQ(groups[0].created_at, host_sdk::to_microseconds(at(10)));
  EXPECT_EQ(groups[0].updated_at, host_sdk::to_microseconds(at(20)));
  ASSERT_EQ(state().group_links.size(), 1U);
  const auto link = state().group_links[0];
  EXPECT_EQ(link.source_id, "unit1");
  EXPECT_EQ(link.group_id, 7);
  EXPECT_EQ(link.source_name, "Sales EMEA");
  EXPECT_EQ(link.name, "Sales EMEA");
  EXPECT_EQ(link.row_updated_at, groups[0].updated_at);
  EXPECT_EQ(link.row_updated_at_now, groups[0].updated_at);
  EXPECT_FALSE(link.has_hand_made_members);
}

TEST_P(StoreContract, SwapsTheNamesOfTwoGroups) {
  plan::Plan plan;
  plan.groups.writes = {new_group(7, "unit1", "sales"), new_group(8, "unit2", "support")};
  apply(plan, 10);
  plan.groups.writes = {{7, "unit1", "support", "support", "support", false},
                        {8, "unit2", "sales", "sales", "sales", false}};
  apply(plan, 20);
  EXPECT_EQ(world().groups(kAcme)[0].name_key, "support");
  EXPECT_EQ(world().groups(kAcme)[1].name_key, "sales");
}

TEST_P(StoreContract, GivesTheNameOfARemovedGroupToANewOne) {
  plan::Plan plan;
  plan.groups.writes = {new_group(7, "unit1", "sales")};
  apply(plan, 10);
  plan.groups.removals = {{7, "unit1", false}};
  plan.groups.writes = {new_group(8, "unit2", "sales")};
  apply(plan, 20);
  ASSERT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().groups(kAcme)[0].id, 8);
  ASSERT_EQ(state().group_links.size(), 1U);
  EXPECT_EQ(state().group_links[0].source_id, "unit2");
}

plan::Plan group_with_people() {
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com")};
  plan.groups.writes = {new_group(7, "unit1", "sales")};
  plan.memberships.added = {{7, 1}, {7, 2}};
  return plan;
}

TEST_P(StoreContract, KeepsMembershipsMadeByHand) {
  apply(group_with_people(), 10);
  world().put_member({7, 1, ""});
  EXPECT_EQ(state().memberships, (std::vector<plan::Membership>{{7, 1}, {7, 2}}));
  EXPECT_TRUE(state().group_links[0].has_hand_made_members);
  EXPECT_EQ(store().target_group(kAcme, 7)->members, 2);
  plan::Plan plan;
  plan.memberships.removed = {{7, 1}, {7, 2}};
  apply(plan, 20);
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{7, 1, ""}}));
}

TEST_P(StoreContract, DeletesAGroupWithItsManagedMemberships) {
  apply(group_with_people(), 10);
  plan::Plan plan;
  plan.groups.removals = {{7, "unit1", false}};
  apply(plan, 20);
  EXPECT_TRUE(world().groups(kAcme).empty());
  EXPECT_TRUE(world().members().empty());
  EXPECT_TRUE(state().group_links.empty());
}

TEST_P(StoreContract, ReleasesAGroupWithTheMembershipsMadeByHand) {
  apply(group_with_people(), 10);
  world().put_member({7, 2, ""});
  plan::Plan plan;
  plan.groups.removals = {{7, "unit1", true}};
  apply(plan, 20);
  ASSERT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().groups(kAcme)[0].provider, "");
  EXPECT_FALSE(world().groups(kAcme)[0].external_id);
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{7, 2, ""}}));
  EXPECT_TRUE(state().group_links.empty());
  ASSERT_EQ(state().foreign_groups.size(), 1U);
  EXPECT_EQ(state().foreign_groups[0].name_key, "sales");
}

TEST_P(StoreContract, RefusesToDeleteAGroupWithMembersAddedMeanwhile) {
  apply(group_with_people(), 10);
  world().put_member({7, 2, ""});
  plan::Plan plan;
  plan.groups.removals = {{7, "unit1", false}};
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().members().size(), 3U);
}

TEST_P(StoreContract, ForgetsAGroupThatWasDeletedInTheHost) {
  apply(group_with_people(), 10);
  world().erase_group(7);
  EXPECT_FALSE(state().group_links[0].row_updated_at_now);
  EXPECT_EQ(state().group_links[0].name, "");
  plan::Plan plan;
  plan.groups.removals = {{7, "unit1", false}};
  apply(plan, 20);
  EXPECT_TRUE(state().group_links.empty());
}

TEST_P(StoreContract, RefusesAMembershipOfADeletedGroupOrUser) {
  apply(group_with_people(), 10);
  world().put_group(hand_made_group(kAcme, 9, "Nine"));
  plan::Plan plan;
  plan.memberships.added = {{99, 1}};
  EXPECT_THROW(apply(plan, 20), StateMoved);
  store().release_lease(kAcme, kHolder);
  plan.memberships.added = {{9, 99}};
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_EQ(world().members().size(), 2U);
}

TEST_P(StoreContract, ReadsTheNamesOfGroupsThatAreNotManaged) {
  apply(group_with_people(), 10);
  world().put_group(hand_made_group(kAcme, 20, "Board"));
  world().put_group(hand_made_group("globex", 21, "Others"));
  ASSERT_EQ(state().foreign_groups.size(), 1U);
  EXPECT_EQ(state().foreign_groups[0].id, 20);
  EXPECT_EQ(state().foreign_groups[0].name_key, "board");
}

TEST_P(StoreContract, FindsTargetGroupsByPartOfTheirNameInPages) {
  world().put_group(hand_made_group(kAcme, 1, "100% Ünited"));
  world().put_group(hand_made_group(kAcme, 2, "Sales"));
  world().put_group(hand_made_group(kAcme, 3, "Inside sales"));
  world().put_group(hand_made_group(kAcme, 4, "Pre_sales"));
  world().put_group(hand_made_group("globex", 5, "Sales"));
  const auto names = [&](const std::string& query, const std::string& after, int limit) {
    std::vector<std::string> found;
    for (const auto& group : store().find_target_groups(kAcme, query, after, limit))
      found.push_back(group.name);
    return found;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(names("SALES", "", 10), (Names{"Inside sales", "Pre_sales", "Sales"}));
  EXPECT_EQ(names("sales", "", 1), (Names{"Inside sales"}));
  EXPECT_EQ(names("sales", "inside sales", 10), (Names{"Pre_sales", "Sales"}));
  EXPECT_EQ(names("e_s", "", 10), (Names{"Pre_sales"}));
  EXPECT_EQ(names("0%", "", 10), (Names{"100% Ünited"}));
  EXPECT_EQ(names("üNIT", "", 10), (Names{"100% Ünited"}));
  EXPECT_EQ(names("'; DROP TABLE target_groups; --", "", 10), Names{});
  EXPECT_EQ(names("", "", 10).size(), 4U);
}

TEST_P(StoreContract, FindsATargetGroupByIdAndByName) {
  apply(group_with_people(), 10);
  const auto group = store().target_group(kAcme, 7);
  ASSERT_TRUE(group);
  EXPECT_EQ(group->name, "sales");
  EXPECT_EQ(group->members, 2);
  EXPECT_TRUE(group->managed);
  EXPECT_FALSE(store().target_group("globex", 7));
  EXPECT_EQ(store().target_group_by_name(kAcme, "sales")->id, 7);
  EXPECT_FALSE(store().target_group_by_name(kAcme, "Sales"));
}

}  // namespace
}  // namespace gup::testing
