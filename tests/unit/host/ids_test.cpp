#include <gtest/gtest.h>

#include <map>
#include <mutex>
#include <thread>
#include <vector>

#include "database/host_database.hpp"
#include "database/ids_table.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using host_sdk::IdKind;

TEST(Ids, AreUniqueOverManyThreads) {
  testing::TemporaryDatabase database;
  IdsTable ids(database.pool);
  std::mutex mutex;
  std::map<std::int64_t, std::int64_t> blocks;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 20; ++i) {
        const std::int64_t size = 1 + (thread * 7 + i) % 5;
        const auto first = ids.reserve(IdKind::target_user, size);
        const std::lock_guard lock(mutex);
        blocks[first] = size;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_EQ(blocks.size(), 80U);
  std::int64_t next = 1;
  for (const auto& [first, size] : blocks) {
    EXPECT_GE(first, next);
    next = first + size;
  }
}

TEST(Ids, AreCountedSeparatelyForUsersAndGroups) {
  testing::TemporaryDatabase database;
  IdsTable ids(database.pool);
  EXPECT_EQ(ids.reserve(IdKind::target_user, 10), 1);
  EXPECT_EQ(ids.reserve(IdKind::target_group, 10), 1);
  EXPECT_EQ(ids.reserve(IdKind::target_user, 1), 11);
}

// On the servers an id of one's own has to be given with the row.
TEST(SqliteIds, SkipTheIdOfARowThatWasInsertedByHandAndDeleted) {
  testing::TemporaryDatabase database;
  IdsTable ids(database.pool);
  database.pool.with_session("test", [](Session& session) {
    session.run("INSERT INTO target_users (id, company_id, email, email_key) VALUES (500, 'acme', 'a', 'a')");
    session.run("DELETE FROM target_users");
  });
  EXPECT_EQ(ids.reserve(IdKind::target_user, 10), 501);
}

TEST(SqliteIds, AreNotGivenToRowsInsertedByHandOnceReserved) {
  testing::TemporaryDatabase database;
  IdsTable ids(database.pool);
  EXPECT_EQ(ids.reserve(IdKind::target_user, 100), 1);
  const auto id = database.pool.with_session("test", [](Session& session) {
    session.run("INSERT INTO target_users (company_id, email, email_key) VALUES ('acme', 'a', 'a')");
    return Query(session, "SELECT id FROM target_users").read_number();
  });
  EXPECT_EQ(id, 101);
}

}  // namespace
}  // namespace sample_host
