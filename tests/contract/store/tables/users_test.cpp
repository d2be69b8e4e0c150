#include "store_contract.hpp"

#include <algorithm>

namespace gup::testing {
namespace {

plan::Plan people(int count) {
  std::vector<plan::RowWrite> inserts;
  for (int i = 1; i <= count; ++i)
    inserts.push_back(insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com"));
  plan::Plan plan;
  plan.people.inserts = std::move(inserts);
  return plan;
}

TEST_P(StoreContract, InsertsPeopleWithTheirLinks) {
  auto insert = insert_of(1, "g1", "person1@acme.com");
  insert.row.fields.department = "Sales";
  insert.link.missing_since = at(3);
  insert.link.cause = LeavingCause::suspended;
  insert.link.delete_after_days = 365;
  plan::Plan plan;
  plan.people.inserts = {insert};
  apply(plan, 10);
  const HostUser made = user(1);
  EXPECT_EQ(made.row.fields.email, "person1@acme.com");
  EXPECT_EQ(made.row.email_key, "person1@acme.com");
  EXPECT_EQ(made.row.fields.department, "Sales");
  EXPECT_FALSE(made.row.fields.job_title);
  EXPECT_EQ(made.row.status, "active");
  EXPECT_EQ(made.row.provider, "google-workspace");
  EXPECT_EQ(made.row.external_id, "g1");
  EXPECT_FALSE(made.time_zone);
  EXPECT_EQ(made.row.updated_at, host_sdk::to_microseconds(at(10)));
  EXPECT_EQ(made.created_at, made.row.updated_at);
  const plan::Link made_link = link("g1");
  EXPECT_EQ(made_link.user_id, 1);
  EXPECT_EQ(made_link.origin, plan::Origin::created);
  EXPECT_EQ(made_link.state, plan::LinkState::active);
  EXPECT_EQ(made_link.content_hash, 101);
  EXPECT_EQ(made_link.missing_since, at(3));
  EXPECT_EQ(made_link.cause, LeavingCause::suspended);
  EXPECT_EQ(made_link.delete_after_days, 365);
  EXPECT_EQ(made_link.row_updated_at, made.row.updated_at);
  EXPECT_EQ(made_link.row, plan::LinkedRow::unchanged);
}

TEST_P(StoreContract, WritesMoreRowsThanOneStatementHolds) {
  apply(people(1234), 10);
  EXPECT_EQ(world().users(kAcme).size(), 1234U);
  EXPECT_EQ(state().links.size(), 1234U);
  plan::Plan renamed;
  for (const auto& user : world().users(kAcme))
    renamed.people.updates.push_back(update_of(user, "new." + user.row.fields.email));
  apply(renamed, 20);
  EXPECT_EQ(user(1234).row.fields.email, "new.person1234@acme.com");
  plan::Plan gone;
  for (int i = 1; i <= 1234; ++i) gone.people.deletes.push_back({i, "g" + std::to_string(i)});
  apply(gone, 30);
  EXPECT_TRUE(world().users(kAcme).empty());
  EXPECT_TRUE(state().links.empty());
}

TEST_P(StoreContract, UpdatesARowWithoutItsTimeZone) {
  HostUser by_hand = hand_made_user(kAcme, 5, "Bo@acme.com");
  by_hand.time_zone = "Europe/Oslo";
  world().put_user(by_hand);
  plan::Plan plan;
  plan.people.updates = {update_of(by_hand, "bo@acme.com", plan::Origin::adopted)};
  plan.people.updates[0].row.fields.job_title = "Engineer";
  plan.people.updates[0].row.fields.first_name = "Bo";
  apply(plan, 10);
  const HostUser adopted = user(5);
  EXPECT_EQ(adopted.row.fields.email, "bo@acme.com");
  EXPECT_EQ(adopted.row.fields.job_title, "Engineer");
  EXPECT_EQ(adopted.row.fields.first_name, "Bo");
  EXPECT_EQ(adopted.row.provider, "google-workspace");
  EXPECT_EQ(adopted.row.external_id, "g5");
  EXPECT_EQ(adopted.time_zone, "Europe/Oslo");
  EXPECT_EQ(adopted.created_at, 1);
  EXPECT_EQ(adopted.row.updated_at, host_sdk::to_microseconds(at(10)));
  EXPECT_FALSE(link("g5").was_inactive);
  EXPECT_EQ(link("g5").row_updated_at, adopted.row.updated_at);
  EXPECT_EQ(link("g5").row, plan::LinkedRow::unchanged);
}

TEST_P(StoreContract, DeletesARowWithEveryMembershipAndItsLink) {
  apply(people(2), 10);
  world().put_group(hand_made_group(kAcme, 9, "Nine"));
  world().put_member({9, 1, ""});
  world().put_member({9, 1, "google-workspace"});
  world().put_member({9, 2, ""});
  plan::Plan plan;
  plan.people.deletes = {{1, "g1"}};
  apply(plan, 20);
  ASSERT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(world().members(), (std::vector<HostMember>{{9, 2, ""}}));
  ASSERT_EQ(state().links.size(), 1U);
  EXPECT_EQ(link("g2").user_id, 2);
}

TEST_P(StoreContract, SwapsTwoAddresses) {
  apply(people(2), 10);
  plan::Plan plan;
  plan.people.updates = {update_of(user(1), "person2@acme.com"), update_of(user(2), "person1@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(user(1).row.email_key, "person2@acme.com");
  EXPECT_EQ(user(2).row.email_key, "person1@acme.com");
}

TEST_P(StoreContract, MovesAddressesAlongAChainThatEndsWithANewRow) {
  apply(people(3), 10);
  plan::Plan plan;
  plan.people.updates = {update_of(user(1), "person2@acme.com"), update_of(user(2), "person3@acme.com"),
                         update_of(user(3), "fresh@acme.com")};
  plan.people.inserts = {insert_of(4, "g4", "person1@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(user(1).row.email_key, "person2@acme.com");
  EXPECT_EQ(user(2).row.email_key, "person3@acme.com");
  EXPECT_EQ(user(3).row.email_key, "fresh@acme.com");
  EXPECT_EQ(user(4).row.email_key, "person1@acme.com");
}

TEST_P(StoreContract, GivesTheAddressOfADeletedPersonToANewPerson) {
  apply(people(1), 10);
  plan::Plan plan;
  plan.people.deletes = {{1, "g1"}};
  plan.people.inserts = {insert_of(2, "g2", "person1@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(user(2).row.email_key, "person1@acme.com");
}

TEST_P(StoreContract, ReleasesTheEmailKeyOfARetiredRowForItsNewOwner) {
  apply(people(1), 10);
  plan::Plan plan;
  plan.people.email_key_releases = {{1, "g1", user(1).row.updated_at}};
  plan.people.inserts = {insert_of(2, "g2", "person1@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(user(1).row.email_key, plan::released_email_key(1));
  EXPECT_EQ(user(1).row.fields.email, "person1@acme.com");
  EXPECT_EQ(link("g1").row_updated_at, host_sdk::to_microseconds(at(20)));
  EXPECT_EQ(link("g1").row, plan::LinkedRow::unchanged);
  EXPECT_EQ(user(2).row.email_key, "person1@acme.com");
}

TEST_P(StoreContract, ReleasesAnAdoptedRow) {
  world().put_user(hand_made_user(kAcme, 5, "bo@acme.com"));
  plan::Plan adopt;
  adopt.people.updates = {update_of(user(5), "bo@acme.com", plan::Origin::adopted)};
  apply(adopt, 10);
  plan::Plan release;
  release.people.updates = {update_of(user(5), "bo@acme.com", plan::Origin::adopted)};
  release.people.updates[0].row.provider = "";
  release.people.updates[0].row.external_id.reset();
  release.people.updates[0].link.state = plan::LinkState::released;
  apply(release, 20);
  EXPECT_EQ(user(5).row.provider, "");
  EXPECT_FALSE(user(5).row.external_id);
  EXPECT_EQ(link("g5").state, plan::LinkState::released);
  EXPECT_EQ(link("g5").row_updated_at, host_sdk::to_microseconds(at(20)));
  EXPECT_EQ(link("g5").row, plan::LinkedRow::unchanged);
}

TEST_P(StoreContract, SeesThatARowWasEditedOrDeletedInTheHost) {
  apply(people(3), 10);
  HostUser edited = user(1);
  edited.row.updated_at += 1;
  world().put_user(edited);
  world().erase_user(2);
  HostUser taken_over = user(3);
  taken_over.row.provider = "another-provider";
  world().put_user(taken_over);
  EXPECT_EQ(link("g1").row, plan::LinkedRow::changed);
  EXPECT_EQ(link("g2").row, plan::LinkedRow::gone);
  EXPECT_EQ(link("g3").row, plan::LinkedRow::gone);
}

TEST_P(StoreContract, InsertsARowAgainThatWasDeletedInTheHost) {
  apply(people(1), 10);
  world().erase_user(1);
  plan::Plan plan;
  plan.people.inserts = {insert_of(2, "g1", "person1@acme.com")};
  apply(plan, 20);
  EXPECT_EQ(link("g1").user_id, 2);
  EXPECT_EQ(state().links.size(), 1U);
}

TEST_P(StoreContract, UpdatesAndDeletesLinksWithoutTheirRows) {
  apply(people(2), 10);
  plan::Link changed = link("g1");
  changed.state = plan::LinkState::dismissed;
  changed.content_hash = -1;
  changed.missing_since = at(15);
  plan::Plan plan;
  plan.people.link_updates = {changed};
  plan.people.forgotten_links = {"g2"};
  apply(plan, 20);
  EXPECT_TRUE(link("g2").is_recovered);
  EXPECT_FALSE(link("g1").is_recovered);
  EXPECT_EQ(link("g1").state, plan::LinkState::dismissed);
  EXPECT_EQ(link("g1").content_hash, -1);
  EXPECT_EQ(link("g1").missing_since, at(15));
  EXPECT_EQ(link("g1").row_updated_at, host_sdk::to_microseconds(at(10)));
  EXPECT_EQ(user(1).row.updated_at, host_sdk::to_microseconds(at(10)));
  EXPECT_EQ(world().users(kAcme).size(), 2U);
}

TEST_P(StoreContract, StoresTheSourcesOfEachPerson) {
  plan::Plan plan;
  plan.people.new_link_sources = {{"g1", "unit1"}, {"g1", "unit2"}, {"g2", "unit1"}};
  plan.groups.new_source_groups = {{"groupA", ""}, {"groupB", "groupA"}};
  apply(plan, 10);
  EXPECT_EQ(link_sources(),
            (std::vector<plan::LinkSource>{{"g1", "unit1"}, {"g1", "unit2"}, {"g2", "unit1"}}));
  EXPECT_EQ(state().source_groups, plan.groups.new_source_groups);
  plan::Plan next;
  next.people.lost_link_sources = {{"g1", "unit1"}, {"g2", "unit1"}};
  next.people.new_link_sources = {{"g2", "unit9"}};
  next.groups.lost_source_groups = {{"groupB", "groupA"}};
  apply(next, 20);
  EXPECT_EQ(link_sources(), (std::vector<plan::LinkSource>{{"g1", "unit2"}, {"g2", "unit9"}}));
  EXPECT_EQ(state().source_groups, (std::vector<plan::SourceGroup>{{"groupA", ""}}));
}

TEST_P(StoreContract, FindsEachRowOnceByIdAndByAddress) {
  world().put_user(hand_made_user(kAcme, 1, "ana@acme.com"));
  world().put_user(hand_made_user(kAcme, 2, "bo@acme.com"));
  world().put_user(hand_made_user(kAcme, 3, "cy@acme.com"));
  world().put_user(hand_made_user("globex", 4, "bo@acme.com"));
  plan::RowQuery query;
  query.user_ids = {1, 2, 4, 99};
  for (int i = 0; i < 1200; ++i) query.user_ids.push_back(1000 + i);
  query.email_keys = {"bo@acme.com", "unknown@acme.com"};
  const auto found = store().look_up(kAcme, query, {});
  EXPECT_EQ(found.size(), 2U);
  ASSERT_NE(found.with_id(1), nullptr);
  EXPECT_EQ(found.with_id(1)->email_key, "ana@acme.com");
  ASSERT_NE(found.with_email_key("bo@acme.com"), nullptr);
  EXPECT_EQ(found.with_email_key("bo@acme.com")->id, 2);
}

/// More addresses than the company has rows, and fewer: both kinds of lookups find the same rows.
TEST_P(StoreContract, FindsRowsOfManyAddresses) {
  for (int i = 1; i <= 3; ++i)
    world().put_user(hand_made_user(kAcme, i, "person" + std::to_string(i) + "@acme.com"));
  world().put_user(hand_made_user("globex", 4, "person4@acme.com"));
  // Whatever the key is, a row is found by its id.
  world().put_user(hand_made_user(kAcme, 5, ""));
  plan::RowQuery query;
  query.user_ids = {3, 4, 5};
  for (int i = 2; i <= 700; ++i) query.email_keys.push_back("person" + std::to_string(i) + "@acme.com");
  std::ranges::sort(query.email_keys);
  EXPECT_EQ(store().look_up(kAcme, query, {}).size(), 3U);

  for (int i = 1001; i <= 2000; ++i)
    world().put_user(hand_made_user(kAcme, i, "other" + std::to_string(i) + "@acme.com"));
  const auto found = store().look_up(kAcme, query, {});
  EXPECT_EQ(found.size(), 3U);
  EXPECT_NE(found.with_email_key("person2@acme.com"), nullptr);
  EXPECT_NE(found.with_id(3), nullptr);
  EXPECT_NE(found.with_id(5), nullptr);
}

TEST_P(StoreContract, KeepsCompaniesApart) {
  apply(people(1), 10);
  plan::PersonIds ids;
  EXPECT_TRUE(store().load_state("globex", at(0), ids, {}).links.empty());
  EXPECT_TRUE(world().users("globex").empty());
}

TEST_P(StoreContract, KeepsHeldRemovalsAsTheLastRunLeftThem) {
  plan::Plan plan;
  plan.people.held = {{"g1", 1, "a@acme.com", "no longer in Google", at(1)},
                      {"g2", 2, "b@acme.com", "suspended", at(1)}};
  apply(plan, 10);
  EXPECT_EQ(state().held_removals.size(), 2U);
  plan.people.held = {{"g2", 2, "b@acme.com", "deleted in Google", at(1)},
                      {"g3", 3, "c@acme.com", "left", at(2)}};
  apply(plan, 20);
  const auto held = store().held_removals(kAcme, 0, 10);
  ASSERT_EQ(held.size(), 2U);
  EXPECT_EQ(held[0].external_id, "g2");
  EXPECT_EQ(held[0].reason, "deleted in Google");
  EXPECT_EQ(held[0].held_since, at(1));
  EXPECT_EQ(held[1].external_id, "g3");
  ASSERT_EQ(store().held_removals(kAcme, 2, 10).size(), 1U);
  EXPECT_EQ(store().held_removals(kAcme, 0, 1)[0].external_id, "g2");
  EXPECT_EQ(store().held_removals(kAcme, 0, 0).size(), 2U);
  EXPECT_EQ(store().count_removals(kAcme).held, 2);
  EXPECT_EQ(store().count_removals("globex").held, 0);
  apply({}, 30);
  EXPECT_TRUE(state().held_removals.empty());
}

TEST_P(StoreContract, ListsPeopleWithDismissedRemovals) {
  apply(people(3), 10);
  EXPECT_TRUE(store().dismissed_removals(kAcme, 0, 0).empty());
  plan::Plan plan;
  for (const int id : {1, 3}) {
    auto kept = insert_of(id, "g" + std::to_string(id), "person" + std::to_string(id) + "@acme.com").link;
    kept.state = plan::LinkState::dismissed;
    kept.missing_since = at(15);
    plan.people.link_updates.push_back(kept);
  }
  apply(plan, 20);
  const auto dismissed = store().dismissed_removals(kAcme, 0, 0);
  ASSERT_EQ(dismissed.size(), 2U);
  EXPECT_EQ(dismissed[0].external_id, "g1");
  EXPECT_EQ(dismissed[1].email, "person3@acme.com");
  EXPECT_EQ(dismissed[1].held_since, at(15));
  EXPECT_EQ(store().dismissed_removals(kAcme, 1, 1).size(), 1U);
  EXPECT_EQ(store().count_removals(kAcme).dismissed, 2);
}

TEST_P(StoreContract, WritesNoRowWhenNothingChanged) {
  auto plan = people(3);
  plan.people.held = {{"g1", 1, "a@acme.com", "left", at(1)}};
  apply(plan, 10);
  const auto before = world().row_writes();
  plan::Plan unchanged;
  unchanged.people.held = plan.people.held;
  unchanged.report.counts.unchanged = 3;
  unchanged.report.changes = {change_of(plan::ChangeKind::skipped, "g9")};
  const Run run = apply(unchanged, 20);
  EXPECT_EQ(world().row_writes(), before);
  EXPECT_EQ(store().load_run(run.id)->state, RunState::done);
}

}  // namespace
}  // namespace gup::testing
