// Credentials that a killed process, a replaced token or a former version leaves.
#include <gmock/gmock.h>

#include "saved_access.hpp"
#include "sync/access/credentials.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using LeftoverAccess = SavedAccess;

TEST_F(LeftoverAccess, OfAKilledReconnectIsNeverUsed) {
  kill_connect();
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(bench.google.tokens.back(), "token-of-acme");
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
}

TEST_F(LeftoverAccess, OfAKilledReconnectIsErasedAndRevoked) {
  kill_connect();
  pass_reservation();
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_TRUE(bench.store.unused_secrets("acme").empty());
}

TEST_F(LeftoverAccess, OfAKilledFirstConnectIsErasedAndRevoked) {
  EXPECT_TRUE(bench.unlink().done());
  bench.google.revoked.clear();
  kill_connect();
  pass_reservation();
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
  EXPECT_EQ(secrets(), 0U);
}

TEST_F(LeftoverAccess, OfAProcessThatWasKilledAfterTheSaveIsErasedAndRevoked) {
  kill_connect();
  const auto revision = bench.store.load_connection("acme")->revision;
  ASSERT_TRUE(bench.store.connect(new_connection(), revision, reserved_name()));
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(LeftoverAccess, IsKeptWhileItsProcessMayStillLive) {
  before_connecting([&] { remove_leftover_access(services, "acme"); });
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.credentials(), "new-token");
}

TEST_F(LeftoverAccess, IsNotPutToUseAfterItWasErased) {
  before_connecting([&] {
    pass_reservation();
    remove_leftover_access(services, "acme");
  });
  EXPECT_FALSE(save());
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.credentials(), "token-of-acme");
}

TEST_F(LeftoverAccess, IsErasedByAnUnlinkAtOnce) {
  kill_connect();
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme", "new-token"));
  EXPECT_EQ(secrets(), 0U);
}

TEST_F(LeftoverAccess, OfAConnectThatStoredItsTokenAfterTheUnlinkIsErasedByTheCleanUp) {
  const auto name =
      bench.store.reserve_secret("acme", grant.account_id, bench.host.clock().now() + std::chrono::hours{1});
  EXPECT_TRUE(bench.unlink().done());
  ASSERT_TRUE(bench.host.secrets().put("acme", name, "new-token").done());
  pass_reservation();
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme", "new-token"));
  EXPECT_EQ(secrets(), 0U);
}

TEST_F(LeftoverAccess, IsNotRevokedIfAnotherCompanyUsesItsAccount) {
  bench.connect("globex");
  auto other = *bench.store.load_connection("globex");
  other.account_id = grant.account_id;
  put_connection(bench.store, other);
  kill_connect();
  pass_reservation();
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, IsEmpty())
      << "Google would revoke the grant of the other company with it";
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(LeftoverAccess, IsKeptUntilGoogleCanBeReached) {
  kill_connect();
  pass_reservation();
  bench.google.revocation = google::Revocation::unreachable;
  remove_leftover_access(services, "acme");
  EXPECT_EQ(secrets(), 2U);
  bench.google.revocation = google::Revocation::already_gone;
  remove_leftover_access(services, "acme");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(LeftoverAccess, IsNotWhatAConnectionOrAnUnlinkUses) {
  remove_leftover_access(services, "acme");
  change_state(ConnectionState::unlinking);
  remove_leftover_access(services, "acme");
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  EXPECT_THAT(bench.google.calls, IsEmpty());
}

TEST_F(LeftoverAccess, OfAFormerVersionIsErasedWithoutARevocationIfItsAccountIsUnknown) {
  EXPECT_TRUE(bench.unlink().done());
  bench.google.calls.clear();
  put_token("token-of-someone");
  remove_leftover_access(services, "acme");
  EXPECT_EQ(secrets(), 0U);
  EXPECT_THAT(bench.google.calls, IsEmpty()) << "another company may use the account";
}

TEST_F(LeftoverAccess, OfAFormerVersionIsRevokedIfItsAccountIsKnown) {
  EXPECT_TRUE(bench.unlink().done());
  bench.google.revoked.clear();
  Connection claim;
  claim.company_id = "acme";
  claim.account_id = "2002";
  put_connection(bench.store, claim);
  put_token("token-of-noor");
  bench.google.revocation = google::Revocation::unreachable;
  remove_leftover_access(services, "acme");
  EXPECT_EQ(secrets(), 1U) << "tomorrow, Google may be reachable";
  bench.google.revocation = google::Revocation::revoked;
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-noor", "token-of-noor"));
  EXPECT_EQ(secrets(), 0U);
}

TEST_F(LeftoverAccess, OfAFormerVersionIsErasedIfTheConnectionUsesAnotherSecret) {
  EXPECT_TRUE(save());
  bench.google.calls.clear();
  put_token("token-of-someone");
  remove_leftover_access(services, "acme");
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.calls, IsEmpty());
}

/// Google replaces the token while the directory is read.
class ReplacedTokenRace : public SavedAccess {
 protected:
  ReplacedTokenRace() { bench.google.replaced_token = "replaced-token"; }
};

TEST_F(ReplacedTokenRace, IsUsedFromThenOn) {
  const auto revision = bench.store.load_connection("acme")->revision;
  EXPECT_TRUE(bench.sync().result.done());
  EXPECT_EQ(bench.credentials(), "replaced-token");
  EXPECT_EQ(bench.store.load_connection("acme")->revision, revision) << "it is the same connection";
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, IsEmpty()) << "both tokens are of one grant";
}

TEST_F(ReplacedTokenRace, LosesToAReconnectThatComesFirst) {
  once_before(Call::replace_secret, [&] { EXPECT_TRUE(save()); });
  (void)bench.sync();
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(ReplacedTokenRace, IsReplacedByAReconnectThatComesLater) {
  before_connecting([&] { EXPECT_TRUE(bench.sync().result.done()); });
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("replaced-token"));
}

TEST_F(ReplacedTokenRace, IsErasedIfTheCompanyIsBeingUnlinked) {
  bench.store.before(Call::replace_secret, [&] { change_state(ConnectionState::unlinking); });
  (void)bench.sync();
  EXPECT_EQ(bench.credentials(), "token-of-acme") << "the unlink revokes and erases it";
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(ReplacedTokenRace, StaysIfTheAnswerOfTheCommitIsLost) {
  once_before(Call::replace_secret, [&] {
    EXPECT_TRUE(bench.store.replace_secret("acme", bench.secret_name(), reserved_name()));
    lose_database();
  });
  EXPECT_EQ(bench.sync().result.code, host_sdk::ResultCode::try_again);
  EXPECT_EQ(bench.credentials(), "replaced-token");
}

TEST_F(ReplacedTokenRace, IsFoundByAQuestionThatLoadedTheConnectionBefore) {
  auto connection = *bench.store.load_connection("acme");
  EXPECT_TRUE(bench.sync().result.done());
  const auto credentials = credentials_of(bench.host, bench.store, connection);
  EXPECT_EQ(std::get<google::RefreshToken>(credentials).text.reveal(), "replaced-token");
}

TEST_F(SavedAccess, EndsAQuestionThatLoadedTheFormerConnection) {
  auto connection = *bench.store.load_connection("acme");
  EXPECT_TRUE(save());
  try {
    (void)credentials_of(bench.host, bench.store, connection);
    FAIL() << "nothing was thrown";
  } catch (const Failure& failure) {
    EXPECT_EQ(failure.code(), host_sdk::ResultCode::try_again);
    EXPECT_STREQ(failure.what(), "The connection to Google changed at the same time. Try again later.");
  }
}

}  // namespace
}  // namespace gup::testing
