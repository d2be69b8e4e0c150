// Encrypted storage for a plugin's secrets.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/result.hpp"

namespace host_sdk {

/// Stores secrets encrypted, separately for each plugin and company; shared by all processes of the host.
/// Owned by the host; lives until the plugin's `stop()` returns. [any] A call can block on the host's
/// database for up to 5 seconds.
class SecretStore {
 public:
  virtual ~SecretStore() = default;

  /// Stores or replaces the secret `name` (1 to 128 characters); `value` has 0 to 65,536 bytes. Durable once
  /// it returns ok. Errors: `try_again` if the store is unavailable, `operator_action` if the host has no
  /// key.
  virtual Result put(std::string_view company_id, std::string_view name, std::string_view value) = 0;

  /// Reads a secret into `value`; nullopt, with an ok result, if there is none. Errors: those of `put`, and
  /// `operator_action` if the host's key does not decrypt the secret.
  virtual Result get(std::string_view company_id, std::string_view name,
                     std::optional<std::string>& value) = 0;

  /// Deletes a secret. Idempotent. Errors: those of `put`.
  virtual Result erase(std::string_view company_id, std::string_view name) = 0;
};

}  // namespace host_sdk
