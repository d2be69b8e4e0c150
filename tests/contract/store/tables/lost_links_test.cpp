#include "store_contract.hpp"

namespace gup::testing {
namespace {

class LostLinks : public StoreContract {
 protected:
  /// Two users and a group of a run, and an adopted user. Then the run changes the second user.
  LostLinks() {
    world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
    plan::Plan first;
    first.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com")};
    first.people.updates = {update_of(user(5), "cy@acme.com", plan::Origin::adopted)};
    first.groups.writes = {{7, "unit1", "sales", "Sales", "sales", true}};
    first.memberships.added = {{7, 1}};
    apply(first, 10);
    plan::Plan second;
    second.people.updates = {update_of(user(2), "bob@acme.com")};
    apply(second, 20);
  }

  void lose(const std::string& condition = "0 = 0") {
    const auto session = world().open_session();
    session->run("DELETE FROM gup_links WHERE " + condition);
    session->run("DELETE FROM gup_group_links");
    session->run("DELETE FROM gup_runs");
  }
};
INSTANTIATE_TEST_SUITE_P(Stores, LostLinks, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

TEST_P(LostLinks, AreMadeFromTheRowsOfTheHost) {
  lose();
  ASSERT_EQ(state().links.size(), 3U);
  const plan::Link recovered = link("g2");
  EXPECT_TRUE(recovered.is_recovered);
  EXPECT_EQ(recovered.user_id, 2);
  EXPECT_EQ(recovered.row, plan::LinkedRow::unchanged);
  EXPECT_EQ(recovered.row_updated_at, host_sdk::to_microseconds(at(20)));
  EXPECT_EQ(recovered.state, plan::LinkState::active);
  EXPECT_FALSE(recovered.row_inactive);
}

TEST_P(LostLinks, CountAsCreatedIfARunCreatedRowsAtThatMoment) {
  lose();
  EXPECT_EQ(link("g1").origin, plan::Origin::created) << "was never updated";
  EXPECT_EQ(link("g2").origin, plan::Origin::created) << "was created together with the first one";
  EXPECT_EQ(link("g5").origin, plan::Origin::adopted);
}

TEST_P(LostLinks, AreFoundAmongOtherLinks) {
  lose("external_id <> 'g1'");
  EXPECT_FALSE(link("g1").is_recovered);
  EXPECT_TRUE(link("g2").is_recovered);
  EXPECT_TRUE(link("g5").is_recovered);
}

TEST_P(LostLinks, ReplaceALinkToAnotherRow) {
  world().open_session()->run("UPDATE gup_links SET user_id = 1 WHERE external_id = 'g2'");
  EXPECT_EQ(state().links.size(), 3U);
  EXPECT_TRUE(link("g2").is_recovered);
  EXPECT_EQ(link("g2").user_id, 2);
}

TEST_P(LostLinks, ReplaceAReleasedLinkWithAnAdoptedOne) {
  world().open_session()->run("UPDATE gup_links SET state = 2 WHERE external_id = 'g1'");
  EXPECT_TRUE(link("g1").is_recovered);
  EXPECT_EQ(link("g1").state, plan::LinkState::active);
  EXPECT_EQ(link("g1").origin, plan::Origin::adopted);
}

TEST_P(LostLinks, OfARowWithoutItsAddressAreRetired) {
  world().open_session()->run(
      "UPDATE target_users SET email_key = 'gone:1', status = 'inactive' WHERE id = 1");
  lose();
  EXPECT_EQ(link("g1").state, plan::LinkState::inactive);
  EXPECT_TRUE(link("g1").missing_since);
}

TEST_P(LostLinks, OfGroupsAreMadeFromTheRowsOfTheHost) {
  lose();
  const auto found = state();
  EXPECT_TRUE(found.foreign_groups.empty());
  ASSERT_EQ(found.group_links.size(), 1U);
  EXPECT_EQ(found.group_links[0].source_id, "unit1");
  EXPECT_EQ(found.group_links[0].group_id, 7);
  EXPECT_EQ(found.group_links[0].name, "Sales");
  EXPECT_TRUE(found.group_links[0].is_recovered);
}

TEST_P(LostLinks, AreNotMadeForRowsWithoutAnId) {
  world().open_session()->run("UPDATE target_users SET external_id = NULL WHERE id = 1");
  lose();
  EXPECT_EQ(state().links.size(), 2U);
}

TEST_P(LostLinks, AreWrittenByAPlan) {
  lose();
  plan::Plan plan;
  plan.people.link_updates = {link("g1"), link("g2")};
  plan.groups.recovered_links = state().group_links;
  apply(plan, 30);
  EXPECT_FALSE(link("g1").is_recovered);
  EXPECT_EQ(link("g2").row, plan::LinkedRow::unchanged);
  EXPECT_FALSE(state().group_links[0].is_recovered);
  EXPECT_EQ(state().group_links[0].row_updated_at, state().group_links[0].row_updated_at_now);
}

TEST_P(LostLinks, AreCountedForAnUnlink) {
  lose();
  const auto holdings = store().holdings(kAcme);
  EXPECT_EQ(holdings.created_users, 2);
  EXPECT_EQ(holdings.adopted_users, 1);
  EXPECT_EQ(holdings.groups, 1);
}

TEST_P(LostLinks, LetAnUnlinkDeleteWhatRunsCreatedAndReleaseWhatTheyAdopted) {
  lose();
  const auto taken = unlink(40);
  EXPECT_EQ(taken.created_users, 2);
  EXPECT_EQ(taken.adopted_users, 1);
  EXPECT_EQ(taken.groups, 1);
  ASSERT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(user(5).row.provider, "");
  EXPECT_TRUE(world().groups(kAcme).empty());
  EXPECT_TRUE(world().members().empty());
}

TEST_P(LostLinks, OfAnotherCompanyAreNotTouched) {
  lose();
  EXPECT_EQ(store().holdings("other").created_users, 0);
  plan::PersonIds ids;
  EXPECT_TRUE(store().load_state("other", at(0), ids, {}).links.empty());
}

}  // namespace
}  // namespace gup::testing
