#include "services/secrets/sealer.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "database/secrets_table.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "services/lent/plugin_secrets.hpp"
#include "services/log.hpp"
#include "temporary_host.hpp"

namespace sample_host {
namespace {

SecretKey key_of(unsigned char byte) {
  SecretKey key;
  std::fill(key.data(), key.data() + SecretKey::kSize, byte);
  return key;
}

TEST(Sealer, DecryptsWhatItEncrypted) {
  const Sealer sealer(key_of(1));
  const std::string value("a\0b", 3);
  const auto sealed = sealer.seal("plugin", "acme", "token", value);
  EXPECT_EQ(sealer.open("plugin", "acme", "token", sealed), host_sdk::SecretText(value));
  EXPECT_EQ(sealer.open("plugin", "acme", "token", sealer.seal("plugin", "acme", "token", "")), "");
}

TEST(Sealer, EncryptsTheSameValueDifferentlyEveryTime) {
  const Sealer sealer(key_of(1));
  EXPECT_NE(sealer.seal("p", "c", "n", "v"), sealer.seal("p", "c", "n", "v"));
}

TEST(Sealer, RefusesAValueWithAnyBitFlipped) {
  const Sealer sealer(key_of(1));
  const auto sealed = sealer.seal("plugin", "acme", "token", "secret");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      auto changed = sealed;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      EXPECT_EQ(sealer.open("plugin", "acme", "token", changed), std::nullopt) << i << "." << bit;
    }
  }
  EXPECT_EQ(sealer.open("plugin", "acme", "token", sealed.substr(0, sealed.size() - 4)), std::nullopt);
  EXPECT_EQ(sealer.open("plugin", "acme", "token", ""), std::nullopt);
}

TEST(Sealer, DecryptsAValueInItsOwnRecordOnly) {
  const Sealer sealer(key_of(1));
  const auto sealed = sealer.seal("plugin", "acme", "token", "secret");
  EXPECT_EQ(sealer.open("other", "acme", "token", sealed), std::nullopt);
  EXPECT_EQ(sealer.open("plugin", "globex", "token", sealed), std::nullopt);
  EXPECT_EQ(sealer.open("plugin", "acme", "other", sealed), std::nullopt);
  // Parts that are concatenated differently must not have the same identity.
  EXPECT_EQ(sealer.open("plugina", "cme", "token", sealed), std::nullopt);
}

TEST(Sealer, RefusesAnotherKey) {
  const auto sealed = Sealer(key_of(1)).seal("plugin", "acme", "token", "secret");
  EXPECT_EQ(Sealer(key_of(2)).open("plugin", "acme", "token", sealed), std::nullopt);
}

TEST(SecretStore, KeepsSecretsByCompanyAndReportsAWrongKey) {
  testing::TemporaryDatabase database;
  SecretsTable table(database.pool);
  host_sdk::fakes::FakeClock clock;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  const Sealer sealer(key_of(1));
  PluginSecrets secrets(table, sealer, clock, log, "plugin");
  ASSERT_TRUE(secrets.put("acme", "token", "first").done());
  ASSERT_TRUE(secrets.put("acme", "token", "second").done());

  std::optional<std::string> value;
  ASSERT_TRUE(secrets.get("acme", "token", value).done());
  EXPECT_EQ(value, "second");
  ASSERT_TRUE(secrets.get("globex", "token", value).done());
  EXPECT_EQ(value, std::nullopt);

  const Sealer other_sealer(key_of(2));
  PluginSecrets with_other_key(table, other_sealer, clock, log, "plugin");
  EXPECT_EQ(with_other_key.get("acme", "token", value).code, host_sdk::ResultCode::operator_action);

  ASSERT_TRUE(secrets.erase("acme", "token").done());
  ASSERT_TRUE(secrets.erase("acme", "token").done());
  ASSERT_TRUE(secrets.get("acme", "token", value).done());
  EXPECT_EQ(value, std::nullopt);
}

TEST(SecretStore, StoresTheLargestSecretAndRefusesALargerOne) {
  testing::TemporaryDatabase database;
  SecretsTable table(database.pool);
  host_sdk::fakes::FakeClock clock;
  Log log{host_sdk::LogLevel::error, [](std::string_view) {}};
  const Sealer sealer(key_of(1));
  PluginSecrets secrets(table, sealer, clock, log, "plugin");
  const std::string largest(65'536, 'x');
  ASSERT_TRUE(secrets.put("acme", "key", largest).done());
  std::optional<std::string> value;
  ASSERT_TRUE(secrets.get("acme", "key", value).done());
  EXPECT_EQ(value, largest);
  EXPECT_FALSE(secrets.put("acme", "key", largest + "x").done());
}

}  // namespace
}  // namespace sample_host
