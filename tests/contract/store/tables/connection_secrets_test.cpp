#include <algorithm>
#include <thread>

#include "model/secret_names.hpp"
#include "store_contract.hpp"

namespace gup::testing {
namespace {

class ConnectionSecrets : public StoreContract {
 protected:
  using Names = std::vector<std::string>;

  [[nodiscard]] static Connection connection(ConnectionKind kind = ConnectionKind::sign_in) {
    Connection made;
    made.company_id = kAcme;
    made.state = ConnectionState::connected;
    made.kind = kind;
    made.account_id = "110";
    return made;
  }
  [[nodiscard]] std::string reserve(std::int64_t until = 100) {
    return store().reserve_secret(kAcme, "110", at(until));
  }
  /// Connects the company, and returns the name of its secret.
  std::string connect(ConnectionKind kind = ConnectionKind::sign_in) {
    const auto present = store().load_connection(kAcme);
    std::string name = reserve();
    EXPECT_TRUE(store().connect(connection(kind), present ? present->revision : 0, name));
    return name;
  }
  [[nodiscard]] std::string used() { return store().load_connection(kAcme)->secret_name; }
  [[nodiscard]] Names unused() {
    Names names;
    for (const auto& secret : store().unused_secrets(kAcme)) names.push_back(secret.name);
    return names;
  }
};
INSTANTIATE_TEST_SUITE_P(Databases, ConnectionSecrets, ::testing::ValuesIn(kinds_of_database()),
                         name_of_kind);

TEST_P(ConnectionSecrets, HaveNamesOfTheirOwn) {
  const std::string first = reserve();
  EXPECT_EQ(first.rfind(kAccessSecretPrefix, 0), 0U);
  EXPECT_NE(reserve(), first);
  EXPECT_NE(store().reserve_secret("globex", "", at(100)), first);
  EXPECT_EQ(unused(), Names{}) << "the processes that reserved them may still store and use them";
}

TEST_P(ConnectionSecrets, AreThoseOfTheFirstConnection) {
  const std::string name = connect();
  EXPECT_EQ(used(), name);
  EXPECT_EQ(unused(), Names{});
}

TEST_P(ConnectionSecrets, AreListedWhenAnotherConnectionReplacesThem) {
  const std::string first = connect();
  const auto revision = store().load_connection(kAcme)->revision;
  const std::string second = connect();
  EXPECT_EQ(used(), second);
  EXPECT_NE(store().load_connection(kAcme)->revision, revision);
  EXPECT_EQ(store().unused_secrets(kAcme), (std::vector<UnusedSecret>{{first, "110"}}));
  EXPECT_TRUE(store().unused_secrets("globex").empty());
}

TEST_P(ConnectionSecrets, HaveNoAccountIfTheyAreKeys) {
  const std::string key = connect(ConnectionKind::service_account);
  (void)connect();
  EXPECT_EQ(store().unused_secrets(kAcme), (std::vector<UnusedSecret>{{key, ""}}));
}

TEST_P(ConnectionSecrets, StayIfTheConnectionWasSavedMeanwhile) {
  const std::string first = connect();
  const auto before = *store().load_connection(kAcme);
  const std::string second = reserve();
  auto changed = before;
  changed.state = ConnectionState::reconnect_needed;
  ASSERT_TRUE(store().save_connection(changed, before.revision));
  EXPECT_FALSE(store().connect(connection(), before.revision, second));
  EXPECT_EQ(used(), first);
  EXPECT_EQ(store().load_connection(kAcme)->state, ConnectionState::reconnect_needed);
  EXPECT_TRUE(store().connect(connection(), store().load_connection(kAcme)->revision, second))
      << "the name is still reserved";
  EXPECT_EQ(used(), second);
}

TEST_P(ConnectionSecrets, StayWhenTheirConnectionIsSaved) {
  const std::string name = connect();
  auto saved = *store().load_connection(kAcme);
  saved.secret_name = "another";
  ASSERT_TRUE(store().save_connection(saved, saved.revision));
  EXPECT_EQ(used(), name);
}

TEST_P(ConnectionSecrets, AreNotUsedAfterTheirReservationEnded) {
  const std::string first = connect();
  const auto revision = store().load_connection(kAcme)->revision;
  for (const bool by_time : {false, true}) {
    const std::string name = reserve(20);
    by_time ? store().release_secrets(kAcme, at(20)) : store().release_secret(kAcme, name);
    EXPECT_FALSE(store().connect(connection(), revision, name));
    EXPECT_FALSE(store().replace_secret(kAcme, first, name));
  }
  EXPECT_FALSE(store().connect(connection(), revision, "never-reserved"));
  EXPECT_FALSE(store().connect(connection(), revision, first)) << "it is in use";
  EXPECT_EQ(used(), first);
  EXPECT_EQ(store().load_connection(kAcme)->revision, revision);
}

TEST_P(ConnectionSecrets, AreReplacedWithoutANewRevision) {
  const std::string first = connect();
  const auto before = *store().load_connection(kAcme);
  const std::string second = reserve();
  EXPECT_TRUE(store().replace_secret(kAcme, first, second));
  EXPECT_EQ(used(), second);
  EXPECT_EQ(unused(), Names{first});
  EXPECT_EQ(store().load_connection(kAcme)->revision, before.revision);
  auto changed = before;
  changed.state = ConnectionState::reconnect_needed;
  EXPECT_TRUE(store().save_connection(changed, before.revision));
  EXPECT_EQ(used(), second) << "a connection that was loaded before has the former name";
}

TEST_P(ConnectionSecrets, AreNotReplacedIfTheConnectionHasAnotherOneOrIsUnlinked) {
  const std::string first = connect();
  const std::string second = connect();
  const std::string third = reserve();
  EXPECT_FALSE(store().replace_secret(kAcme, first, third));
  auto unlinking = *store().load_connection(kAcme);
  unlinking.state = ConnectionState::unlinking;
  put_connection(store(), unlinking);
  EXPECT_FALSE(store().replace_secret(kAcme, second, third));
  EXPECT_FALSE(store().replace_secret("globex", second, third));
  EXPECT_EQ(used(), second);
  EXPECT_EQ(unused(), Names{first});
}

TEST_P(ConnectionSecrets, AreReleasedByTime) {
  const std::string early = reserve(20);
  const std::string late = reserve(30);
  store().release_secrets(kAcme, at(19));
  EXPECT_EQ(unused(), Names{});
  store().release_secrets(kAcme, at(20));
  EXPECT_EQ(unused(), Names{early});
  store().release_secrets(kAcme, host_sdk::Timestamp::max());
  EXPECT_EQ(unused(), (Names{early, late}));
}

TEST_P(ConnectionSecrets, AreForgottenOnceNoProcessCanStoreThem) {
  const std::string early = reserve(20);
  const std::string released = reserve(100);
  const std::string late = reserve(100);
  store().release_secret(kAcme, released);
  store().forget_secret(kAcme, late, at(100));
  store().release_secrets(kAcme, host_sdk::Timestamp::max());
  for (const std::string& name : {early, released, late}) store().forget_secret(kAcme, name, at(20));
  EXPECT_EQ(unused(), Names{late}) << "the process that reserved it may still store a secret";
  store().forget_secret(kAcme, late, at(100));
  EXPECT_EQ(unused(), Names{});
}

constexpr int kRounds = 20;

TEST_P(ConnectionSecrets, AreEitherUsedOrReleasedIfBothHappenAtOnce) {
  (void)connect();
  for (int round = 0; round < kRounds; ++round) {
    const auto revision = store().load_connection(kAcme)->revision;
    const std::string name = reserve();
    bool is_connected = false;
    std::thread connecting([&] { is_connected = store().connect(connection(), revision, name).has_value(); });
    store().release_secrets(kAcme, host_sdk::Timestamp::max());
    connecting.join();
    EXPECT_EQ(used() == name, is_connected);
    const Names listed = unused();
    EXPECT_NE(std::find(listed.begin(), listed.end(), name) != listed.end(), is_connected);
  }
}

TEST_P(ConnectionSecrets, AreThoseOfOneOfAReconnectAndAReplacedTokenAtOnce) {
  (void)connect();
  for (int round = 0; round < kRounds; ++round) {
    const auto before = *store().load_connection(kAcme);
    const std::string connected = reserve();
    const std::string replaced = reserve();
    bool is_connected = false;
    std::thread connecting(
        [&] { is_connected = store().connect(connection(), before.revision, connected).has_value(); });
    const bool is_replaced = store().replace_secret(kAcme, before.secret_name, replaced);
    connecting.join();
    EXPECT_TRUE(is_connected) << "a replaced token is the same connection";
    EXPECT_EQ(used(), connected);
    const Names listed = unused();
    EXPECT_EQ(std::count(listed.begin(), listed.end(), before.secret_name), 1);
    EXPECT_EQ(std::count(listed.begin(), listed.end(), replaced), is_replaced ? 1 : 0);
  }
}

TEST_P(ConnectionSecrets, AreListedAfterAnUnlinkUntilTheyAreErased) {
  const std::string first = connect();
  (void)connect();
  unlink(20);
  EXPECT_FALSE(store().load_connection(kAcme));
  EXPECT_EQ(unused(), Names{first});
}

}  // namespace
}  // namespace gup::testing
