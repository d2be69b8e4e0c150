// Unlink: what it removes, in which order, and that it can be repeated.
#include <gmock/gmock.h>

#include "sync/names.hpp"
#include "sync_bench.hpp"

namespace gup::testing {
namespace {

using google::Revocation;
using host_sdk::ResultCode;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class EngineUnlink : public ::testing::Test {
 protected:
  EngineUnlink() {
    EXPECT_TRUE(bench.sync().result.done());
    EXPECT_TRUE(bench.host.secrets().put("acme", kDailySyncWanted, "on").done());
    bench.google.calls.clear();
  }
  void expect_all_gone() {
    EXPECT_THAT(bench.emails(), IsEmpty());
    EXPECT_FALSE(bench.store.load_connection("acme"));
    EXPECT_FALSE(bench.store.load_settings("acme"));
    EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
    EXPECT_FALSE(bench.due_in());
    EXPECT_TRUE(bench.lease_is_free());
    EXPECT_EQ(bench.host.audit_trail().actions("acme").back(), "unlinked");
    EXPECT_EQ(bench.last_run().kind, RunKind::unlink);
    EXPECT_EQ(bench.last_run().state, RunState::done);
  }
  SyncBench bench;
};

TEST_F(EngineUnlink, RemovesEverythingExceptTheRuns) {
  bench.store.put_user(hand_made_user("acme", 9001, "hand@acme.com"));
  const auto result = bench.unlink();
  EXPECT_EQ(result.code, ResultCode::ok);
  EXPECT_EQ(result.sentence, "3 users and 0 target groups deleted. The access to Google was revoked.");
  EXPECT_THAT(bench.emails(), ElementsAre("hand@acme.com"));
  bench.store.erase_user(9001);
  expect_all_gone();
  EXPECT_EQ(bench.last_run().report.removed, 3);
  EXPECT_EQ(bench.store.list_runs("acme", 0, 10).size(), 2U);
  EXPECT_FALSE(bench.here.directories.peek("acme"));
}

TEST_F(EngineUnlink, RevokesTheGrantBeforeItDeletesAnything) {
  bool revoked = false;
  bench.google.before = [&](const std::string& call, host_sdk::TaskMonitor&) {
    ASSERT_EQ(call, "revoke");
    revoked = true;
    EXPECT_EQ(bench.connection_state(), ConnectionState::unlinking);
    EXPECT_FALSE(bench.due_in()) << "no sync may start meanwhile";
    EXPECT_EQ(bench.emails().size(), 3U);
    EXPECT_TRUE(bench.credentials()) << "a repeated unlink needs it until it is revoked";
  };
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_TRUE(revoked);
  expect_all_gone();
}

TEST_F(EngineUnlink, AcceptsAGrantThatIsAlreadyGone) {
  bench.google.revocation = Revocation::already_gone;
  EXPECT_THAT(bench.unlink().sentence, HasSubstr("The access to Google was revoked."));
  expect_all_gone();
}

TEST_F(EngineUnlink, ContinuesIfGoogleIsUnreachable) {
  bench.google.revocation = Revocation::unreachable;
  const auto result = bench.unlink();
  EXPECT_EQ(result.code, ResultCode::ok);
  EXPECT_THAT(result.sentence, HasSubstr("Google could not be reached to revoke the access"));
  expect_all_gone();
}

TEST_F(EngineUnlink, KeepsAGrantThatAnotherCompanyUses) {
  bench.connect("globex");
  EXPECT_THAT(bench.unlink().sentence, HasSubstr("another company is connected by the same Google account"));
  EXPECT_THAT(bench.google.calls, IsEmpty());
  expect_all_gone();
  EXPECT_EQ(bench.host.secrets().count("globex"), 1U);
}

TEST_F(EngineUnlink, RevokesAGrantIfTheOtherCompanyIsBeingUnlinkedToo) {
  bench.connect("globex");
  auto other = *bench.store.load_connection("globex");
  other.state = ConnectionState::unlinking;
  put_connection(bench.store, other);
  EXPECT_THAT(bench.unlink().sentence, HasSubstr("The access to Google was revoked."));
  EXPECT_THAT(bench.google.calls, ElementsAre("revoke"));
}

TEST_F(EngineUnlink, FinishesWhenRepeatedAfterAStopDuringRevocation) {
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    bench.here.engine.request_stop("acme");
  };
  const auto stopped = bench.unlink();
  EXPECT_EQ(stopped.code, ResultCode::cancelled);
  EXPECT_THAT(stopped.sentence, HasSubstr("Unlink again to finish"));
  EXPECT_EQ(bench.connection_state(), ConnectionState::unlinking);
  EXPECT_EQ(bench.last_run().state, RunState::cancelled);
  EXPECT_EQ(bench.emails().size(), 3U);
  EXPECT_TRUE(bench.credentials());

  bench.google.before = nullptr;
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_EQ(bench.google.calls_of("revoke"), 2);
  expect_all_gone();
}

TEST_F(EngineUnlink, FinishesWhenRepeatedAfterAStopDuringDeletion) {
  bench.monitor.cancel_at_activity("deleting users and groups");
  EXPECT_EQ(bench.unlink().code, ResultCode::cancelled);
  EXPECT_EQ(bench.emails().size(), 3U);
  EXPECT_EQ(bench.last_run().report.removed, 0);

  host_sdk::fakes::FakeTaskMonitor again;
  const auto result =
      bench.here.engine.unlink(bench.company, bench.dana, RunTrigger::page, UnlinkedRows::deleted, again);
  EXPECT_EQ(result.sentence, "3 users and 0 target groups deleted.");
  EXPECT_EQ(bench.google.calls_of("revoke"), 1);
  expect_all_gone();
}

TEST_F(EngineUnlink, DoesNotSayThatNothingChangedWhenItLosesTheLeaseAfterTheRevocation) {
  bench.store.before(TestStore::Call::unlink, [&] {
    bench.host.clock().advance(std::chrono::seconds{61});
    ASSERT_TRUE(bench.store.acquire_lease("acme", "another run", 99, bench.host.clock().now(),
                                          std::chrono::seconds{60}));
  });
  const auto result = bench.unlink();
  EXPECT_EQ(result.code, ResultCode::try_again);
  EXPECT_EQ(
      result.sentence,
      "Another run of this company took over the lease, so unlinking stopped before it finished. Unlink "
      "again to finish.");
  EXPECT_EQ(bench.last_run().result.sentence, result.sentence);
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
  bench.store.before(TestStore::Call::unlink, nullptr);
  bench.store.release_lease("acme", "another run");
  EXPECT_TRUE(bench.unlink().done());
  expect_all_gone();
}

TEST_F(EngineUnlink, WorksWithoutAccessToGoogle) {
  auto connection = *bench.store.load_connection("acme");
  connection.state = ConnectionState::reconnect_needed;
  put_connection(bench.store, connection);
  bench.host.notices().show("acme",
                            {kAccessNotice, host_sdk::page::Tone::danger, "Reconnect", "Access is lost."});
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_FALSE(bench.host.notices().notice("acme", kAccessNotice));
  expect_all_gone();
}

TEST_F(EngineUnlink, IsRefusedWithoutAConnection) {
  ASSERT_TRUE(bench.unlink().done());
  EXPECT_THROW((void)bench.unlink(), Failure);
  EXPECT_EQ(bench.store.list_runs("acme", 0, 10).size(), 2U);
}

TEST_F(EngineUnlink, DoesNotCountAsAFailureOfTheSync) {
  bench.google.before = [](const std::string& call, host_sdk::TaskMonitor&) {
    if (call == "revoke") throw Failure(ResultCode::try_again, "The database is busy.");
  };
  EXPECT_EQ(bench.unlink().code, ResultCode::try_again);
  EXPECT_EQ(bench.last_run().state, RunState::failed);
  EXPECT_FALSE(bench.host.notices().notice("acme", kFailingNotice));
}

TEST_F(EngineUnlink, CanBeStoppedWhileItWaitsForAnotherRun) {
  ASSERT_TRUE(bench.store.acquire_lease("acme", "another machine", 0, bench.host.clock().now(),
                                        std::chrono::hours{1}));
  bench.monitor.cancel_at_check(3);
  try {
    (void)bench.unlink();
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_THAT(failure.what(), HasSubstr("stopped before it began"));
  }
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
}

TEST(UnlinkOfAServiceAccount, RevokesNothingAndNamesTheRemainingDelegation) {
  SyncBench bench;
  bench.connect_by_key("acme");
  EXPECT_TRUE(bench.sync().result.done());
  const auto result = bench.unlink();
  EXPECT_EQ(result.code, ResultCode::ok);
  EXPECT_THAT(result.sentence, HasSubstr("3 users and 0 target groups deleted."));
  EXPECT_THAT(result.sentence, HasSubstr("remove the client id 108765432109876543210 in the Admin console"));
  EXPECT_EQ(bench.google.calls_of("revoke"), 0);
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST(UnlinkOfASignIn, RevokesItsGrantIfOnlyAServiceAccountUsesTheSameAccount) {
  SyncBench bench;
  bench.connect_by_key("birch");
  EXPECT_THAT(bench.unlink().sentence, HasSubstr("The access to Google was revoked."));
}

}  // namespace
}  // namespace gup::testing
