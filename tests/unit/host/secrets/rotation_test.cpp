#include "services/secrets/rotation.hpp"

#include <gmock/gmock.h>

#include <algorithm>

#include "database/secrets_table.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "services/secrets/sealer.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SecretKey key_filled_with(unsigned char byte) {
  SecretKey key;
  std::fill(key.data(), key.data() + SecretKey::kSize, byte);
  return key;
}

Sealer sealer_with(unsigned char current, std::initializer_list<unsigned char> others = {}) {
  SecretKeys keys{key_filled_with(current), {}};
  for (const unsigned char other : others) keys.others.push_back(key_filled_with(other));
  return Sealer(std::move(keys));
}

/// Named like the tests of the store, so that they run on the database servers, too.
class SecretStoreRotation : public ::testing::Test {
 protected:
  void put(const std::string& company, const std::string& name, const std::string& value,
           const Sealer& sealer) {
    table.put("plugin", company, name, sealer.seal("plugin", company, name, value), clock.now());
  }
  std::optional<host_sdk::SecretText> read(const std::string& company, const std::string& name,
                                           const Sealer& sealer) {
    const auto sealed = table.get("plugin", company, name);
    return sealed ? sealer.open("plugin", company, name, *sealed) : std::nullopt;
  }

  testing::TemporaryDatabase database;
  SecretsTable table{database.pool};
  host_sdk::fakes::FakeClock clock;
};

TEST(SealerWithSeveralKeys, DecryptsWithEachAndEncryptsWithTheCurrentOne) {
  const Sealer former = sealer_with(1);
  const Sealer both = sealer_with(2, {1});
  const auto old = former.seal("plugin", "acme", "token", "secret");
  EXPECT_EQ(both.open("plugin", "acme", "token", old), "secret");
  EXPECT_FALSE(both.is_current(old));
  const auto renewed = both.seal("plugin", "acme", "token", "secret");
  EXPECT_TRUE(both.is_current(renewed));
  EXPECT_EQ(former.open("plugin", "acme", "token", renewed), std::nullopt);
  EXPECT_EQ(sealer_with(1, {2}).open("plugin", "acme", "token", renewed), "secret")
      << "a host before the change";
  EXPECT_FALSE(both.is_current("no sealed value"));
}

TEST_F(SecretStoreRotation, EncryptsEverySecretWithTheCurrentKey) {
  const Sealer former = sealer_with(1);
  for (int i = 0; i < 250; ++i)
    put("company" + std::to_string(i), "token", "value" + std::to_string(i), former);
  put("acme", "a", "first", former);
  put("acme", "b", "second", sealer_with(2));
  const auto rotation = rotate_secrets(table, sealer_with(2, {1}), clock);
  EXPECT_EQ(rotation.rotated, 251);
  EXPECT_EQ(rotation.current, 1);
  EXPECT_THAT(rotation.unreadable, IsEmpty());
  const Sealer present = sealer_with(2);
  EXPECT_EQ(read("acme", "a", present), "first");
  EXPECT_EQ(read("acme", "b", present), "second");
  for (int i = 0; i < 250; ++i)
    EXPECT_EQ(read("company" + std::to_string(i), "token", present),
              host_sdk::SecretText("value" + std::to_string(i)));
}

TEST_F(SecretStoreRotation, ContinuesWhatWasInterrupted) {
  put("acme", "a", "first", sealer_with(1));
  put("acme", "b", "second", sealer_with(1));
  const Sealer both = sealer_with(2, {1});
  put("acme", "a", "first", both);
  EXPECT_EQ(rotate_secrets(table, both, clock).rotated, 1);
  const auto again = rotate_secrets(table, both, clock);
  EXPECT_EQ(again.rotated, 0);
  EXPECT_EQ(again.current, 2);
}

TEST_F(SecretStoreRotation, NamesSecretsThatNoKeyDecryptsAndLeavesThemAsTheyAre) {
  put("acme", "lost", "x", sealer_with(9));
  put("globex", "token", "y", sealer_with(1));
  const auto before = table.get("plugin", "acme", "lost");
  const auto rotation = rotate_secrets(table, sealer_with(2, {1}), clock);
  EXPECT_EQ(rotation.rotated, 1);
  EXPECT_THAT(rotation.unreadable, ElementsAre("plugin, acme, lost"));
  EXPECT_EQ(table.get("plugin", "acme", "lost"), before);
}

TEST_F(SecretStoreRotation, ErasesSecretsThatNoKeyDecryptsOnRequest) {
  put("acme", "lost", "x", sealer_with(9));
  put("globex", "token", "y", sealer_with(1));
  const Sealer both = sealer_with(2, {1});
  EXPECT_THAT(rotate_secrets(table, both, clock, Unreadable::erase).unreadable,
              ElementsAre("plugin, acme, lost"));
  EXPECT_FALSE(table.get("plugin", "acme", "lost"));
  EXPECT_THAT(rotate_secrets(table, both, clock).unreadable, IsEmpty());
  EXPECT_EQ(read("globex", "token", sealer_with(2)), "y");
}

TEST_F(SecretStoreRotation, KeepsAValueThatIsStoredAtTheSameTime) {
  put("acme", "token", "former", sealer_with(1));
  const SealedSecret read_before{"plugin", "acme", "token", *table.get("plugin", "acme", "token")};
  put("acme", "token", "newer", sealer_with(1));
  EXPECT_FALSE(table.replace(read_before, "anything", clock.now()));
  (void)rotate_secrets(table, sealer_with(2, {1}), clock);
  EXPECT_EQ(read("acme", "token", sealer_with(2)), "newer");
}

}  // namespace
}  // namespace sample_host
