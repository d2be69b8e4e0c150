// Two processes of the host over one database.
#include <gmock/gmock.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using host_sdk::ResultCode;
using ::testing::HasSubstr;

/// The lease's lifetime, and a holder on another machine: this machine cannot tell whether it lives.
constexpr std::chrono::seconds kLeaseLifetime{60};
constexpr const char* kRemoteHolder = "another machine";

/// Blocks waits until the test opens it.
class Gate final : public host_sdk::TaskMonitor {
 public:
  void report(const host_sdk::Progress& progress) override {
    const std::lock_guard lock(mutex_);
    reported_ = progress;
  }
  [[nodiscard]] bool cancel_requested() const override { return false; }
  [[nodiscard]] bool wait(std::chrono::milliseconds) override {
    std::unique_lock lock(mutex_);
    waiting_ = true;
    changed_.notify_all();
    changed_.wait(lock, [this] { return open_; });
    return true;
  }

  void await_waiter() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return waiting_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }
  [[nodiscard]] host_sdk::Progress reported() const {
    const std::lock_guard lock(mutex_);
    return reported_;
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool waiting_ = false;
  bool open_ = false;
  host_sdk::Progress reported_;
};

class TwoProcesses : public ::testing::Test {
 protected:
  /// A run of a process on another machine, which has the lease.
  std::int64_t start_remote_run(RunKind kind = RunKind::sync) {
    gup::Run run;
    run.company_id = "acme";
    run.kind = kind;
    run.started_at = bench.host.clock().now();
    run.id = bench.store.start_run(run);
    EXPECT_TRUE(bench.store.acquire_lease("acme", kRemoteHolder, run.id, run.started_at, kLeaseLifetime));
    return run.id;
  }
  void end_remote_run(std::int64_t run_id, RunState state, host_sdk::Result result) {
    gup::Run run = *bench.store.load_run(run_id);
    run.state = state;
    run.result = std::move(result);
    run.finished_at = bench.host.clock().now();
    EXPECT_TRUE(bench.store.finish_run(run));
    bench.store.release_lease("acme", kRemoteHolder);
  }

  SyncBench bench;
};

TEST_F(TwoProcesses, RefuseAnApprovalThatJoinedASyncWithoutIt) {
  Gate gate;
  std::optional<ResultCode> code;
  std::thread other;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.here.heartbeat.renew();
    other = std::thread([&] {
      try {
        (void)bench.elsewhere.engine.synchronize(bench.company, {bench.dana, RunTrigger::page, {"u1"}}, gate);
      } catch (const Failure& failure) {
        code = failure.code();
      }
    });
    gate.await_waiter();
  };
  EXPECT_TRUE(bench.sync().result.done());
  gate.open();
  other.join();
  EXPECT_EQ(code, ResultCode::refused);
}

TEST_F(TwoProcesses, ShareOneRunAndItsReport) {
  // A user who cannot be read, so that the report lists one.
  bench.google.directory.users[2].primary_email.reset();
  Gate gate;
  host_sdk::SyncOutcome joined;
  std::thread other;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.here.heartbeat.renew();
    other = std::thread([&] {
      joined =
          bench.elsewhere.engine.synchronize(bench.company, {bench.dana, RunTrigger::command_line}, gate);
    });
    gate.await_waiter();
  };
  const auto own = bench.sync();
  gate.open();
  other.join();

  EXPECT_EQ(own.result.code, ResultCode::ok);
  EXPECT_EQ(joined.result.sentence, own.result.sentence);
  EXPECT_EQ(joined.report.run_id, own.report.run_id);
  EXPECT_EQ(joined.report.added, 2);
  ASSERT_EQ(own.report.failed_people.size() + own.report.skipped_people.size(), 1U);
  EXPECT_EQ(joined.report.failed_people.size(), own.report.failed_people.size());
  EXPECT_EQ(joined.report.skipped_people.size(), own.report.skipped_people.size());
  EXPECT_THAT(gate.reported().activity, HasSubstr("waiting for run 1 (started by Dana Reyes at 2026-01-01T"));
  EXPECT_THAT(gate.reported().activity, HasSubstr("): reading the directory"));
  EXPECT_EQ(bench.google.calls_of("users"), 1);
  EXPECT_EQ(bench.store.list_runs("acme", 0, 10).size(), 1U);
}

TEST_F(TwoProcesses, CancelAJoinedCallWithoutEndingTheRun) {
  const auto run_id = start_remote_run();
  bench.monitor.request_cancel();
  try {
    (void)bench.sync();
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::cancelled);
    EXPECT_THAT(failure.what(), HasSubstr("the run itself continues"));
  }
  EXPECT_EQ(bench.store.renew_lease("acme", kRemoteHolder, bench.host.clock().now(), kLeaseLifetime),
            LeaseAnswer::held);
  EXPECT_EQ(bench.store.load_run(run_id)->state, RunState::running);
}

TEST_F(TwoProcesses, TakeOverTheLeaseOfADeadProcess) {
  const auto dead = start_remote_run();
  // The monitor's waits move the clock until the lease has run out.
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(outcome.report.added, 3);
  EXPECT_EQ(bench.store.load_run(dead)->state, RunState::failed);
  EXPECT_THAT(bench.store.load_run(dead)->result.sentence, HasSubstr("was interrupted"));
  EXPECT_TRUE(bench.lease_is_free());
}

TEST_F(TwoProcesses, TakeOverALeaseThatAClockAYearAheadStored) {
  const auto now = bench.host.clock().now();
  bench.host.clock().set(now + std::chrono::hours{24 * 366});
  const auto dead = start_remote_run();
  bench.host.clock().set(now);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::ok);
  EXPECT_EQ(bench.store.load_run(dead)->state, RunState::failed);
  EXPECT_LT(bench.host.clock().now() - now, 2 * kLeaseLifetime);
}

/// Renews the remote run's lease whenever the waiting caller waits. Each wait takes a third of the lease's
/// lifetime, so that an hour passes in few of them.
class RemoteHeartbeat final : public host_sdk::fakes::FakeTaskMonitor {
 public:
  explicit RemoteHeartbeat(SyncBench& bench) : FakeTaskMonitor(&bench.host.clock()), bench_(bench) {}
  [[nodiscard]] bool wait(std::chrono::milliseconds duration) override {
    (void)bench_.store.renew_lease("acme", kRemoteHolder, bench_.host.clock().now(), kLeaseLifetime);
    return FakeTaskMonitor::wait(std::max<std::chrono::milliseconds>(duration, kLeaseLifetime / 3));
  }

 private:
  SyncBench& bench_;
};

TEST_F(TwoProcesses, StopWaitingForARunThatShowsNoProgress) {
  const auto run_id = start_remote_run();
  RemoteHeartbeat monitor(bench);
  try {
    (void)bench.here.engine.synchronize(bench.company, {bench.dana, RunTrigger::page, {}}, monitor);
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), ResultCode::try_again);
    EXPECT_THAT(failure.what(), HasSubstr("run " + std::to_string(run_id) + " (started at 2026-01-01T"));
    EXPECT_THAT(failure.what(), HasSubstr("no progress for 1 hour"));
  }
  EXPECT_EQ(bench.store.load_run(run_id)->state, RunState::running);
}

TEST_F(TwoProcesses, MarkADeadRunEvenIfNoNewOneMayStart) {
  const auto dead = start_remote_run();
  auto connection = *bench.store.load_connection("acme");
  connection.state = ConnectionState::reconnect_needed;
  connection.problem_text = "The access was taken back.";
  put_connection(bench.store, connection);
  EXPECT_EQ(bench.sync().result.code, ResultCode::access_lost);
  EXPECT_EQ(bench.store.load_run(dead)->state, RunState::failed);
}

TEST_F(TwoProcesses, StopEachOthersRuns) {
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    EXPECT_TRUE(bench.elsewhere.engine.request_stop("acme"));
    EXPECT_TRUE(bench.here.heartbeat.renew());
  };
  EXPECT_EQ(bench.sync().result.code, ResultCode::cancelled);
  EXPECT_EQ(bench.last_run().state, RunState::cancelled);
}

TEST_F(TwoProcesses, StopARunInTheApplyingTransactionAtTheLatest) {
  bench.store.before_apply([&] { EXPECT_TRUE(bench.elsewhere.engine.request_stop("acme")); });
  EXPECT_EQ(bench.sync().result.code, ResultCode::cancelled);
  EXPECT_EQ(bench.store.row_writes(), 0);
}

TEST_F(TwoProcesses, RunDifferentCompaniesSideBySide) {
  ASSERT_TRUE(
      bench.store.acquire_lease("globex", kRemoteHolder, 1, bench.host.clock().now(), kLeaseLifetime));
  EXPECT_TRUE(bench.sync().result.done());
}

TEST_F(TwoProcesses, ShareOneUnlink) {
  const auto run_id = start_remote_run(RunKind::unlink);
  Gate gate;
  host_sdk::Result joined;
  std::thread other([&] {
    joined = bench.elsewhere.engine.unlink(bench.company, bench.dana, RunTrigger::page, UnlinkedRows::deleted,
                                           gate);
  });
  gate.await_waiter();
  // The run that is joined is not asked to stop.
  EXPECT_EQ(bench.store.renew_lease("acme", kRemoteHolder, bench.host.clock().now(), kLeaseLifetime),
            LeaseAnswer::held);
  end_remote_run(run_id, RunState::done, {ResultCode::ok, "3 users deleted.", {}});
  gate.open();
  other.join();
  EXPECT_EQ(joined.sentence, "3 users deleted.");
}

TEST_F(TwoProcesses, StopARunningSyncToUnlink) {
  const auto run_id = start_remote_run();
  Gate gate;
  host_sdk::Result unlinked;
  std::thread other([&] {
    unlinked = bench.elsewhere.engine.unlink(bench.company, bench.dana, RunTrigger::page,
                                             UnlinkedRows::deleted, gate);
  });
  gate.await_waiter();
  EXPECT_EQ(bench.store.renew_lease("acme", kRemoteHolder, bench.host.clock().now(), kLeaseLifetime),
            LeaseAnswer::cancel_requested);
  end_remote_run(run_id, RunState::cancelled, Cancelled().result());
  gate.open();
  other.join();
  EXPECT_TRUE(unlinked.done());
  EXPECT_EQ(bench.connection_state(), ConnectionState::not_connected);
}

}  // namespace
}  // namespace gup::testing
