// One plugin's view of the secret store and the ids.
#pragma once

#include <string>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/ids.hpp"
#include "host_sdk/services/secret_store.hpp"

namespace sample_host {

class IdsTable;
class Log;
class Sealer;
class SecretsTable;

/// Encrypts and decrypts the stored secrets.
class PluginSecrets final : public host_sdk::SecretStore {
 public:
  PluginSecrets(SecretsTable& table, const Sealer& sealer, host_sdk::Clock& clock, Log& log,
                std::string plugin_id)
      : table_(table), sealer_(sealer), clock_(clock), log_(log), plugin_id_(std::move(plugin_id)) {}

  host_sdk::Result put(std::string_view company_id, std::string_view name, std::string_view value) override;
  host_sdk::Result get(std::string_view company_id, std::string_view name,
                       std::optional<std::string>& value) override;
  host_sdk::Result erase(std::string_view company_id, std::string_view name) override;

 private:
  SecretsTable& table_;
  const Sealer& sealer_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string plugin_id_;
};

class PluginIds final : public host_sdk::Ids {
 public:
  PluginIds(IdsTable& table, Log& log, std::string plugin_id)
      : table_(table), log_(log), plugin_id_(std::move(plugin_id)) {}
  host_sdk::Result reserve(host_sdk::IdKind kind, std::int64_t count, std::int64_t& first) override;

 private:
  IdsTable& table_;
  Log& log_;
  std::string plugin_id_;
};

}  // namespace sample_host
