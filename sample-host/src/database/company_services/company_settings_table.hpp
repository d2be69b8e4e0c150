// The settings of plugins for each company (table host_company_settings).
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/services/company_settings.hpp"

namespace sample_host {

class HostDatabase;

/// Every function throws SqlError.
class CompanySettingsTable {
 public:
  explicit CompanySettingsTable(HostDatabase& database) : database_(database) {}

  /// The newest versions first, at most `most`.
  [[nodiscard]] std::vector<host_sdk::SettingsVersion> versions(std::string_view plugin_id,
                                                                std::string_view company_id,
                                                                std::size_t most);

  /// Adds `next` if its revision follows the newest one, and deletes versions that are too old. Returns
  /// whether it did.
  [[nodiscard]] bool add(std::string_view plugin_id, std::string_view company_id,
                         const host_sdk::SettingsVersion& next);

  /// Replaces all versions by one without values; no effect if there is none.
  void erase(std::string_view plugin_id, std::string_view company_id, std::string_view by,
             host_sdk::Timestamp now);

 private:
  HostDatabase& database_;
};

}  // namespace sample_host
