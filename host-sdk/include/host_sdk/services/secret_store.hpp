// Where a plugin keeps secrets: sealed by the host, one drawer a company.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/result.hpp"

namespace host_sdk {

/// Keeps secrets sealed at rest, separately for each plugin and company; shared by all processes of the host.
/// Owned by the host; lives until the plugin's `stop()` has returned. [any]
/// Every call may block for up to 5 seconds on the host's database.
class SecretStore {
 public:
  virtual ~SecretStore() = default;

  /// Stores `value` (0 to 65,536 bytes) as `name` (1 to 128 characters), replacing what was there. Durable
  /// when it returns ok. Errors: `try_again` when the store cannot be reached, `operator_action` when it has
  /// no key.
  virtual Result put(std::string_view company_id, std::string_view name, std::string_view value) = 0;

  /// Reads a secret into `value`; an absent one leaves `value` empty-handed (`std::nullopt`) and is ok.
  /// Errors: as `put`, and `operator_action` when the sealed bytes do not open with the host's key.
  virtual Result get(std::string_view company_id, std::string_view name,
                     std::optional<std::string>& value) = 0;

  /// Removes a secret; removing an absent one is ok. Errors: as `put`.
  virtual Result erase(std::string_view company_id, std::string_view name) = 0;
};

}  // namespace host_sdk
