#include "database/migrate.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "database/dialect.hpp"
#include "database/ids_table.hpp"
#include "database/schema.hpp"
#include "database/target_users.hpp"
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

/// Runs `body` in a process of its own.
pid_t start(const std::function<void()>& body) {
  const pid_t child = fork();
  if (child != 0) return child;
  try {
    body();
    _exit(0);
  } catch (const std::exception&) {
    _exit(1);
  }
}

int end_of(pid_t child) {
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

void migrate_in(const testing::EmptyDatabase& database) {
  SessionPool pool(database.config());
  migrate(pool);
}

TEST(Migrate, DoesNothingTheSecondTime) {
  testing::TemporaryDatabase database;
  const auto versions = count(database.pool, "host_schema");
  migrate(database.pool);
  EXPECT_EQ(count(database.pool, "host_schema"), versions);
  EXPECT_EQ(count(database.pool, "target_users"), 0);
}

TEST(Migrate, ManyThreadsAtOnceLeaveOneSchema) {
  const testing::EmptyDatabase database;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      try {
        SessionPool pool(database.config());
        migrate(pool);
      } catch (const std::exception&) {
        ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  SessionPool pool(database.config());
  EXPECT_EQ(count(pool, "host_schema"),
            static_cast<long long>(schema_versions(Dialect{pool.backend()}).size()));
}

TEST(Migrate, TwoProcessesAtOnceBothSucceed) {
  const testing::EmptyDatabase database;
  const std::vector<pid_t> children{start([&] { migrate_in(database); }),
                                    start([&] { migrate_in(database); })};
  for (const pid_t child : children) {
    const int status = end_of(child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

/// Killed before its first step, then before its second, and so on: each time the next process goes on.
TEST(Migrate, IsFinishedByTheNextProcessWhereverOneWasKilled) {
  const testing::EmptyDatabase database;
  int killed_before = 0;
  for (bool done = false; !done; ++killed_before) {
    const int status = end_of(start([&] {
      SessionPool pool(database.config());
      int steps = 0;
      migrate(pool, [&] {
        if (steps++ == killed_before) raise(SIGKILL);
      });
    }));
    done = WIFEXITED(status);
    ASSERT_TRUE(done ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGKILL);
  }
  EXPECT_GT(killed_before, 10);
  SessionPool pool(database.config());
  for (const char* table : {"target_users", "host_secrets", "host_servers"}) EXPECT_EQ(count(pool, table), 0);
  EXPECT_EQ(count(pool, "host_schema"),
            static_cast<long long>(schema_versions(Dialect{pool.backend()}).size()));
}

TEST(Migrate, KeepsWhatEveryEarlierVersionStored) {
  const Dialect dialect{SessionPool(testing::EmptyDatabase().config()).backend()};
  const auto versions = schema_versions(dialect);
  for (std::size_t version = 1; version <= versions.size(); ++version) {
    const testing::EmptyDatabase database;
    SessionPool pool(database.config());
    with_session(pool, "test", [&](soci::session& sql) {
      sql << "CREATE TABLE host_schema (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)" +
                 dialect.table_options();
      for (std::size_t i = 0; i < version; ++i) {
        for (const auto& statement : versions[i]) sql << statement;
        sql << "INSERT INTO host_schema (version, applied_at) VALUES (" + std::to_string(i + 1) + ", 0)";
      }
      sql << "INSERT INTO target_users (id, company_id, email, email_key, first_name) VALUES (7, 'acme', "
             "'Bea@x', "
             "'bea@x', 'B\xC3\xA9"
             "a')";
      sql << "INSERT INTO target_groups (id, company_id, name, name_key) VALUES (3, 'acme', 'Sales', "
             "'sales')";
      sql << "INSERT INTO target_group_members (group_id, user_id) VALUES (3, 7)";
      sql << "INSERT INTO host_ids (kind, next_id) VALUES ('target_users', 8)";
    });
    migrate(pool);
    const auto users = TargetUsersReader(pool).list("acme", {"b\xC3\xA9", {}, "", 3}, "", 10).users;
    ASSERT_EQ(users.size(), 1U) << "from version " << version;
    EXPECT_EQ(users[0].id, 7);
    EXPECT_EQ(users[0].groups, std::vector<std::string>{"Sales"});
    EXPECT_EQ(IdsTable(pool).reserve(host_sdk::IdKind::target_user, 1), 8);
  }
}

TEST(Migrate, RefusesTablesThatAreNewerThanTheProgram) {
  testing::TemporaryDatabase database;
  with_session(database.pool, "test", [](soci::session& sql) {
    sql << "INSERT INTO host_schema (version, applied_at) VALUES (99, 0)";
  });
  try {
    migrate(database.pool);
    FAIL() << "nothing was thrown";
  } catch (const DatabaseError& error) {
    EXPECT_NE(std::string(error.what()).find("version 99"), std::string::npos) << error.what();
  }
}

TEST(Migrate, KeepsTwoUsersOfACompanyFromSharingAnAddress) {
  testing::TemporaryDatabase database;
  long long id = 0;
  const auto insert = [&](const std::string& company) {
    ++id;
    with_session(database.pool, "test", [&](soci::session& sql) {
      sql << "INSERT INTO target_users (id, company_id, email, email_key) VALUES (:id, :company, 'A@x', "
             "'a@x')",
          soci::use(id, "id"), soci::use(company, "company");
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
