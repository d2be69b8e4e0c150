#include "database/host_database.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

#include "accounts/password.hpp"
#include "database/ids_table.hpp"
#include "database/schema.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

std::int64_t count(HostDatabase& pool, const std::string& table) {
  return pool.with_session("counting", [&](Session& session) {
    return Query(session, "SELECT COUNT(*) FROM " + table).read_number();
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
  HostDatabase pool(database.config());
  pool.migrate();
}

/// The version of the tables, which must be one row.
std::int64_t version_of(HostDatabase& pool) {
  EXPECT_EQ(count(pool, "host_schema"), 1);
  return pool.with_session("reading", [](Session& session) {
    return Query(session, "SELECT version FROM host_schema").read_number();
  });
}

std::int64_t newest_version(const HostDatabase& pool) {
  return static_cast<std::int64_t>(schema_versions(Dialect{pool.backend()}).size());
}

TEST(Migrate, DoesNothingTheSecondTime) {
  testing::TemporaryDatabase database;
  EXPECT_EQ(version_of(database.pool), newest_version(database.pool));
  database.pool.migrate();
  EXPECT_EQ(version_of(database.pool), newest_version(database.pool));
  EXPECT_EQ(count(database.pool, "target_users"), 0);
}

TEST(Migrate, SucceedsInManyThreadsAtOnce) {
  const testing::EmptyDatabase database;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&] {
      try {
        HostDatabase pool(database.config());
        pool.migrate();
      } catch (const std::exception&) {
        ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  HostDatabase pool(database.config());
  EXPECT_EQ(version_of(pool), newest_version(pool));
}

TEST(Migrate, SucceedsInTwoProcessesAtOnce) {
  const testing::EmptyDatabase database;
  const std::vector<pid_t> children{start([&] { migrate_in(database); }),
                                    start([&] { migrate_in(database); })};
  for (const pid_t child : children) {
    const int status = end_of(child);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
  }
}

/// Killed before its first step, then before its second, and so on: each time the next process continues.
TEST(Migrate, IsFinishedByTheNextProcessAfterAKillAtAnyStep) {
  const testing::EmptyDatabase database;
  int killed_before = 0;
  for (bool done = false; !done; ++killed_before) {
    const int status = end_of(start([&] {
      HostDatabase pool(database.config());
      int steps = 0;
      pool.migrate([&] {
        if (steps++ == killed_before) raise(SIGKILL);
      });
    }));
    done = WIFEXITED(status);
    ASSERT_TRUE(done ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGKILL);
  }
  EXPECT_GT(killed_before, 10);
  HostDatabase pool(database.config());
  for (const char* table : {"target_users", "host_secrets", "host_servers"}) EXPECT_EQ(count(pool, table), 0);
  EXPECT_EQ(version_of(pool), newest_version(pool));
}

// Databases are at every version. If one of these changes, their tables are no longer those that this host
// expects: make the change a version of its own, and add its hash here.
TEST(ReleasedVersions, NeverChange) {
  const std::vector<std::string> released{"57ce07f13a615abe", "ba45c5534dd1a489", "82ac7d0bce1be992",
                                          "9f166ba7c4ed5de5", "fd4d2c4ed2badc84", "c4194e126e45bbc6",
                                          "084183251c0252aa", "eeb333625fc18b0c", "22061a34d1d1ffd6"};
  std::vector<std::string> hashes;
  for (const auto backend : {Backend::sqlite3, Backend::postgresql, Backend::mysql}) {
    const auto versions = schema_versions(Dialect(backend));
    hashes.resize(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i)
      hashes[i] = sha256_hex(hashes[i] + host_sdk::join(versions[i], ";")).substr(0, 16);
  }
  EXPECT_EQ(hashes, released);
}

TEST(Migrate, KeepsTheDataOfEveryEarlierVersion) {
  const Dialect dialect{HostDatabase(testing::EmptyDatabase().config()).backend()};
  const auto versions = schema_versions(dialect);
  for (std::size_t version = 1; version <= versions.size(); ++version) {
    const testing::EmptyDatabase database;
    HostDatabase pool(database.config());
    pool.with_session("test", [&](Session& session) {
      session.run(
          "CREATE TABLE host_schema (version BIGINT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)" +
          dialect.table_options());
      for (std::size_t i = 0; i < version; ++i)
        for (const auto& statement : versions[i]) session.run(statement);
      session.run("INSERT INTO host_schema (version, applied_at) VALUES (" + std::to_string(version) +
                  ", 0)");
      session.run(
          "INSERT INTO target_users (id, company_id, email, email_key, first_name) VALUES (7, 'acme', "
          "'Bea@x', "
          "'bea@x', 'B\xC3\xA9"
          "a')");
      session.run(
          "INSERT INTO target_groups (id, company_id, name, name_key) VALUES (3, 'acme', 'Sales', 'sales')");
      session.run("INSERT INTO target_group_members (group_id, user_id) VALUES (3, 7)");
      session.run("INSERT INTO host_ids (kind, next_id) VALUES ('target_users', 8)");
    });
    pool.migrate();
    const auto users = TargetUsersReader(pool).list("acme", {"b\xC3\xA9", {}, "", 3}, "", 10).users;
    ASSERT_EQ(users.size(), 1U) << "from version " << version;
    EXPECT_EQ(users[0].id, 7);
    EXPECT_EQ(users[0].groups, std::vector<std::string>{"Sales"});
    EXPECT_EQ(IdsTable(pool).reserve(host_sdk::IdKind::target_user, 1), 8);
  }
}

TEST(Migrate, RefusesTablesThatAreNewerThanTheProgram) {
  testing::TemporaryDatabase database;
  database.pool.with_session("test",
                             [](Session& session) { session.run("UPDATE host_schema SET version = 99"); });
  try {
    database.pool.migrate();
    FAIL() << "nothing was thrown";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.kind(), SqlErrorKind::newer_schema);
    EXPECT_NE(std::string(error.what()).find("version 99"), std::string::npos) << error.what();
  }
}

TEST(Migrate, CreatesAUniqueKeyForAddresses) {
  testing::TemporaryDatabase database;
  long long id = 0;
  const auto insert = [&](const std::string& company) {
    ++id;
    database.pool.with_session("test", [&](Session& session) {
      Query(session,
            "INSERT INTO target_users (id, company_id, email, email_key) VALUES (?, ?, 'A@x', 'a@x')")
          .number(id)
          .text(company, "company_id")
          .run();
    });
  };
  insert("acme");
  insert("other");
  try {
    insert("acme");
    FAIL() << "the second row was accepted";
  } catch (const SqlError& e) {
    EXPECT_EQ(e.kind(), SqlErrorKind::conflict);
  }
}

}  // namespace
}  // namespace sample_host
