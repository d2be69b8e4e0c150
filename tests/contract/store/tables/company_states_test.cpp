#include "store_contract.hpp"

namespace gup::testing {
namespace {

void connect(Store& store, const std::string& company, ConnectionState state, std::int64_t second) {
  Connection connection;
  connection.company_id = company;
  connection.state = state;
  connection.connected_at = at(second);
  ASSERT_TRUE(store.save_connection(connection, 0));
}

void end_run(Store& store, const std::string& company, RunKind kind, RunState state, std::int64_t second) {
  Run run;
  run.company_id = company;
  run.kind = kind;
  run.started_at = at(second);
  run.id = store.start_run(run);
  run.state = state;
  run.finished_at = at(second + 1);
  ASSERT_TRUE(store.finish_run(run));
}

TEST_P(StoreContract, ReturnsTheLastGoodRunOfEachConnectedCompany) {
  EXPECT_TRUE(store().company_states(at(100)).empty());
  connect(store(), "globex", ConnectionState::reconnect_needed, 5);
  connect(store(), kAcme, ConnectionState::connected, 6);
  connect(store(), "initech", ConnectionState::not_connected, 7);
  end_run(store(), kAcme, RunKind::sync, RunState::done, 10);
  end_run(store(), kAcme, RunKind::sync, RunState::held, 20);
  end_run(store(), kAcme, RunKind::sync, RunState::failed, 30);
  end_run(store(), kAcme, RunKind::person, RunState::done, 40);
  end_run(store(), kAcme, RunKind::sync, RunState::cancelled, 50);
  end_run(store(), "initech", RunKind::sync, RunState::done, 60);

  const auto states = store().company_states(at(100));
  ASSERT_EQ(states.size(), 2U);
  EXPECT_EQ(states[0].company_id, kAcme);
  EXPECT_FALSE(states[0].access_lost);
  EXPECT_EQ(states[0].connected_at, at(6));
  EXPECT_EQ(states[0].last_good_run, at(21));
  EXPECT_EQ(states[0].held_removals, 0);
  EXPECT_EQ(states[0].oldest_held, std::nullopt);
  EXPECT_EQ(states[1].company_id, "globex");
  EXPECT_TRUE(states[1].access_lost);
  EXPECT_EQ(states[1].last_good_run, std::nullopt);
}

TEST_P(StoreContract, NeverReturnsATimeInTheFuture) {
  connect(store(), kAcme, ConnectionState::connected, 1000);
  end_run(store(), kAcme, RunKind::sync, RunState::done, 10);
  end_run(store(), kAcme, RunKind::sync, RunState::done, 1000);
  const auto states = store().company_states(at(100));
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].connected_at, at(100));
  EXPECT_EQ(states[0].last_good_run, at(11));
}

TEST_P(StoreContract, ReturnsHowManyRemovalsAreHeldAndSinceWhen) {
  connect(store(), kAcme, ConnectionState::connected, 1);
  plan::Plan plan;
  for (const auto& [id, second] : {std::pair{1, 8}, std::pair{2, 7}}) {
    plan::HeldRemoval held;
    held.external_id = "g" + std::to_string(id);
    held.user_id = id;
    held.held_since = at(second);
    plan.people.held.push_back(held);
  }
  plan.people.held_changed = true;
  (void)apply(plan, 9);
  const auto states = store().company_states(at(100));
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].held_removals, 2);
  EXPECT_EQ(states[0].oldest_held, at(7));
}

}  // namespace
}  // namespace gup::testing
