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
  /// An administrator changes ada's row whenever a plan is about to be applied, `times` times.
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

/// Then nobody may take the run for failed: it would tell that nothing was changed, and its removals would
/// not count for the removal limit.
TEST_F(MovedState, EndsAsItWasStoredWhenOnlyTheAnswerToTheCommitIsLost) {
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

TEST_F(MovedState, IsPlannedAgainWithoutAskingGoogle) {
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

/// Nothing was kept of bo but that the record was the one in the row: Google has to say it again.
TEST_F(MovedState, AsksGoogleOnceMoreAboutSomebodyWhoWasUnchangedUntilThen) {
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
  EXPECT_THAT(bench.google.asked_about, ElementsAre("u2"));
  EXPECT_EQ(bench.store.users("acme").at(1).row.fields.first_name, name);
}

TEST_F(MovedState, RemovesSomebodyWhoIsGoneWhenGoogleIsAskedOnceMore) {
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

TEST_F(MovedState, ThreeTimesInARowFailsTheRun) {
  sync_and_rename_ada();
  move_before_applying(3);
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("three times in a row; nothing was changed"));
  EXPECT_EQ(outcome.report.updated, 0);
  EXPECT_EQ(bench.store.users("acme").at(0).row.fields.first_name, "By hand 3");
  EXPECT_EQ(bench.last_run().state, RunState::failed);
}

/// Lets the run's heart beat whenever it reports something.
class BeatingMonitor final : public host_sdk::fakes::FakeTaskMonitor {
 public:
  explicit BeatingMonitor(HandPulse& heartbeat) : heartbeat_(heartbeat) {}
  void report(const host_sdk::Progress& progress) override {
    FakeTaskMonitor::report(progress);
    heartbeat_.beat();
  }

 private:
  HandPulse& heartbeat_;
};

TEST_F(MovedState, GoesOnBeatingWhileItIsPlannedAgain) {
  int applied_plans = 0;
  bench.store.before_apply([&] {
    ++applied_plans;
    EXPECT_FALSE(bench.here.heartbeat.beat()) << "the applying transaction holds the lease itself";
    EXPECT_TRUE(bench.elsewhere.engine.request_stop("acme"));
    throw StateMoved("a row that was changed");
  });
  BeatingMonitor monitor(bench.here.heartbeat);
  const auto outcome = bench.here.engine.synchronize(bench.company, bench.dana, RunTrigger::page, monitor);
  EXPECT_EQ(outcome.result.code, ResultCode::cancelled);
  EXPECT_EQ(applied_plans, 1);
}

TEST(LostLease, AppliesNothing) {
  SyncBench bench;
  bench.store.before_apply([&] {
    bench.host.clock().advance(std::chrono::seconds{61});
    ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
  });
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("Another run took this company's turn"));
  EXPECT_THAT(bench.emails(), IsEmpty());
  EXPECT_EQ(bench.store.row_writes(), 0);
  EXPECT_EQ(bench.store.lease("acme", bench.host.clock().now())->holder, "another run");
}

TEST(LostLease, EndsTheRunAtItsNextBeat) {
  SyncBench bench;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    if (call != "users") return;
    bench.host.clock().advance(std::chrono::seconds{61});
    ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
    ASSERT_TRUE(bench.here.heartbeat.beat());
  };
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, ResultCode::try_again);
  EXPECT_EQ(outcome.result.sentence, "This run lost its turn to another one and was given up.");
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_EQ(bench.google.calls_of("units"), 1);
  EXPECT_EQ(bench.store.lease("acme", bench.host.clock().now())->holder, "another run");
}

TEST(LostLease, DoesNotHappenToARunThatBeats) {
  SyncBench bench;
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    for (int minute = 0; minute < 3; ++minute) {
      bench.host.clock().advance(std::chrono::seconds{50});
      bench.here.heartbeat.beat();
      bench.here.heartbeat.beat();
      EXPECT_FALSE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(), kLease));
    }
  };
  EXPECT_TRUE(bench.sync().result.done());
}

}  // namespace
}  // namespace gup::testing
