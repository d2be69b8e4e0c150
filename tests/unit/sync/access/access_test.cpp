// Saving and revoking a company's access while the connection changes meanwhile.
#include <gmock/gmock.h>

#include "saved_access.hpp"
#include "test_keys.hpp"

namespace gup::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(AccountOfAnotherCustomer, ChangesNoUserAndNeedsANewConnection) {
  SyncBench bench;
  bench.set_people(10);
  ASSERT_TRUE(bench.sync().result.done());
  bench.remove_people(2);
  bench.google.directory.customer_id = "C09other";
  const auto outcome = bench.sync();
  EXPECT_EQ(outcome.result.code, host_sdk::ResultCode::access_lost);
  EXPECT_THAT(outcome.result.sentence, HasSubstr("now belongs to another Google Workspace"));
  EXPECT_EQ(bench.emails().size(), 10U);
  EXPECT_EQ(bench.store.load_connection("acme")->state, ConnectionState::reconnect_needed);
}

TEST(AccountOfTheSameCustomer, ConfirmsRemovals) {
  SyncBench bench;
  bench.set_people(10);
  ASSERT_TRUE(bench.sync().result.done());
  bench.remove_people(2);
  bench.google.directory.customer_id = "C01";
  EXPECT_EQ(bench.sync().report.removed, 2);
}

TEST_F(SavedAccess, ReplacesTheConnectionAndItsTokenTogether) {
  const auto former_token = [&] {
    EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
    EXPECT_EQ(bench.credentials(), "token-of-acme");
  };
  before_connecting(former_token);
  bench.google.before = [&](const std::string&, host_sdk::TaskMonitor&) {
    EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
    EXPECT_EQ(bench.credentials(), "new-token");
  };
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.google.calls_of("revoke"), 1);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U) << "the former token is erased";
}

TEST_F(SavedAccess, ErasesTheKeyOfTheServiceAccountThatItReplaces) {
  bench.connect_by_key("acme");
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, IsNotSavedAfterTheCompanyWasUnlinkedMeanwhile) {
  const auto before = bench.store.load_connection("acme");
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_FALSE(save(before));
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_EQ(secrets(), 0U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme", "new-token"));
}

TEST_F(SavedAccess, IsNotSavedOverAnotherConnectionThatWasMadeMeanwhile) {
  const auto before = bench.store.load_connection("acme");
  bench.host.clock().advance(std::chrono::minutes{1});
  bench.connect("acme");
  EXPECT_FALSE(save(before));
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
}

TEST_F(SavedAccess, IsThatOfOneOfTwoReconnectsAtOnce) {
  const auto before = bench.store.load_connection("acme");
  before_connecting([&] {
    Connection other = new_connection();
    other.account_id = "3003";
    other.admin_email = "sam@acme.com";
    EXPECT_TRUE(save_access(services, before, other, google::RefreshToken{"other-token"}));
  });
  EXPECT_FALSE(save(before));
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "sam@acme.com");
  EXPECT_EQ(bench.credentials(), "other-token");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme", "new-token"));
}

TEST_F(SavedAccess, KeepsTheFormerTokenWhenTheConnectionCannotBeSaved) {
  before_connecting(lose_database);
  EXPECT_THROW((void)save(), Failure);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
}

TEST_F(SavedAccess, IsSavedAlthoughTheStateChangesMeanwhile) {
  before_connecting([&] { change_state(ConnectionState::reconnect_needed); });
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, ErasesTheTokenWhenTheFirstConnectionCannotBeSaved) {
  EXPECT_TRUE(bench.unlink().done());
  before_connecting(lose_database);
  EXPECT_THROW((void)save(), Failure);
  EXPECT_EQ(secrets(), 0U);
  EXPECT_FALSE(bench.store.load_connection("acme"));
}

TEST_F(SavedAccess, RevokesTheGrantWhenTheTokenCannotBeStored) {
  bench.host.secrets().fail_with(host_sdk::Result::again("The secret store is unavailable."));
  EXPECT_THROW((void)save(), Failure);
  bench.host.secrets().recover();
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
  EXPECT_EQ(bench.credentials(), "token-of-acme");
  pass_reservation();
  remove_leftover_access(services, "acme");
  EXPECT_TRUE(bench.store.unused_secrets("acme").empty());
}

TEST_F(SavedAccess, KeepsTheTokenOfAConnectionWhoseCommitWasNotAnswered) {
  before_connecting([&] {
    const auto revision = bench.store.load_connection("acme")->revision;
    EXPECT_TRUE(bench.store.connect(new_connection(), revision, reserved_name()));
    lose_database();
  });
  EXPECT_THROW((void)save(), Failure);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
}

TEST_F(SavedAccess, LeavesNoTokenIfTheCompanyIsUnlinkedAfterItWasStored) {
  before_connecting([&] { EXPECT_TRUE(bench.unlink().done()); });
  EXPECT_FALSE(save());
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_EQ(secrets(), 0U);
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme", "new-token"));
}

TEST_F(SavedAccess, IsNotSavedDuringAnUnlink) {
  before_connecting([&] { change_state(ConnectionState::unlinking); });
  EXPECT_FALSE(save());
  EXPECT_EQ(bench.connection_state(), ConnectionState::unlinking);
  EXPECT_EQ(bench.credentials(), "token-of-acme") << "the unlink revokes and erases it";
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, RevokesTheGrantOfTheAccountThatItReplaces) {
  EXPECT_TRUE(save());
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
}

TEST_F(SavedAccess, RevokesTheGrantThatAServiceAccountReplaces) {
  const auto before = bench.store.load_connection("acme");
  Connection connection = *before;
  connection.kind = ConnectionKind::service_account;
  connection.service_account_id = "108765432109876543210";
  EXPECT_TRUE(save_access(services, before, connection, delegated_access()));
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
  EXPECT_THAT(*bench.credentials(), HasSubstr("service_account"));
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, KeepsTheFormerGrantOfTheSameAccountOrOfOneThatAnotherCompanyUses) {
  bench.connect("globex");
  EXPECT_TRUE(save());
  EXPECT_THAT(bench.google.revoked, IsEmpty());
  EXPECT_TRUE(save());
  EXPECT_THAT(bench.google.revoked, IsEmpty()) << "Google would revoke the new grant with it";
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, IsSavedAlthoughTheFormerGrantCannotBeRevoked) {
  bench.google.before = [](const std::string&, host_sdk::TaskMonitor&) {
    throw Failure(host_sdk::ResultCode::try_again, "Google could not be reached.");
  };
  EXPECT_TRUE(save());
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_TRUE(bench.host.logger().contains("unused_grant_not_revoked"));
  EXPECT_EQ(secrets(), 2U) << "the former token is needed until it is revoked";
  bench.google.before = nullptr;
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
  EXPECT_EQ(bench.credentials(), "new-token");
  EXPECT_EQ(secrets(), 1U);
}

TEST_F(SavedAccess, RevokesAGrantThatWasNotSaved) {
  revoke_unused_grant(services, "acme", grant.account_id, grant.refresh_token);
  EXPECT_THAT(bench.google.calls, ElementsAre("revoke"));
}

TEST_F(SavedAccess, KeepsAnUnsavedGrantOfAnAccountThatIsConnected) {
  grant.account_id = "1001";
  revoke_unused_grant(services, "acme", grant.account_id, grant.refresh_token);
  EXPECT_THAT(bench.google.calls, IsEmpty()) << "Google would revoke the saved grant with it";
}

TEST_F(SavedAccess, LogsAnUnsavedGrantThatCannotBeRevoked) {
  bench.google.revocation = google::Revocation::unreachable;
  revoke_unused_grant(services, "acme", grant.account_id, grant.refresh_token);
  EXPECT_TRUE(bench.host.logger().contains("unused_grant_not_revoked"));
}

}  // namespace
}  // namespace gup::testing
