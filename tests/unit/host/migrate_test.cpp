#include "database/migrate.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "database/transaction.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

long long count(SessionPool& pool, const std::string& table) {
  return with_session(pool, "counting", [&](soci::session& sql) {
    long long number = 0;
    sql << "SELECT COUNT(*) FROM " + table, soci::into(number);
    return number;
  });
}

TEST(Migrate, DoesNothingTheSecondTime) {
  testing::TemporaryDatabase database;
  migrate(database.pool);
  EXPECT_EQ(count(database.pool, "host_schema"), 1);
  EXPECT_EQ(count(database.pool, "target_users"), 0);
}

TEST(Migrate, ManyThreadsAtOnceLeaveOneSchema) {
  const testing::TemporaryFolder folder;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      try {
        SessionPool pool(testing::sqlite_in(folder));
        migrate(pool);
      } catch (const std::exception&) {
        ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  SessionPool pool(testing::sqlite_in(folder));
  EXPECT_EQ(count(pool, "host_schema"), 1);
}

TEST(Migrate, TwoProcessesAtOnceBothSucceed) {
  const testing::TemporaryFolder folder;
  std::vector<pid_t> children;
  for (int i = 0; i < 2; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      int code = 1;
      try {
        SessionPool pool(testing::sqlite_in(folder));
        migrate(pool);
        code = 0;
      } catch (const std::exception&) {
        code = 1;
      }
      _exit(code);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

TEST(Migrate, RefusesTablesThatAreNewerThanTheProgram) {
  testing::TemporaryDatabase database;
  with_session(database.pool, "test", [](soci::session& sql) {
    sql << "INSERT INTO host_schema (version, applied_at) VALUES (99, 0)";
  });
  EXPECT_THROW(migrate(database.pool), DatabaseError);
}

TEST(Migrate, KeepsTwoUsersOfACompanyFromSharingAnAddress) {
  testing::TemporaryDatabase database;
  const auto insert = [&](const std::string& company) {
    with_session(database.pool, "test", [&](soci::session& sql) {
      sql << "INSERT INTO target_users (company_id, email, email_key) VALUES ('" + company +
                 "', 'A@x', 'a@x')";
    });
  };
  insert("acme");
  insert("other");
  try {
    insert("acme");
    FAIL() << "the second row was accepted";
  } catch (const DatabaseError& e) {
    EXPECT_EQ(e.problem(), DatabaseProblem::conflict);
  }
}

}  // namespace
}  // namespace sample_host
