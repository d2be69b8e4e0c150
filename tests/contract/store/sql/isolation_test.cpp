// What others see while a plan is applied: the state before or the state after, and nothing between.
#include <atomic>
#include <thread>

#include "database/sql.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

plan::Plan one_more(std::int64_t id) {
  plan::Plan plan;
  plan.people.inserts = {
      insert_of(id, "g" + std::to_string(id), "person" + std::to_string(id) + "@acme.com")};
  return plan;
}

TEST_P(StoreContract, ShowsReadersTheFormerStateUntilTheCommit) {
  apply(one_more(1), 10);
  plan::Plan plan;
  plan.people.deletes = {{1, "g1"}};
  std::vector<plan::RowWrite> inserts;
  for (int i = 2; i < 500; ++i) inserts.push_back(one_more(i).people.inserts[0]);
  plan.people.inserts = std::move(inserts);
  int looks = 0;
  apply(plan, 20, [&](std::int64_t done, std::int64_t total) {
    if (done % 100 != 0 && done != total) return;
    ++looks;
    const auto users = world().users(kAcme);
    ASSERT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0].row.id, 1);
  });
  EXPECT_GT(looks, 2);
  EXPECT_EQ(world().users(kAcme).size(), 498U);
}

TEST_P(DatabaseContract, ReadsOneSnapshotWhileAnotherProcessWrites) {
  const auto other = world().open_another();
  std::atomic<bool> done = false;
  std::thread writer([&] {
    // Every plan moves both tables together: a person and what brings the person.
    for (int i = 1; i <= 60; ++i) {
      Run run;
      run.company_id = kAcme;
      run.started_at = at(i);
      run.finished_at = at(i);
      run.id = other->start_run(run);
      EXPECT_TRUE(other->acquire_lease(kAcme, kHolder, run.id, at(i), kMinute));
      plan::Plan plan;
      plan.people.inserts = {
          insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com")};
      plan.people.new_link_sources = {{"g" + std::to_string(i), "unit"}};
      other->apply_plan(run, plan, kHolder, kMinute, {});
    }
    done = true;
  });
  while (!done) {
    const auto seen = state();
    EXPECT_EQ(seen.links.size(), seen.link_sources.size());
    for (plan::PersonNumber person = 0; person < seen.links.end(); ++person)
      EXPECT_EQ(seen.links.find(person)->row, plan::LinkedRow::unchanged);
  }
  writer.join();
  EXPECT_EQ(state().links.size(), 60U);
}

constexpr int kPeople = 40;

/// Replaces every person, the group and all memberships of the generation before.
plan::Plan generation(int number) {
  const auto id_of = [](int of, int person) { return std::int64_t{1000} * of + person; };
  plan::Plan plan;
  std::vector<plan::RowWrite> inserts;
  for (int person = 0; person < kPeople; ++person) {
    const auto id = id_of(number, person);
    inserts.push_back(one_more(id).people.inserts[0]);
    plan.memberships.added.push_back({number, id});
    if (number == 1) continue;
    const auto former = id_of(number - 1, person);
    plan.people.deletes.push_back({former, "g" + std::to_string(former)});
  }
  const std::string name = "Generation " + std::to_string(number);
  plan.groups.writes = {{number, "unit" + std::to_string(number), name, name, name, true}};
  if (number > 1) plan.groups.removals = {{number - 1, "unit" + std::to_string(number - 1), false}};
  plan.people.inserts = std::move(inserts);
  return plan;
}

/// A reader outside the plugin, such as a report of the host, reads the three tables in one transaction.
TEST_P(DatabaseContract, ShowsReadersTheTablesBeforeOrAfterARun) {
  std::atomic<bool> done = false;
  apply(generation(1), 1);
  std::thread reader([&] {
    const auto session = world().open_session();
    int looks = 0;
    while (!done || looks == 0) {
      ++looks;
      database::Transaction transaction(*session, database::Transaction::Kind::read);
      std::int64_t group = 0;
      std::int64_t groups = 0;
      database::Query(*session, "SELECT id FROM target_groups").read("n", [&](const database::Row& row) {
        group = row.number(0);
        ++groups;
      });
      const auto count = [&](const std::string& sql) {
        return database::Query(*session, sql).number(group).read_number();
      };
      EXPECT_EQ(groups, 1);
      EXPECT_EQ(count("SELECT COUNT(*) FROM target_users WHERE id - id % 1000 = 1000 * ?"), kPeople);
      EXPECT_EQ(count("SELECT COUNT(*) FROM target_users WHERE id - id % 1000 <> 1000 * ?"), 0);
      EXPECT_EQ(count("SELECT COUNT(*) FROM target_group_members WHERE group_id = ?"), kPeople);
      EXPECT_EQ(count("SELECT COUNT(*) FROM target_group_members WHERE group_id <> ?"), 0);
      transaction.commit();
    }
  });
  for (int number = 2; number <= 25; ++number) apply(generation(number), number);
  done = true;
  reader.join();
}

}  // namespace
}  // namespace gup::testing
