#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::RowWrite person(std::int64_t id) {
  return insert_of(id, "g" + std::to_string(id), "person" + std::to_string(id) + "@acme.com");
}

/// From the first id to the last.
std::vector<plan::RowWrite> people_between(std::int64_t first, std::int64_t last) {
  std::vector<plan::RowWrite> inserts;
  for (std::int64_t id = first; id <= last; ++id) inserts.push_back(person(id));
  return inserts;
}

plan::Plan one_person(std::int64_t id) {
  plan::Plan plan;
  plan.people.inserts = {person(id)};
  return plan;
}

TEST_P(StoreContract, RefusesToUpdateARowThatChangedMeanwhile) {
  apply(one_person(1), 10);
  auto plan = one_person(2);
  plan.people.updates = {update_of(user(1), "new@acme.com")};
  HostUser edited = user(1);
  edited.row.fields.first_name = "Edited";
  edited.row.updated_at += 1;
  world().put_user(edited);
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_EQ(user(1).row.fields.first_name, "Edited");
  EXPECT_EQ(user(1).row.fields.email, "person1@acme.com");
  EXPECT_EQ(world().users(kAcme).size(), 1U);
}

TEST_P(StoreContract, RefusesToUpdateOrReleaseADeletedRow) {
  apply(one_person(1), 10);
  plan::Plan update;
  update.people.updates = {update_of(user(1), "new@acme.com")};
  plan::Plan park;
  park.people.email_key_releases = {{1, "g1", user(1).row.updated_at}};
  world().erase_user(1);
  EXPECT_THROW(apply(update, 20), StateMoved);
  EXPECT_THROW(apply(park, 21), StateMoved);
}

TEST_P(StoreContract, RefusesToSwapAddressesOfARowThatChangedMeanwhile) {
  apply(one_person(1), 10);
  apply(one_person(2), 11);
  plan::Plan plan;
  plan.people.updates = {update_of(user(1), "person2@acme.com"), update_of(user(2), "person1@acme.com")};
  HostUser edited = user(2);
  edited.row.updated_at += 1;
  world().put_user(edited);
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_EQ(user(1).row.email_key, "person1@acme.com");
  EXPECT_EQ(user(2).row.email_key, "person2@acme.com");
}

TEST_P(StoreContract, RefusesToDeleteARowThatIsNoLongerManaged) {
  apply(one_person(1), 10);
  HostUser released = user(1);
  released.row.provider = "";
  released.row.external_id.reset();
  world().put_user(released);
  plan::Plan plan;
  plan.people.deletes = {{1, "g1"}};
  EXPECT_THROW(apply(plan, 20), StateMoved);
  EXPECT_EQ(world().users(kAcme).size(), 1U);
}

TEST_P(StoreContract, RefusesAnAddressThatAnotherRowTookMeanwhile) {
  world().put_user(hand_made_user(kAcme, 5, "person1@acme.com"));
  plan::Plan plan;
  plan.people.inserts = {person(2), person(1)};
  EXPECT_THROW(apply(plan, 10), StateMoved);
  EXPECT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_TRUE(state().links.empty());
}

TEST_P(StoreContract, RefusesAGroupNameThatAnotherGroupTookMeanwhile) {
  world().put_group(hand_made_group(kAcme, 3, "sales"));
  auto plan = one_person(1);
  plan.groups.writes = {{7, "unit1", "sales", "sales", "sales", true}};
  EXPECT_THROW(apply(plan, 10), StateMoved);
  EXPECT_TRUE(world().users(kAcme).empty());
}

TEST_P(StoreContract, AppliesANewPlanAfterARefusedOne) {
  world().put_user(hand_made_user(kAcme, 5, "person1@acme.com"));
  const Run run = begin_run(10);
  EXPECT_THROW(store().apply_plan(run, one_person(1), kHolder, kMinute, {}), StateMoved);
  store().apply_plan(run, one_person(2), kHolder, kMinute, {});
  EXPECT_EQ(world().users(kAcme).size(), 2U);
  EXPECT_EQ(store().load_run(run.id)->state, RunState::done);
}

TEST_P(StoreContract, RollsBackWhenACheckpointThrows) {
  apply(one_person(1), 10);
  plan::Plan plan;
  plan.people.deletes = {{1, "g1"}};
  plan.people.inserts = people_between(2, 899);
  std::int64_t calls = 0;
  const auto stop = [&](std::int64_t done, std::int64_t total) {
    ++calls;
    EXPECT_LE(done, total);
    if (done >= 600) throw Cancelled();
  };
  EXPECT_THROW(apply(plan, 20, stop), Cancelled);
  EXPECT_GE(calls, 2);
  EXPECT_EQ(world().users(kAcme).size(), 1U);
  EXPECT_EQ(state().links.size(), 1U);
  EXPECT_EQ(store().list_runs(kAcme, 0, 1)[0].state, RunState::running);
}

TEST_P(StoreContract, RethrowsTheExceptionOfACheckpoint) {
  const auto stop = [](std::int64_t, std::int64_t) { throw std::runtime_error("as thrown"); };
  try {
    apply(one_person(1), 10, stop);
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "as thrown");
  }
  EXPECT_TRUE(world().users(kAcme).empty());
}

TEST_P(StoreContract, CallsTheCheckpointEveryFewHundredRows) {
  plan::Plan plan;
  plan.people.inserts = people_between(1, 2000);
  std::int64_t last = 0;
  std::int64_t widest = 0;
  std::int64_t total_rows = 0;
  apply(plan, 10, [&](std::int64_t done, std::int64_t total) {
    widest = std::max(widest, done - last);
    last = done;
    total_rows = total;
  });
  EXPECT_LE(widest, 500);
  EXPECT_EQ(last, total_rows);
}

TEST_P(StoreContract, AppliesNothingWithoutTheLease) {
  const Run run = begin_run(10);
  ASSERT_TRUE(store().acquire_lease(kAcme, "another", 0, at(100), kMinute));
  try {
    store().apply_plan(run, one_person(1), kHolder, kMinute, {});
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
  }
  EXPECT_TRUE(world().users(kAcme).empty());
  EXPECT_EQ(store().load_run(run.id)->state, RunState::running);
}

TEST_P(StoreContract, RenewsTheLeaseWhileApplying) {
  Run run = begin_run(10);
  run.finished_at = at(50);
  store().apply_plan(run, one_person(1), kHolder, kMinute, {});
  EXPECT_EQ(store().lease(kAcme, at(51))->expires_at, at(110));
}

TEST_P(StoreContract, AppliesNothingAfterACancelRequest) {
  const Run run = begin_run(10);
  ASSERT_TRUE(store().request_cancel(kAcme));
  EXPECT_THROW(store().apply_plan(run, one_person(1), kHolder, kMinute, {}), Cancelled);
  EXPECT_TRUE(world().users(kAcme).empty());
}

}  // namespace
}  // namespace gup::testing
