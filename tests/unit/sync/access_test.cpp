// Saving and revoking a company's access while the connection changes meanwhile.
#include <gmock/gmock.h>

#include <functional>

#include "failure.hpp"
#include "sync/access.hpp"
#include "sync/names.hpp"
#include "sync_bench.hpp"
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

class SavedAccess : public ::testing::Test {
 protected:
  SavedAccess() : services{bench.host, bench.store, bench.google} {
    grant.refresh_token = "new-token";
    grant.account_id = "2002";
    EXPECT_TRUE(bench.sync().result.done());
    bench.google.calls.clear();
  }

  /// The connection of another administrator of acme.com, who signed in with `grant`.
  [[nodiscard]] Connection new_connection() const {
    Connection connection;
    connection.company_id = "acme";
    connection.state = ConnectionState::connected;
    connection.customer_id = "C01";
    connection.account_id = grant.account_id;
    connection.admin_email = "noor@acme.com";
    connection.domain = "acme.com";
    return connection;
  }
  [[nodiscard]] bool save(const std::optional<Connection>& before) {
    return save_access(services, before, new_connection(), google::RefreshToken{grant.refresh_token});
  }

  /// Calls `happens` before the second save of a connection, which then may fail.
  void before_second_save(std::function<void()> happens) {
    bench.store.before(TestStore::Call::save_connection, [saves = 0, happens = std::move(happens)]() mutable {
      if (++saves == 2) happens();
    });
  }
  void mark_unlinking() {
    auto connection = *bench.store.load_connection("acme");
    connection.state = ConnectionState::unlinking;
    put_connection(bench.store, connection);
  }
  void put_token(const std::string& token) {
    EXPECT_TRUE(bench.host.secrets().put("acme", kRefreshTokenSecret, token).done());
  }
  /// The second save of a connection fails, after `committed` was called with its expected revision.
  void fail_second_save(std::function<void(std::int64_t)> committed = {}) {
    bench.store.before(TestStore::Call::save_connection,
                       [this, saves = 0, committed = std::move(committed)]() mutable {
                         if (++saves != 2) return;
                         if (committed) committed(bench.store.load_connection("acme")->revision);
                         throw Failure(host_sdk::ResultCode::try_again, "The database is away.");
                       });
  }

  SyncBench bench;
  google::Grant grant;
  AccessServices services;
};

TEST_F(SavedAccess, ReplacesTheConnectionAndItsToken) {
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "new-token");
}

TEST_F(SavedAccess, ErasesTheKeyOfTheServiceAccountThatItReplaces) {
  bench.connect_by_key("acme");
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_FALSE(bench.secret(kServiceAccountSecret));
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "new-token");
}

TEST_F(SavedAccess, IsNotSavedAfterTheCompanyWasUnlinkedMeanwhile) {
  const auto before = bench.store.load_connection("acme");
  EXPECT_TRUE(bench.unlink().done());
  EXPECT_FALSE(save(before));
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST_F(SavedAccess, IsNotSavedOverAnotherConnectionThatWasMadeMeanwhile) {
  const auto before = bench.store.load_connection("acme");
  bench.connect("acme");
  EXPECT_FALSE(save(before));
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "token-of-acme");
}

TEST_F(SavedAccess, RestoresTheFormerTokenWhenTheConnectionCannotBeSaved) {
  const auto before = bench.store.load_connection("acme");
  fail_second_save();
  EXPECT_THROW((void)save(before), Failure);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "dana@acme.com");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "token-of-acme");
}

TEST_F(SavedAccess, RestoresTheFormerTokenWhenTheStateChangesMeanwhile) {
  const auto before = bench.store.load_connection("acme");
  bench.store.before(TestStore::Call::save_connection, [this, saves = 0]() mutable {
    if (++saves != 2) return;
    auto lost = *bench.store.load_connection("acme");
    lost.state = ConnectionState::reconnect_needed;
    put_connection(bench.store, lost);
  });
  EXPECT_FALSE(save(before));
  EXPECT_EQ(bench.connection_state(), ConnectionState::reconnect_needed);
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "token-of-acme") << "the connection is still the former one";
}

TEST_F(SavedAccess, ErasesTheTokenWhenTheFirstConnectionCannotBeSaved) {
  EXPECT_TRUE(bench.unlink().done());
  fail_second_save();
  EXPECT_THROW((void)save(bench.store.load_connection("acme")), Failure);
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST_F(SavedAccess, KeepsTheTokenOfAConnectionWhoseCommitWasNotAnswered) {
  const auto before = bench.store.load_connection("acme");
  Connection committed = new_connection();
  fail_second_save([&](std::int64_t revision) { (void)bench.store.save_connection(committed, revision); });
  EXPECT_THROW((void)save(before), Failure);
  EXPECT_EQ(bench.store.load_connection("acme")->admin_email, "noor@acme.com");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "new-token");
}

TEST_F(SavedAccess, LeavesNoTokenIfAnUnlinkErasedTheFormerOneBeforeTheNewOneWasStored) {
  const auto before = bench.store.load_connection("acme");
  before_second_save([this] {
    EXPECT_TRUE(bench.unlink().done());
    put_token("new-token");
  });
  EXPECT_FALSE(save(before));
  EXPECT_FALSE(bench.store.load_connection("acme"));
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret)) << "nothing would remove it";
}

TEST_F(SavedAccess, LeavesNoTokenIfTheUnlinkHasNotEnded) {
  const auto before = bench.store.load_connection("acme");
  before_second_save([this] { mark_unlinking(); });
  EXPECT_FALSE(save(before));
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret)) << "the unlink may have erased the former one already";
}

TEST_F(SavedAccess, LeavesNoTokenIfTheSaveFailsDuringTheUnlinkOfTheSameAccount) {
  grant.account_id = bench.store.load_connection("acme")->account_id;
  const auto before = bench.store.load_connection("acme");
  fail_second_save([this](std::int64_t) { mark_unlinking(); });
  EXPECT_THROW((void)save(before), Failure);
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST_F(SavedAccess, RevokesTheFormerGrantIfAnUnlinkRevokedTheNewOneInstead) {
  const auto before = bench.store.load_connection("acme");
  before_second_save([this] { EXPECT_TRUE(bench.unlink().done()); });
  EXPECT_FALSE(save(before));
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token", "token-of-acme"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST_F(SavedAccess, RevokesTheGrantOfTheAccountThatItReplaces) {
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
}

TEST_F(SavedAccess, RevokesTheGrantThatAServiceAccountReplaces) {
  const auto before = bench.store.load_connection("acme");
  Connection connection = *before;
  connection.kind = ConnectionKind::service_account;
  connection.service_account_id = "108765432109876543210";
  EXPECT_TRUE(save_access(services, before, connection, delegated_access()));
  EXPECT_THAT(bench.google.revoked, ElementsAre("token-of-acme"));
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST_F(SavedAccess, KeepsTheFormerGrantOfTheSameAccountOrOfOneThatAnotherCompanyUses) {
  bench.connect("globex");
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_THAT(bench.google.revoked, IsEmpty());
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_THAT(bench.google.revoked, IsEmpty()) << "Google would revoke the new grant with it";
}

TEST_F(SavedAccess, IsSavedAlthoughTheFormerGrantCannotBeRevoked) {
  bench.google.before = [](const std::string&, host_sdk::TaskMonitor&) {
    throw Failure(host_sdk::ResultCode::try_again, "Google could not be reached.");
  };
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "new-token");
  EXPECT_TRUE(bench.host.logger().contains("unused_grant_not_revoked"));
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

/// What a process leaves that is killed between the two saves of the first connection.
class LeftoverAccess : public SavedAccess {
 protected:
  void kill_first_connect() {
    EXPECT_TRUE(bench.unlink().done());
    fail_second_save();
    EXPECT_THROW((void)save(bench.store.load_connection("acme")), Failure);
    bench.store.before(TestStore::Call::save_connection, nullptr);
    put_token("new-token");
    bench.google.revoked.clear();
  }
};

TEST_F(LeftoverAccess, IsReplacedAndRevokedByTheNextConnect) {
  kill_first_connect();
  grant.refresh_token = "third-token";
  grant.account_id = "3003";
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "third-token");
}

TEST_F(LeftoverAccess, IsNotRevokedIfAnotherCompanyUsesItsAccount) {
  kill_first_connect();
  bench.connect("globex");
  auto other = *bench.store.load_connection("globex");
  other.account_id = grant.account_id;
  put_connection(bench.store, other);
  grant.account_id = "3003";
  EXPECT_TRUE(save(bench.store.load_connection("acme")));
  EXPECT_THAT(bench.google.revoked, IsEmpty())
      << "Google would revoke the grant of the other company with it";
}

TEST_F(LeftoverAccess, IsErasedAndRevokedWithoutAConnect) {
  kill_first_connect();
  remove_leftover_access(services, "acme");
  EXPECT_THAT(bench.google.revoked, ElementsAre("new-token"));
  EXPECT_EQ(bench.host.secrets().count("acme"), 0U);
}

TEST_F(LeftoverAccess, IsKeptUntilGoogleCanBeReached) {
  kill_first_connect();
  bench.google.revocation = google::Revocation::unreachable;
  remove_leftover_access(services, "acme");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "new-token");
  bench.google.revocation = google::Revocation::already_gone;
  remove_leftover_access(services, "acme");
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST_F(LeftoverAccess, IsErasedWithoutARevocationIfItsAccountIsUnknown) {
  EXPECT_TRUE(bench.unlink().done());
  bench.google.calls.clear();
  put_token("token-of-someone");
  remove_leftover_access(services, "acme");
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
  EXPECT_THAT(bench.google.calls, IsEmpty()) << "another company may use the account";
}

TEST_F(LeftoverAccess, IsNotWhatAConnectionOrAnUnlinkUses) {
  remove_leftover_access(services, "acme");
  mark_unlinking();
  remove_leftover_access(services, "acme");
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "token-of-acme");
  EXPECT_THAT(bench.google.calls, IsEmpty());
}

TEST_F(LeftoverAccess, IsNotSavedByTheConnectThatStoredIt) {
  EXPECT_TRUE(bench.unlink().done());
  before_second_save([this] { remove_leftover_access(services, "acme"); });
  EXPECT_FALSE(save(std::nullopt));
  EXPECT_EQ(bench.connection_state(), ConnectionState::not_connected);
  EXPECT_FALSE(bench.secret(kRefreshTokenSecret));
}

TEST_F(LeftoverAccess, IsNotErasedIfAConnectReplacedItMeanwhile) {
  kill_first_connect();
  grant.refresh_token = "third-token";
  grant.account_id = "3003";
  bench.google.before = [this](const std::string&, host_sdk::TaskMonitor&) {
    bench.google.before = nullptr;
    EXPECT_TRUE(save(bench.store.load_connection("acme")));
  };
  remove_leftover_access(services, "acme");
  EXPECT_EQ(bench.connection_state(), ConnectionState::connected);
  EXPECT_EQ(bench.secret(kRefreshTokenSecret), "third-token");
}

}  // namespace
}  // namespace gup::testing
