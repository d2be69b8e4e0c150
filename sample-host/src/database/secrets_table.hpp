// Sealed secrets (table host_secrets).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// Stores sealed values; has no key. Every function throws SqlError.
class SecretsTable {
 public:
  explicit SecretsTable(HostDatabase& database) : database_(database) {}

  void put(std::string_view plugin_id, std::string_view company_id, std::string_view name,
           const std::string& sealed, host_sdk::Timestamp now);
  [[nodiscard]] std::optional<std::string> get(std::string_view plugin_id, std::string_view company_id,
                                               std::string_view name);
  void erase(std::string_view plugin_id, std::string_view company_id, std::string_view name);

  /// True if any secret is stored.
  [[nodiscard]] bool any();

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
