// One plugin's view of the leases and settings of companies.
#pragma once

#include <string>

#include "host_sdk/services/clock.hpp"
#include "host_sdk/services/company_leases.hpp"
#include "host_sdk/services/company_settings.hpp"

namespace sample_host {

class CompanySettingsTable;
class LeasesTable;
class Log;

class PluginLeases final : public host_sdk::CompanyLeases {
 public:
  PluginLeases(LeasesTable& table, host_sdk::Clock& clock, Log& log, std::string plugin_id)
      : table_(table), clock_(clock), log_(log), plugin_id_(std::move(plugin_id)) {}

  host_sdk::Result acquire(std::string_view company_id, std::string_view name, std::string_view holder,
                           std::chrono::seconds lifetime, host_sdk::CompanyLease& lease) override;
  host_sdk::Result renew(host_sdk::CompanyLease& lease, std::chrono::seconds lifetime) override;
  host_sdk::Result release(const host_sdk::CompanyLease& lease) override;
  host_sdk::Result find(std::string_view company_id, std::string_view name,
                        std::optional<host_sdk::LeaseHolder>& holder) override;
  [[nodiscard]] std::string fence_query(const host_sdk::CompanyLease& lease) const override;

 private:
  LeasesTable& table_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string plugin_id_;
};

class PluginCompanySettings final : public host_sdk::CompanySettings {
 public:
  PluginCompanySettings(CompanySettingsTable& table, host_sdk::Clock& clock, Log& log, std::string plugin_id)
      : table_(table), clock_(clock), log_(log), plugin_id_(std::move(plugin_id)) {}

  host_sdk::Result read(std::string_view company_id, host_sdk::SettingsVersion& current) override;
  host_sdk::Result save(std::string_view company_id, const std::map<std::string, std::string>& values,
                        std::int64_t expected_revision, const host_sdk::Actor& actor,
                        host_sdk::SettingsVersion& current) override;
  host_sdk::Result history(std::string_view company_id, std::size_t most,
                           std::vector<host_sdk::SettingsVersion>& versions) override;
  host_sdk::Result erase(std::string_view company_id, const host_sdk::Actor& actor) override;

 private:
  CompanySettingsTable& table_;
  host_sdk::Clock& clock_;
  Log& log_;
  std::string plugin_id_;
};

}  // namespace sample_host
