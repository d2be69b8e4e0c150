// What only shows with several processes or threads over one real database.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "database/sql.hpp"
#include "host_tables.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::Plan thousand_people() {
  std::vector<plan::RowWrite> inserts;
  for (int i = 1; i <= 1000; ++i)
    inserts.push_back(insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com"));
  plan::Plan plan;
  plan.people.inserts = std::move(inserts);
  return plan;
}

TEST_P(DatabaseContract, KeepsTheFormerStateWhenTheProcessIsKilledWhileApplying) {
  int in_the_middle[2];
  ASSERT_EQ(pipe(in_the_middle), 0);
  const Run run = begin_run(10);
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    const auto store = world().open_another();
    store->apply_plan(run, thousand_people(), kHolder, kMinute, [&](std::int64_t done, std::int64_t) {
      if (done < 700) return;
      const bool told = write(in_the_middle[1], "x", 1) == 1;
      while (told) pause();
    });
    _exit(1);
  }
  char byte = 0;
  ASSERT_EQ(read(in_the_middle[0], &byte, 1), 1);
  EXPECT_TRUE(world().users(kAcme).empty());
  ASSERT_EQ(kill(child, SIGKILL), 0);
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  close(in_the_middle[0]);
  close(in_the_middle[1]);

  EXPECT_TRUE(world().users(kAcme).empty());
  EXPECT_TRUE(state().links.empty());
  EXPECT_EQ(store().load_run(run.id)->state, RunState::running);
  // The next run finishes the work.
  store().release_lease(kAcme, kHolder);
  apply(thousand_people(), 20);
  EXPECT_EQ(world().users(kAcme).size(), 1000U);
}

TEST_P(ServerContract, NoticesACancelFromAnotherProcessWhileApplying) {
  const auto other = world().open_another();
  bool asked = false;
  const auto ask = [&](std::int64_t, std::int64_t) {
    if (!asked) asked = other->request_cancel(kAcme);
  };
  plan::Plan plan = thousand_people();
  plan.report.changes = std::vector(1000, change_of(plan::ChangeKind::added, "g"));
  EXPECT_THROW(apply(plan, 10, ask), Cancelled);
  EXPECT_TRUE(world().users(kAcme).empty());
}

TEST_P(DatabaseContract, GivesTheLeaseToOneOfManyProcesses) {
  std::vector<std::unique_ptr<Store>> stores;
  for (int i = 0; i < 4; ++i) stores.push_back(world().open_another());
  std::atomic<int> winners = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&, i] {
      if (stores[static_cast<std::size_t>(i)]->acquire_lease(kAcme, "holder " + std::to_string(i), i, at(0),
                                                             kMinute))
        ++winners;
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(winners, 1);
}

TEST_P(DatabaseContract, GivesRunsOfDifferentProcessesDifferentIds) {
  const auto other = world().open_another();
  std::vector<std::int64_t> ids[2];
  const auto start = [](Store& store, std::vector<std::int64_t>& into) {
    Run run;
    run.company_id = kAcme;
    for (int i = 0; i < 20; ++i) into.push_back(store.start_run(run));
  };
  std::thread thread([&] { start(*other, ids[0]); });
  start(store(), ids[1]);
  thread.join();
  std::set<std::int64_t> all(ids[0].begin(), ids[0].end());
  all.insert(ids[1].begin(), ids[1].end());
  EXPECT_EQ(all.size(), 40U);
}

TEST_P(DatabaseContract, SavesOnlyOneOfTwoFirstSettings) {
  const auto other = world().open_another();
  std::atomic<int> saved = 0;
  std::thread thread([&] {
    if (other->save_settings(kAcme, {}, 0)) ++saved;
  });
  if (store().save_settings(kAcme, {}, 0)) ++saved;
  thread.join();
  EXPECT_EQ(saved, 1);
}

TEST_P(DatabaseContract, LetsManyThreadsShareAFewSessions) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 12; ++i)
    threads.emplace_back([&, i] {
      const std::string company = "company" + std::to_string(i);
      for (int turn = 0; turn < 5; ++turn) {
        EXPECT_TRUE(store().acquire_lease(company, kHolder, turn, at(turn), kMinute));
        EXPECT_TRUE(store().lease(company, at(turn)));
      }
    });
  for (auto& thread : threads) thread.join();
}

TEST_P(DatabaseContract, AppliesPlansOfMoreCompaniesThanSessions) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i)
    threads.emplace_back([&, i] {
      Run run;
      run.company_id = "company" + std::to_string(i);
      run.finished_at = at(1);
      run.id = store().start_run(run);
      EXPECT_TRUE(store().acquire_lease(run.company_id, kHolder, run.id, at(0), kMinute));
      std::vector<plan::RowWrite> inserts;
      for (int person = 0; person < 300; ++person)
        inserts.push_back(insert_of(1000 * (i + 1) + person, "g" + std::to_string(person),
                                    "person" + std::to_string(person) + "@acme.com"));
      plan::Plan plan;
      plan.people.inserts = std::move(inserts);
      store().apply_plan(run, plan, kHolder, kMinute, {});
    });
  for (auto& thread : threads) thread.join();
  for (int i = 0; i < 6; ++i) EXPECT_EQ(world().users("company" + std::to_string(i)).size(), 300U);
}

}  // namespace
}  // namespace gup::testing
