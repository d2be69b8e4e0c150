// Sealed secrets (table host_secrets).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/clock.hpp"

namespace sample_host {

class HostDatabase;

/// A row of the table.
struct SealedSecret {
  std::string plugin_id;
  std::string company_id;
  std::string name;
  std::string sealed;
};

/// Stores sealed values; has no key. Every function throws SqlError.
class SecretsTable {
 public:
  explicit SecretsTable(HostDatabase& database) : database_(database) {}

  void put(std::string_view plugin_id, std::string_view company_id, std::string_view name,
           const std::string& sealed, host_sdk::Timestamp now);
  [[nodiscard]] std::optional<std::string> get(std::string_view plugin_id, std::string_view company_id,
                                               std::string_view name);
  void erase(std::string_view plugin_id, std::string_view company_id, std::string_view name);

  /// The rows after `last` in the order of the key, at most `limit`. The first ones follow a row of empty
  /// texts.
  [[nodiscard]] std::vector<SealedSecret> after(const SealedSecret& last, int limit);
  /// Replaces the sealed value if it is still the one of `former`; false if it is not.
  [[nodiscard]] bool replace(const SealedSecret& former, const std::string& sealed, host_sdk::Timestamp now);

  /// True if any secret is stored.
  [[nodiscard]] bool any();

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
