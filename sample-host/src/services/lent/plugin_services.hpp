// The services that the host lends to one plugin.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "config/config.hpp"
#include "host_sdk/services/host_services.hpp"

namespace sample_host {

class AuditTable;
class CompanySettingsTable;
class IdsTable;
class JobRunner;
class LeasesTable;
class Log;
class MetricRegistry;
class NoticesTable;
class PluginCatalog;
class ScheduleTable;
class Sealer;
class SecretsTable;

/// Shared by the services of every plugin; outlives the plugins.
struct SharedServices {
  Log& log;
  host_sdk::Clock& clock;
  host_sdk::Companies& companies;
  host_sdk::PageEvents& page_events;
  const DatabaseConfig& database;
  SecretsTable& secrets;
  const Sealer& sealer;
  IdsTable& ids;
  JobRunner& jobs;
  ScheduleTable& schedule;
  AuditTable& audit;
  NoticesTable& notices;
  LeasesTable& leases;
  CompanySettingsTable& company_settings;
  MetricRegistry& metrics;
  const PluginCatalog& plugins;
  /// Called when a due time changed.
  std::function<void()> schedule_changed;
  std::function<std::string()> public_url;
  /// Called when a notice was stored.
  std::function<void()> notices_changed;
};

/// Creates the services of one plugin. `default_period` is the `schedule` of its manifest.
[[nodiscard]] std::unique_ptr<host_sdk::HostServices> make_plugin_services(
    const SharedServices& shared, std::string plugin_id, std::chrono::seconds default_period);

}  // namespace sample_host
