// A process that stalls while it writes, and another one that takes over.
#include <future>
#include <thread>

#include "failure.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

using database::Query;
using database::Session;

constexpr const char* kNext = "the next holder";

class Fence : public ServerContract {
 protected:
  static plan::Plan plan_of(int from, int count) {
    plan::Plan plan;
    std::vector<plan::RowWrite> inserts;
    for (int i = from; i < from + count; ++i)
      inserts.push_back(insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com"));
    plan.people.inserts = std::move(inserts);
    return plan;
  }

  /// Applies 2000 people and stalls as soon as `done` rows of `total` satisfy `here`. Another process
  /// takes the expired lease and adds one person meanwhile.
  void take_over_at(const std::function<bool(std::int64_t done, std::int64_t total)>& here) {
    const Run first = begin_run(0);
    std::promise<void> still;
    std::promise<void> go_on;
    bool stopped = false;
    std::string said;
    std::thread process([&] {
      try {
        store().apply_plan(first, plan_of(1, 2000), kHolder, kMinute,
                           [&](std::int64_t done, std::int64_t total) {
                             if (stopped || !here(done, total)) return;
                             stopped = true;
                             still.set_value();
                             go_on.get_future().wait();
                           });
      } catch (const Failure& failure) {
        said = failure.what();
      }
    });
    still.get_future().wait();
    const auto other = world().open_another();
    Run next = first;
    next.id = other->start_run(next);
    EXPECT_TRUE(other->acquire_lease(kAcme, kNext, next.id, at(200), kMinute));
    next.finished_at = at(201);
    other->apply_plan(next, plan_of(5000, 1), kNext, kMinute, {});
    go_on.set_value();
    process.join();
    EXPECT_NE(said, "");
    ASSERT_EQ(world().users(kAcme).size(), 1U);
    EXPECT_EQ(world().users(kAcme)[0].row.id, 5000);
    EXPECT_EQ(store().renew_lease(kAcme, kHolder, at(202), kMinute), LeaseAnswer::lost);
  }
};
INSTANTIATE_TEST_SUITE_P(Servers, Fence, ::testing::ValuesIn(kinds_of_server()), name_of_kind);

class ExtendedLease : public StoreContract {};
INSTANTIATE_TEST_SUITE_P(Databases, ExtendedLease, ::testing::Values("sqlite3"), name_of_kind);

TEST_P(Fence, BlocksAWriterThatStalledWhileItSentRows) {
  take_over_at([](std::int64_t done, std::int64_t) { return done >= 700; });
}

TEST_P(Fence, BlocksAWriterThatStalledBeforeItsFirstRow) {
  take_over_at([](std::int64_t, std::int64_t) { return true; });
}

TEST_P(Fence, BlocksAWriterThatStalledBeforeItsCommit) {
  take_over_at([](std::int64_t done, std::int64_t total) { return done == total; });
}

TEST_P(Fence, IsRenewedDuringALargePlanInsteadOfExtended) {
  const auto other = world().open_another();
  const Run run = begin_run(0);
  std::vector<std::int64_t> ends;
  bool renewed = false;
  store().apply_plan(run, plan_of(1, 5000), kHolder, kMinute, [&](std::int64_t done, std::int64_t total) {
    const auto lease = other->lease(kAcme, at(1));
    ASSERT_TRUE(lease);
    if (renewed) {
      EXPECT_EQ(lease->expires_at, at(100));
      return;
    }
    EXPECT_EQ(lease->expires_at, at(60)) << "others wait no longer for a large plan";
    if (done < total / 2) return;
    EXPECT_EQ(other->renew_lease(kAcme, kHolder, at(40), kMinute), LeaseAnswer::held);
    renewed = true;
  });
  EXPECT_TRUE(renewed);
  EXPECT_EQ(world().users(kAcme).size(), 5000U);
  EXPECT_EQ(store().lease(kAcme, at(61))->expires_at, at(100)) << "the commit did not shorten it";
}

/// The writer's session is active, so it is not ended. Only the lease blocks it.
TEST_P(Fence, BlocksAWriterThatLosesTheLeaseBeforeItsCommit) {
  const auto other = world().open_session();
  const Run run = begin_run(0);
  try {
    store().apply_plan(run, plan_of(1, 2000), kHolder, kMinute, [&](std::int64_t done, std::int64_t total) {
      if (done == total) other->run("UPDATE gup_leases SET holder = 'the next holder'");
    });
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
    EXPECT_NE(std::string(failure.what()).find("took over"), std::string::npos) << failure.what();
  }
  EXPECT_TRUE(world().users(kAcme).empty());
}

/// Where others see no renewal before the commit.
TEST_P(ExtendedLease, FitsTheNumberOfRows) {
  const Run run = begin_run(0);
  std::vector<plan::RowWrite> rows;
  for (int i = 1; i <= 5000; ++i)
    rows.push_back(insert_of(i, "g" + std::to_string(i), "person" + std::to_string(i) + "@acme.com"));
  plan::Plan plan;
  plan.people.inserts = std::move(rows);
  store().apply_plan(run, plan, kHolder, kMinute, {});
  EXPECT_EQ(store().lease(kAcme, at(61))->expires_at, at(65));
}

/// The value of a session's setting.
std::string setting(Session& session, const std::string& name) {
  const bool postgresql = session.dialect().backend() == database::Backend::postgresql;
  return Query(session, postgresql ? "SELECT current_setting('" + name + "')"
                                   : "SELECT CAST(@@SESSION." + name + " AS CHAR(20))")
      .read_text()
      .value_or("");
}

/// For machines that are gone, and for hosts without the plugin's own takeover.
TEST_P(Fence, LimitsTheSilenceOfEverySessionInATransaction) {
  const auto session = world().open_session();
  if (GetParam() == "postgresql") {
    EXPECT_EQ(setting(*session, "idle_in_transaction_session_timeout"), "45s");
    // The server shows what its socket has: nothing for the Unix sockets of the other tests.
    session->run("CREATE ROLE fence_by_tcp LOGIN PASSWORD 'of a test'");
    {
      Session by_tcp(database::Backend::postgresql,
                     "postgresql:///postgres?host=127.0.0.1&port=" + setting(*session, "port") +
                         "&user=fence_by_tcp&password=of%20a%20test");
      EXPECT_EQ(setting(by_tcp, "tcp_keepalives_idle"), "15");
      EXPECT_EQ(setting(by_tcp, "tcp_keepalives_interval"), "5");
      EXPECT_EQ(setting(by_tcp, "tcp_keepalives_count"), "3");
      EXPECT_EQ(setting(by_tcp, "tcp_user_timeout"), "30000");
    }
    session->run("DROP ROLE fence_by_tcp");
  } else {
    EXPECT_EQ(setting(*session, "idle_transaction_timeout"), "45");
    EXPECT_EQ(setting(*session, "net_read_timeout"), "30");
    EXPECT_EQ(setting(*session, "net_write_timeout"), "60");
  }
}

TEST_P(Fence, ReportsASilentTransactionThatTheDatabaseEndedAsTryAgain) {
  const bool postgresql = GetParam() == "postgresql";
  const auto session = world().open_session();
  const auto id =
      Query(*session, postgresql ? "SELECT pg_backend_pid()" : "SELECT CONNECTION_ID()").read_number();
  session->run("BEGIN");
  session->run("DELETE FROM target_users");
  // Last, because on a busy machine more time passes between two statements.
  session->run(postgresql ? "SET idle_in_transaction_session_timeout = '1ms'"
                          : "SET SESSION idle_transaction_timeout = 1");
  const auto other = world().open_session();
  const std::string sessions = postgresql
                                   ? "SELECT COUNT(*) FROM pg_stat_activity WHERE pid = ?"
                                   : "SELECT COUNT(*) FROM information_schema.processlist WHERE id = ?";
  while (Query(*other, sessions).number(id).read_number() > 0) std::this_thread::yield();
  try {
    session->run("DELETE FROM target_users");
    FAIL() << "nothing was thrown";
  } catch (const database::SqlError& error) {
    EXPECT_TRUE(error.kind() == database::SqlErrorKind::busy ||
                error.kind() == database::SqlErrorKind::unavailable)
        << error.what();
  }
}

}  // namespace
}  // namespace gup::testing
