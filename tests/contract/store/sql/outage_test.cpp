// A database that stops, is locked or is full: the run fails as a whole, reports the reason, and the next run
// succeeds.
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "database/sql_store.hpp"
#include "host_tables.hpp"
#include "server_database.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Query;
using database::Row;
using database::Session;
using database::SqlError;
using database::SqlErrorKind;
using host_sdk::ResultCode;

plan::Plan people(int from, int count) {
  std::vector<plan::RowWrite> inserts;
  for (int i = from; i < from + count; ++i)
    inserts.push_back(insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com"));
  plan::Plan plan;
  plan.people.inserts = std::move(inserts);
  return plan;
}

std::size_t count_links(Store& store) {
  plan::PersonIds ids;
  return store.load_state(kAcme, at(0), ids, {}).links.size();
}

/// Expects `call` to fail with `try_again` and a sentence without any part of the connection string.
void expect_try_again(const host_sdk::Database& database, const std::function<void()>& call) {
  try {
    call();
    ADD_FAILURE() << "nothing was thrown";
  } catch (const Failure& failure) {
    const std::string sentence = failure.what();
    EXPECT_EQ(failure.code(), ResultCode::try_again) << sentence;
    EXPECT_EQ(sentence.find("/tmp"), std::string::npos) << sentence;
    EXPECT_EQ(sentence.find(database.connection_string()), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("database"), std::string::npos) << sentence;
  }
}

/// A store on a server that the test may kill.
class Outage : public ::testing::TestWithParam<std::string> {
 protected:
  using Run = gup::Run;

  Outage() {
    tables().create();
    store_->migrate();
    apply(people(1, 1), {});
  }

  /// A new session each time: those from before an outage are dead.
  [[nodiscard]] HostTables tables() const { return {database_->backend(), database_->connection_string()}; }

  void apply(const plan::Plan& plan, const Checkpoint& checkpoint) {
    Run run;
    run.company_id = kAcme;
    run.started_at = at(++second_);
    run.id = store_->start_run(run);
    ASSERT_TRUE(store_->acquire_lease(kAcme, kHolder, run.id, at(second_), kMinute));
    run.state = RunState::done;
    run.finished_at = at(second_);
    store_->apply_plan(run, plan, kHolder, kMinute, checkpoint);
  }

  test_servers::OwnServer server_{GetParam()};
  std::unique_ptr<TestDatabase> database_ = TestDatabase::make(GetParam(), server_.folder());
  std::unique_ptr<Store> store_ = open_store(*database_, 4);
  std::int64_t second_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Servers, Outage, ::testing::ValuesIn(kinds_of_server()), name_of_kind);

TEST_P(Outage, KeepsTheFormerStateWhenTheServerIsKilledWhileApplying) {
  bool killed = false;
  expect_try_again(*database_, [&] {
    apply(people(2, 2000), [&](std::int64_t done, std::int64_t) {
      if (done < 700 || killed) return;
      server_.kill();
      killed = true;
    });
  });
  EXPECT_TRUE(killed);
  expect_try_again(*database_, [&] { (void)count_links(*store_); });
  server_.start();
  EXPECT_EQ(tables().users(kAcme).size(), 1U);
  EXPECT_EQ(count_links(*store_), 1U);
  EXPECT_EQ(store_->list_runs(kAcme, 0, 1)[0].state, RunState::running);
  apply(people(2, 2000), {});
  EXPECT_EQ(tables().users(kAcme).size(), 2001U);
}

TEST_P(Outage, FailsOnlyTheReadWhenTheServerIsKilledWhileReading) {
  apply(people(2, 1000), {});
  std::atomic<int> reads = 0;
  std::thread reader([&] {
    expect_try_again(*database_, [&] {
      for (;; ++reads) ASSERT_EQ(count_links(*store_), 1001U);
    });
  });
  while (reads < 3) std::this_thread::yield();
  server_.kill();
  reader.join();
  server_.start();
  EXPECT_EQ(count_links(*store_), 1001U);
}

TEST_P(Outage, FailsAtMostOneCallOverAllIdleSessions) {
  // Three sessions in use at once, idle afterwards.
  std::atomic<int> inside = 0;
  std::vector<std::thread> threads;
  const auto hold_a_session = [&](std::int64_t, std::int64_t) {
    ++inside;
    while (inside < 3) std::this_thread::yield();
  };
  for (const std::string company : {"one", "two", "three"})
    threads.emplace_back([&, company] {
      Run run;
      run.company_id = company;
      run.id = store_->start_run(run);
      EXPECT_TRUE(store_->acquire_lease(company, kHolder, run.id, at(0), kMinute));
      run.finished_at = at(1);
      store_->apply_plan(run, {}, kHolder, kMinute, hold_a_session);
    });
  for (auto& thread : threads) thread.join();
  server_.kill();
  server_.start();
  int failed = 0;
  for (int call = 0; call < 8; ++call) {
    try {
      (void)store_->load_settings(kAcme);
    } catch (const Failure& failure) {
      EXPECT_EQ(failure.code(), ResultCode::try_again);
      ++failed;
    }
  }
  EXPECT_LE(failed, 1);
}

/// Ends every session with the database but the caller's.
void end_sessions(Session& session) {
  std::vector<std::int64_t> ids;
  const bool mysql = session.dialect().backend() == database::Backend::mysql;
  Query(session, mysql ? "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> "
                         "CONNECTION_ID()"
                       : "SELECT DISTINCT l.pid FROM pg_locks l JOIN pg_class c ON c.oid = l.relation WHERE "
                         "c.relnamespace = current_schema()::regnamespace AND l.pid <> pg_backend_pid()")
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  EXPECT_FALSE(ids.empty());
  for (const auto id : ids) {
    if (mysql)
      session.run("KILL " + std::to_string(id));
    else
      Query(session, "SELECT COUNT(pg_terminate_backend(" + std::to_string(id) + "))").read_number();
  }
}

TEST_P(ServerContract, KeepsTheFormerStateWhenTheServerEndsTheSession) {
  apply(people(1, 1), 10);
  const auto killer = world().open_session();
  bool ended = false;
  try {
    apply(people(2, 2000), 20, [&](std::int64_t done, std::int64_t) {
      if (done < 700 || ended) return;
      ended = true;
      end_sessions(*killer);
    });
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::try_again) << failure.what();
  }
  const auto looker = world().open_session();
  EXPECT_EQ(Query(*looker, "SELECT COUNT(*) FROM target_users").read_number(), 1);
  apply(people(2, 2000), 30);
  EXPECT_EQ(Query(*looker, "SELECT COUNT(*) FROM target_users").read_number(), 2001);
}

/// Sets a lock timeout shorter than the usual 10 s.
void shorten_lock_timeout(Session& session) {
  if (session.dialect().backend() == database::Backend::mysql)
    session.run("SET SESSION innodb_lock_wait_timeout = 1");
  else
    session.run("SET lock_timeout = '100ms'");
}

TEST_P(ServerContract, ReportsBusyWhenALockIsHeldTooLong) {
  apply(people(1, 1), 10);
  const auto holder = world().open_session();
  const auto waiter = world().open_session();
  database::Transaction held(*holder, database::Transaction::Kind::write);
  holder->run("UPDATE target_users SET first_name = 'held' WHERE id = 1");
  shorten_lock_timeout(*waiter);
  try {
    waiter->run("UPDATE target_users SET first_name = 'waited' WHERE id = 1");
    FAIL() << "nothing was thrown";
  } catch (const SqlError& error) {
    EXPECT_EQ(error.kind(), SqlErrorKind::busy) << error.what();
  }
}

TEST_P(ServerContract, AbortsOneOfTwoDeadlockedTransactions) {
  apply(people(1, 2), 10);
  const auto one = world().open_session();
  const auto two = world().open_session();
  const auto update = [](Session& session, int id) {
    session.run("UPDATE target_users SET first_name = 'deadlock' WHERE id = " + std::to_string(id));
  };
  std::atomic<int> finished = 0;
  std::atomic<int> victims = 0;
  const auto go_on = [&](Session& session, int id) {
    try {
      update(session, id);
      ++finished;
    } catch (const SqlError& error) {
      EXPECT_EQ(error.kind(), SqlErrorKind::busy) << error.what();
      ++victims;
    }
    // Releases the locks that the other one waits for.
    session.run("ROLLBACK");
  };
  one->run("BEGIN");
  two->run("BEGIN");
  update(*one, 1);
  update(*two, 2);
  std::thread other([&] { go_on(*one, 2); });
  go_on(*two, 1);
  other.join();
  EXPECT_EQ(finished, 1);
  EXPECT_EQ(victims, 1);
}

/// A file that cannot grow, as on a full disk.
TEST(DiskFull, KeepsTheFormerStateOnSqlite) {
  const auto database = TestDatabase::make("sqlite3");
  HostTables tables(database->backend(), database->connection_string());
  tables.create();
  open_store(*database, 1)->migrate();
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{256 * 1024, 256 * 1024};
    setrlimit(RLIMIT_FSIZE, &limit);
    const auto store = open_store(*database, 1);
    gup::Run run;
    run.company_id = kAcme;
    run.finished_at = at(1);
    run.id = store->start_run(run);
    (void)store->acquire_lease(kAcme, kHolder, run.id, at(0), kMinute);
    try {
      store->apply_plan(run, people(1, 5000), kHolder, kMinute, {});
      _exit(1);
    } catch (const Failure& failure) {
      // A limit of the process is an I/O error to SQLite, whose sentence names no file.
      _exit(std::string(failure.what()).find("database") != std::string::npos ? 0 : 2);
    }
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_TRUE(tables.users(kAcme).empty());

  const auto store = open_store(*database, 1);
  gup::Run run;
  run.company_id = kAcme;
  run.finished_at = at(200);
  run.id = store->start_run(run);
  ASSERT_TRUE(store->acquire_lease(kAcme, "the next run", run.id, at(200), kMinute));
  store->apply_plan(run, people(1, 5000), "the next run", kMinute, {});
  EXPECT_EQ(tables.users(kAcme).size(), 5000U);
}

}  // namespace
}  // namespace gup::testing
