// Migration of the plugin's tables: from nothing and from every earlier version with its data, by processes
// that start at once or are killed at any step.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "database/sql.hpp"
#include "database/sql_store.hpp"
#include "database/tables/schema.hpp"
#include "host_sdk/text.hpp"
#include "host_tables.hpp"
#include "model/fingerprint.hpp"
#include "model/target_fields.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Backend;
using database::Dialect;
using database::Query;
using database::Row;
using database::Session;

/// Runs `body` in a child process and returns its wait status (waitpid).
int status_of(const std::function<void()>& body) {
  const pid_t child = fork();
  if (child == 0) {
    try {
      body();
      _exit(0);
    } catch (const std::exception& error) {
      fprintf(stderr, "%s\n", error.what());
      _exit(1);
    }
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

/// A database that is not migrated yet.
class Migration : public ::testing::TestWithParam<std::string> {
 protected:
  using Run = gup::Run;

  [[nodiscard]] database::SessionPool pool() const {
    return {database::backend_named(database_->backend()), database_->connection_string(), {.sessions = 2}};
  }
  [[nodiscard]] Session session() const {
    return {database::backend_named(database_->backend()), database_->connection_string()};
  }

  /// Leaves the tables as the version `version` of the plugin had them, with a company's data.
  void make_version(std::size_t version) {
    Session s = session();
    const auto versions = database::schema_versions(s.dialect());
    s.run("CREATE TABLE gup_schema (version BIGINT NOT NULL)" + s.dialect().table_options());
    s.run("INSERT INTO gup_schema (version) VALUES (0)");
    for (std::size_t i = 0; i < version; ++i)
      for (const auto& sql : versions[i]) s.run(sql);
    Query(s, "UPDATE gup_schema SET version = ?").number(static_cast<std::int64_t>(version)).run();
    if (version == 0) return;
    s.run("INSERT INTO gup_link_sources (company_id, external_id, source_id) VALUES ('acme', 'g1', 'unit')");
    s.run(
        "INSERT INTO gup_links (company_id, external_id, user_id, origin, state, status_at_adoption, "
        "content_hash, row_updated_at) VALUES ('acme', 'g1', 7, 0, 0, '', 42, 1000)");
    s.run("INSERT INTO gup_cancels (company_id, holder) VALUES ('acme', 'holder')");
    s.run("UPDATE gup_counters SET next_value = 12");
  }

  /// Every column of the plugin's tables, to compare two ways that should lead to the same.
  [[nodiscard]] std::vector<std::string> columns() const {
    Session s = session();
    std::vector<std::string> found;
    const auto keep = [&](const Row& row) { found.push_back(row.text(0) + "." + row.text(1)); };
    if (GetParam() == "sqlite3") {
      Query(s,
            "SELECT t.name, c.name || ' ' || c.type FROM sqlite_master t, pragma_table_info(t.name) c WHERE "
            "t.name LIKE 'gup%' ORDER BY 1, 2")
          .read("tt", keep);
    } else {
      Query(s, "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = " +
                   std::string(GetParam() == "mysql" ? "DATABASE()" : "current_schema()") +
                   " AND table_name LIKE 'gup%' ORDER BY 1, 2")
          .read("tt", keep);
    }
    return found;
  }

  std::unique_ptr<TestDatabase> database_ = TestDatabase::make(GetParam());
};
INSTANTIATE_TEST_SUITE_P(Databases, Migration, ::testing::ValuesIn(kinds_of_database()), name_of_kind);

TEST_P(Migration, SucceedsInSeveralProcessesAtOnce) {
  std::vector<pid_t> children;
  for (int i = 0; i < 4; ++i) {
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      try {
        open_store(*database_, 2)->migrate();
        _exit(0);
      } catch (const std::exception& error) {
        fprintf(stderr, "%s\n", error.what());
        _exit(1);
      }
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
  }
  const auto store = open_store(*database_, 2);
  Run run;
  run.company_id = kAcme;
  EXPECT_EQ(store->start_run(run), 1);
}

TEST_P(Migration, MayBeRepeated) {
  const auto store = open_store(*database_, 2);
  store->migrate();
  Run run;
  run.company_id = kAcme;
  EXPECT_EQ(store->start_run(run), 1);
  store->migrate();
  EXPECT_EQ(store->start_run(run), 2);
}

/// Killed before its first step, then before its second, and so on: each time the next process continues.
TEST_P(Migration, IsFinishedByTheNextProcessAfterAKillAtAnyStep) {
  int killed_before = 0;
  for (bool done = false; !done; ++killed_before) {
    const int status = status_of([&] {
      int steps = 0;
      auto sessions = pool();
      host_sdk::sql::migrate(sessions, database::schema(), [&] {
        if (steps++ == killed_before) raise(SIGKILL);
      });
    });
    done = WIFEXITED(status);
    ASSERT_TRUE(done ? WEXITSTATUS(status) == 0 : WTERMSIG(status) == SIGKILL);
  }
  EXPECT_GT(killed_before, 10);
  const auto store = open_store(*database_, 2);
  Run run;
  run.company_id = kAcme;
  EXPECT_EQ(store->start_run(run), 1);
  const auto stepwise = columns();
  database_ = TestDatabase::make(GetParam());
  open_store(*database_, 2)->migrate();
  EXPECT_EQ(stepwise, columns());
}

TEST_P(Migration, KeepsTheDataOfEveryEarlierVersion) {
  const auto known = database::schema_versions(session().dialect()).size();
  for (std::size_t version = 0; version <= known; ++version) {
    database_ = TestDatabase::make(GetParam());
    make_version(version);
    const auto store = open_store(*database_, 2);
    store->migrate();
    HostTables tables(database_->backend(), database_->connection_string());
    tables.create();
    Run run;
    run.company_id = kAcme;
    EXPECT_EQ(store->start_run(run), version == 0 ? 1 : 12) << "from version " << version;
    plan::PersonIds ids;
    const auto state = store->load_state(kAcme, at(0), ids, {});
    if (version == 0) {
      EXPECT_TRUE(state.links.empty());
      continue;
    }
    ASSERT_EQ(state.links.size(), 1U) << "from version " << version;
    EXPECT_EQ(state.links.find(*ids.find("g1"))->content_hash, 42);
    ASSERT_EQ(state.link_sources.size(), 1U);
    EXPECT_EQ(ids[state.link_sources.entries()[0].person], "g1");
    EXPECT_EQ(state.link_sources.sources().id(0), "unit");
  }
}

TEST_P(Migration, KeepsAColumnForEveryFieldOfATargetUser) {
  open_store(*database_, 2)->migrate();
  Session s = session();
  EXPECT_NO_THROW(Query(s, "SELECT " + target_field_columns() + " FROM gup_run_users").read_number());
}

// Databases are at every version. If one of these numbers changes, their tables are no longer those that this
// plugin expects: make the change a version of its own, and add its number here.
TEST(ReleasedVersions, NeverChange) {
  const std::vector<std::int64_t> released{
      -5332646330624511696, -8077446828665569293, -5129400267865063803, 5969905121034357225,
      970945723522331440,   4121227671723788423,  -4170683801378364875, 9145023478155558610,
      -7361501797684209651, 5674315359642611885,  8167657350795342403,  -3552473089956742182,
      8003432341672478888,  -7172931101971758449, -6196221085222020441, -2202820908729924678,
      -3970809918403567183, 8606026226104996428,  -4849828006733658813, -6961016733317639718};
  std::vector<std::int64_t> hashes;
  for (const auto backend : {Backend::sqlite3, Backend::postgresql, Backend::mysql}) {
    const auto versions = database::schema_versions(Dialect(backend));
    hashes.resize(versions.size());
    for (std::size_t i = 0; i < versions.size(); ++i)
      hashes[i] = fingerprint(std::to_string(hashes[i]) + host_sdk::join(versions[i], ";"));
  }
  EXPECT_EQ(hashes, released);
}

TEST_P(Migration, GivesARevisionToConnectionsThatHadNone) {
  make_version(2);
  session().run(
      "INSERT INTO gup_connections (company_id, state, customer_id, account_id, admin_email, domain, scopes, "
      "connected_by, connected_at, problem, problem_text) VALUES ('acme', 1, 'C01', '110', 'dana@acme.com', "
      "'acme.com', '[]', 'Dana Reyes', 5, 0, '')");
  const auto store = open_store(*database_, 2);
  store->migrate();
  auto connection = store->load_connection(kAcme);
  ASSERT_TRUE(connection);
  EXPECT_GT(connection->revision, 0);
  connection->state = ConnectionState::unlinking;
  const auto saved = store->save_connection(*connection, connection->revision);
  ASSERT_TRUE(saved);
  EXPECT_NE(*saved, connection->revision);
}

TEST_P(Migration, RefusesTablesThatANewerPluginLeft) {
  const auto store = open_store(*database_, 2);
  store->migrate();
  session().run("UPDATE gup_schema SET version = 99");
  try {
    store->migrate();
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
    EXPECT_NE(std::string(failure.what()).find("version 99"), std::string::npos);
  }
}

TEST_P(Migration, NamesAMissingTable) {
  const auto store = open_store(*database_, 2);
  try {
    (void)store->load_settings(kAcme);
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::operator_action);
    EXPECT_NE(failure.detail().find("gup_settings"), std::string::npos) << failure.detail();
  }
}

}  // namespace
}  // namespace gup::testing
