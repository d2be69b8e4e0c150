// The database changes while a run plans, or the run loses its lease.
#include <gmock/gmock.h>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::chrono::seconds kLease{60};

class MovedState : public ::testing::Test {
 protected:
  /// Changes ada's row before each of the first `times` applied plans.
  void move_before_applying(int times) {
    bench.store.before_apply([this, times] {
      if (++applied > times) return;
      auto ada = bench.store.users("acme").at(0);
      ada.row.fields.first_name = "By hand " + std::to_string(applied);
      ada.row.updated_at += 1;
      bench.store.put_user(ada);
    });
  }
  void sync_and_rename_ada() {
    ASSERT_TRUE(bench.sync().result.done());
    bench.google.directory.users[0].given_name = "Augusta";
    bench.google.calls.clear();
  }
  SyncBench bench;
  int applied = 0;
};

/// Reporting this run as failed would be wrong: its changes exist, and its removals count towards the limit.
TEST_F(MovedState, ReportsTheStoredRunIfTheAnswerToTheCommitIsLost) {
  bench.store.after_commit([this] {
    if (++applied == 1) throw Failure(ResultCode::try_again, "The database closed the connection.");
  });
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.added, 3);
  const auto runs = bench.store.list_runs("acme", 0, 1);
  ASSERT_EQ(runs.size(), 1U);
  EXPECT_EQ(runs[0].state, RunState::done);
  EXPECT_EQ(runs[0].report.added, 3);
  EXPECT_EQ(bench.sync().report.unchanged, 3);
}

TEST_F(MovedState, PlansAgainWithoutReadingGoogleAgain) {
  sync_and_rename_ada();
  move_before_applying(2);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.updated, 1);
  EXPECT_EQ(outcome.report.requests, 3);
  EXPECT_EQ(applied, 3);
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "users", "units"));
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.first_name, "Augusta");
}

TEST_F(MovedState, PlansAgainWhenARowIsDeletedByHandWhileItPlans) {
  sync_and_rename_ada();
  const auto ada = bench.store.users("acme").at(0).row.id;
  bench.store.before(TestStore::Call::look_up, [&] {
    if (++applied == 1) bench.store.erase_user(ada);
  });
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.added, 1);
  EXPECT_EQ(applied, 2);
  EXPECT_EQ(bench.google.calls_of("units"), 2);
  EXPECT_EQ(bench.emails().size(), 3U);
}

/// Of an unchanged record only its hash is kept, so Google is asked for it again.
TEST_F(MovedState, ReadsAgainAUserWhoWasUnchangedBefore) {
  sync_and_rename_ada();
  bench.store.before_apply([this] {
    if (++applied > 1) return;
    auto bo = bench.store.users("acme").at(1);
    bo.row.fields.first_name = "By hand";
    bo.row.updated_at += 1;
    bench.store.put_user(bo);
    auto ada = bench.store.users("acme").at(0);
    ada.row.updated_at += 1;
    bench.store.put_user(ada);
  });
  const std::string name = bench.store.users("acme").at(1).row.fields.first_name;
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.updated, 2);
  EXPECT_THAT(bench.google.calls, ElementsAre("units", "users", "units", "confirm"));
  EXPECT_THAT(bench.google.confirmed_ids, ElementsAre("u2"));
  EXPECT_EQ(bench.store.users("acme").at(1).row.fields.first_name, name);
}

TEST_F(MovedState, RemovesAUserWhoIsGoneWhenReadAgain) {
  sync_and_rename_ada();
  bench.store.before_apply([this] {
    if (++applied > 1) return;
    for (std::size_t i : {0, 1}) {
      auto person = bench.store.users("acme").at(i);
      person.row.updated_at += 1;
      bench.store.put_user(person);
    }
  });
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "confirm")
      std::erase_if(bench.google.directory.users, [](const auto& user) { return user.id == "u2"; });
  };
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.report.removed, 1);
  EXPECT_EQ(bench.emails().size(), 2U);
}

TEST_F(MovedState, FailsTheRunAfterThreeTimesInARow) {
  sync_and_rename_ada();
  move_before_applying(3);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("three times in a row; nothing was changed"));
  EXPECT_EQ(outcome.report.updated, 0);
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.first_name, "By hand 3");
  EXPECT_EQ(bench.last_run().state, RunState::failed);
}

/// Triggers the run's heartbeat at every progress report.
class HeartbeatMonitor final : public host_sdk::fakes::FakeTaskMonitor {
 public:
  explicit HeartbeatMonitor(ManualHeartbeat& heartbeat) : heartbeat_(heartbeat) {}
  void report(const host_sdk::Progress& progress) override {
    FakeTaskMonitor::report(progress);
    heartbeat_.renew();
  }

 private:
  ManualHeartbeat& heartbeat_;
};

TEST_F(MovedState, RestartsTheHeartbeatForTheNextPlan) {
  int applied_plans = 0;
  bench.store.before_apply([&] {
    ++applied_plans;
    EXPECT_FALSE(bench.here.heartbeat.renew()) << "the applying transaction holds the lease itself";
    EXPECT_TRUE(bench.elsewhere.engine.request_stop("acme"));
    throw StateMoved("a row that was changed");
  });
  HeartbeatMonitor monitor(bench.here.heartbeat);
  const auto outcome = bench.here.engine.synchronize(bench.company, {bench.dana, RunTrigger::page}, monitor);
  EXPECT_EQ(outcome.result.code, ResultCode::cancelled);
  EXPECT_EQ(applied_plans, 1);
}

/// Triggers the heartbeat while the plan is applied: twice at its first report, and after pauses without
/// progress.
class SlowWriterMonitor final : public host_sdk::fakes::FakeTaskMonitor {
 public:
  SlowWriterMonitor(ManualHeartbeat& heartbeat, host_sdk::fakes::FakeClock& clock)
      : heartbeat_(heartbeat), clock_(clock) {}
  void report(const host_sdk::Progress& progress) override {
    FakeTaskMonitor::report(progress);
    if (progress.step != 3 || applying) return;
    applying = true;
    for (const int pause : {0, 59, 2, 60}) {
      clock_.advance(std::chrono::minutes{pause});
      heartbeat_.renew();
      heartbeat_.renew();
      renewals_until.push_back(renewals);
    }
  }

  bool applying = false;
  int renewals = 0;
  std::vector<int> renewals_until;

 private:
  ManualHeartbeat& heartbeat_;
  host_sdk::fakes::FakeClock& clock_;
};

TEST(LostLease, IsPreventedWhileAPlanIsAppliedUntilAnHourPassesWithoutProgress) {
  SyncBench bench;
  bench.store.make_renewable_while_writing();
  SlowWriterMonitor monitor(bench.here.heartbeat, bench.host.clock());
  bench.store.before(TestStore::Call::renew_lease, [&] {
    if (!monitor.applying) return;
    ++monitor.renewals;
    throw Failure(ResultCode::try_again, "On SQLite it would wait for the transaction.");
  });
  bench.store.before(TestStore::Call::save_progress, [&] {
    EXPECT_FALSE(monitor.applying) << "the transaction has locked the row of the run";
  });
  const auto outcome = bench.here.engine.synchronize(bench.company, {bench.dana, RunTrigger::page}, monitor);
  EXPECT_TRUE(outcome.result.done()) << outcome.result.sentence;
  EXPECT_THAT(monitor.renewals_until, ElementsAre(1, 2, 2, 2));
}

TEST(LostLease, AppliesNothing) {
  SyncBench bench;
  bench.store.before_apply([&] {
    bench.host.clock().advance(std::chrono::seconds{61});
    ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
  });
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_EQ(outcome.result.sentence,
            "Another run of this company took over the lease, so this one stopped; nothing was changed.");
  EXPECT_THAT(bench.emails(), IsEmpty());
  EXPECT_EQ(bench.store.row_writes(), 0);
  EXPECT_EQ(bench.store.lease("acme", bench.host.clock().now())->holder, "another run");
}

TEST(LostLease, IsNotAFailureOfTheSync) {
  SyncBench bench;
  const auto due = bench.host.schedule().next("google-user-provisioning.daily-sync", "acme");
  for (int i = 0; i < 3; ++i) {
    bench.store.before_apply([&] {
      bench.host.clock().advance(std::chrono::seconds{61});
      ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
    });
    EXPECT_EQ(bench.sync().result.code, ResultCode::try_again);
    bench.store.release_lease("acme", "another run");
  }
  EXPECT_EQ(bench.host.schedule().next("google-user-provisioning.daily-sync", "acme"), due);
  EXPECT_FALSE(bench.host.notices().notice("acme", "google-failing"));
}

TEST(LostLease, EndsTheRunAtItsNextHeartbeat) {
  SyncBench bench;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.host.clock().advance(std::chrono::seconds{61});
    ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
    ASSERT_TRUE(bench.here.heartbeat.renew());
  };
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_EQ(outcome.result.sentence,
            "Another run of this company took over the lease, so this one stopped; nothing was changed.");
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_EQ(bench.google.calls_of("units"), 1);
  EXPECT_EQ(bench.store.lease("acme", bench.host.clock().now())->holder, "another run");
}

TEST(LostLease, DoesNotHappenToARunWithAHeartbeat) {
  SyncBench bench;
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    for (int minute = 0; minute < 3; ++minute) {
      bench.host.clock().advance(std::chrono::seconds{50});
      bench.here.heartbeat.renew();
      bench.here.heartbeat.renew();
      EXPECT_FALSE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
    }
  };
  EXPECT_TRUE(bench.sync().result.done());
}

}  // namespace
}  // namespace gup::testing
