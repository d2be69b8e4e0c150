#include "store_contract.hpp"

namespace gup::testing {
namespace {

/// Two people from Google, one adopted and deactivated by us, a group with them, and what the host had.
class UnlinkStage {
 public:
  static plan::Plan plan(const HostUser& adopted) {
    plan::Plan plan;
    plan.people.inserts = {insert_of(1, "g1", "ana@acme.com"), insert_of(2, "g2", "bo@acme.com")};
    plan.people.updates = {update_of(adopted, adopted.row.fields.email, plan::Origin::adopted)};
    plan.people.updates[0].row.status = "inactive";
    plan.people.updates[0].link.state = plan::LinkState::inactive;
    plan.groups.writes = {{7, "unit1", "sales", "sales", "sales", true}};
    plan.memberships.added = {{7, 1}, {7, 2}, {7, 5}};
    plan.people.new_link_sources = {{"g1", "unit1"}};
    plan.groups.new_source_groups = {{"groupA", ""}};
    plan.people.held = {{"g1", 1, "ana@acme.com", "left", at(1)}};
    return plan;
  }
};

TEST_P(StoreContract, CountsWhatUnlinkWouldRemove) {
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  world().put_user(hand_made_user(kAcme, 6, "own@acme.com"));
  apply(UnlinkStage::plan(user(5)), 10);
  const auto holdings = store().holdings(kAcme);
  EXPECT_EQ(holdings.created_users, 2);
  EXPECT_EQ(holdings.adopted_users, 1);
  EXPECT_EQ(holdings.groups, 1);
  EXPECT_EQ(holdings.all_users, 4);
}

TEST_P(StoreContract, RemovesTheIntegrationWhenUnlinking) {
  Connection connection;
  connection.company_id = kAcme;
  put_connection(store(), connection);
  ASSERT_TRUE(store().save_settings(kAcme, {}, 0));
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  world().put_user(hand_made_user(kAcme, 6, "own@acme.com"));
  world().put_group(hand_made_group(kAcme, 9, "Board"));
  const Run sync = apply(UnlinkStage::plan(user(5)), 10);
  world().put_member({9, 1, ""});
  world().put_member({9, 6, ""});
  EXPECT_EQ(user(5).row.status, "inactive");

  const auto taken = unlink(20);
  EXPECT_EQ(taken.created_users, 2);
  EXPECT_EQ(taken.adopted_users, 1);
  EXPECT_EQ(taken.groups, 1);
  const auto users = world().users(kAcme);
  ASSERT_EQ(users.size(), 2U);
  EXPECT_EQ(users[0].row.id, 5);
  EXPECT_EQ(users[0].row.status, "active");
  EXPECT_EQ(users[0].row.provider, "");
  EXPECT_FALSE(users[0].row.external_id);
  EXPECT_EQ(users[1].row.id, 6);
  EXPECT_EQ(users[1].row.updated_at, 1);
  ASSERT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().groups(kAcme)[0].id, 9);
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{9, 6, ""}}));
  const auto left = state();
  EXPECT_TRUE(left.links.empty());
  EXPECT_TRUE(left.link_sources.empty());
  EXPECT_TRUE(left.source_groups.empty());
  EXPECT_TRUE(left.group_links.empty());
  EXPECT_TRUE(left.held_removals.empty());
  EXPECT_FALSE(store().load_connection(kAcme));
  EXPECT_FALSE(store().load_settings(kAcme));
  EXPECT_TRUE(store().load_run(sync.id));
  EXPECT_EQ(store().list_runs(kAcme, 0, 1)[0].kind, RunKind::unlink);
  EXPECT_EQ(store().list_runs(kAcme, 0, 1)[0].state, RunState::done);
}

TEST_P(StoreContract, HandsUsersGroupsAndMembershipsToTheHostWhenUnlinkingKeepsThem) {
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  apply(UnlinkStage::plan(user(5)), 10);
  world().put_member({7, 1, ""});
  const auto kept = unlink(20, UnlinkedRows::kept);
  EXPECT_EQ(kept.created_users, 2);
  EXPECT_EQ(kept.groups, 1);
  const auto users = world().users(kAcme);
  ASSERT_EQ(users.size(), 3U);
  for (const auto& kept_user : users) {
    EXPECT_EQ(kept_user.row.provider, "");
    EXPECT_FALSE(kept_user.row.external_id);
    EXPECT_EQ(kept_user.row.status, "active");
  }
  ASSERT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().groups(kAcme)[0].provider, "");
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{7, 1, ""}, {7, 2, ""}, {7, 5, ""}}));
  EXPECT_TRUE(state().links.empty());
  EXPECT_TRUE(state().group_links.empty());
}

TEST_P(StoreContract, RestoresTheStatusOfAdoptedUsersWhenUnlinking) {
  struct Case {
    plan::LinkState state;
    bool was_inactive;
    const char* status;
    const char* restored;
  };
  const Case cases[] = {
      {plan::LinkState::active, false, "active", "active"},
      {plan::LinkState::active, false, "inactive", "inactive"},
      {plan::LinkState::active, true, "active", "inactive"},
      {plan::LinkState::inactive, false, "inactive", "active"},
      {plan::LinkState::inactive, true, "inactive", "inactive"},
  };
  plan::Plan plan;
  std::int64_t id = 0;
  for (const Case& one : cases) {
    ++id;
    world().put_user(hand_made_user(kAcme, id, "person" + std::to_string(id) + "@acme.com"));
    auto& update = plan.people.updates.emplace_back(
        update_of(user(id), user(id).row.fields.email, plan::Origin::adopted));
    update.row.status = one.status;
    update.link.state = one.state;
    update.link.was_inactive = one.was_inactive;
  }
  apply(plan, 10);
  EXPECT_FALSE(link("g1").row_inactive);
  EXPECT_TRUE(link("g2").row_inactive);
  EXPECT_FALSE(link("g2").was_inactive);
  EXPECT_TRUE(link("g5").was_inactive);
  unlink(20);
  id = 0;
  for (const Case& one : cases) EXPECT_EQ(user(++id).row.status, one.restored) << id;
}

TEST_P(StoreContract, UnlinksTwiceWithoutHarm) {
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  apply(UnlinkStage::plan(user(5)), 10);
  unlink(20);
  const auto taken = unlink(30);
  EXPECT_EQ(taken.created_users, 0);
  EXPECT_EQ(taken.groups, 0);
  EXPECT_EQ(user(5).row.updated_at, host_sdk::to_microseconds(at(20)));
}

TEST_P(StoreContract, UnlinksOneCompanyOnly) {
  HostUser other = hand_made_user("globex", 50, "x@globex.com");
  other.row.provider = "google-workspace";
  other.row.external_id = "g50";
  world().put_user(other);
  world().put_group(hand_made_group("globex", 51, "Theirs"));
  world().put_member({51, 50, "google-workspace"});
  plan::Plan plan;
  plan.people.inserts = {insert_of(1, "g1", "ana@acme.com")};
  apply(plan, 10);
  unlink(20);
  EXPECT_EQ(world().users("globex").size(), 1U);
  EXPECT_EQ(world().members().size(), 1U);
}

TEST_P(StoreContract, ReleasesAManagedGroupWithMembersAddedByHandWhenUnlinking) {
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  apply(UnlinkStage::plan(user(5)), 10);
  world().put_member({7, 5, ""});
  EXPECT_EQ(unlink(20).groups, 0);
  ASSERT_EQ(world().groups(kAcme).size(), 1U);
  EXPECT_EQ(world().groups(kAcme)[0].provider, "");
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{7, 5, ""}}));
}

TEST_P(StoreContract, RestoresAReleasedEmailKeyWhenUnlinkingUnlessItIsTaken) {
  for (const std::int64_t id : {5, 6})
    world().put_user(hand_made_user(kAcme, id, "person" + std::to_string(id) + "@acme.com"));
  plan::Plan adopt;
  adopt.people.updates = {update_of(user(5), "person5@acme.com", plan::Origin::adopted),
                          update_of(user(6), "person6@acme.com", plan::Origin::adopted)};
  apply(adopt, 10);
  plan::Plan park;
  park.people.email_key_releases = {{5, "g5", user(5).row.updated_at}, {6, "g6", user(6).row.updated_at}};
  park.people.inserts = {insert_of(1, "g1", "person5@acme.com")};
  apply(park, 20);
  // The address of 5 is free again once the created row is deleted; that of 6 was given to a row by hand.
  world().put_user(hand_made_user(kAcme, 8, "person6@acme.com"));
  unlink(30);
  EXPECT_EQ(user(5).row.email_key, "person5@acme.com");
  EXPECT_EQ(user(6).row.email_key, plan::released_email_key(6));
  EXPECT_EQ(user(8).row.email_key, "person6@acme.com");
}

TEST_P(StoreContract, RollsBackAnUnlinkThatIsCancelled) {
  world().put_user(hand_made_user(kAcme, 5, "cy@acme.com"));
  apply(UnlinkStage::plan(user(5)), 10);
  const Run run = begin_run(20, RunKind::unlink);
  const auto stop = [](std::int64_t done, std::int64_t) {
    if (done > 0) throw Cancelled();
  };
  EXPECT_THROW(store().unlink(run, UnlinkedRows::deleted, kHolder, kMinute, stop, {}), Cancelled);
  EXPECT_EQ(world().users(kAcme).size(), 3U);
  EXPECT_EQ(state().links.size(), 3U);
}

}  // namespace
}  // namespace gup::testing
