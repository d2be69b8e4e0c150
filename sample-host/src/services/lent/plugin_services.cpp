#include "services/lent/plugin_services.hpp"

#include "host_sdk/service_rules.hpp"
#include "metrics/metric_registry.hpp"
#include "services/lent/plugin_company_services.hpp"
#include "services/lent/plugin_records.hpp"
#include "services/lent/plugin_schedule.hpp"
#include "services/lent/plugin_secrets.hpp"
#include "services/log.hpp"
#include "services/work/job_runner.hpp"

namespace sample_host {
namespace {

class DatabaseAddress final : public host_sdk::Database {
 public:
  explicit DatabaseAddress(const DatabaseConfig& config) : config_(config) {}
  [[nodiscard]] std::string backend() const override { return config_.backend; }
  [[nodiscard]] std::string connection_string() const override { return config_.connection.reveal(); }

 private:
  const DatabaseConfig& config_;
};

/// One plugin's view of the metrics.
class PluginMetrics final : public host_sdk::Metrics {
 public:
  explicit PluginMetrics(MetricGroup& group) : group_(group) {}
  host_sdk::Result define(const host_sdk::MetricDefinition& definition) override {
    return group_.define(definition);
  }
  void add(std::string_view name, const std::vector<std::string>& label_values, double by) override {
    group_.add(name, label_values, by);
  }
  void set(std::string_view name, const std::vector<std::string>& label_values, double value) override {
    group_.set(name, label_values, value);
  }
  void observe(std::string_view name, const std::vector<std::string>& label_values, double value) override {
    group_.observe(name, label_values, value);
  }

 private:
  MetricGroup& group_;
};

class PluginServices final : public host_sdk::HostServices {
 public:
  PluginServices(const SharedServices& shared, std::string plugin_id, std::chrono::seconds default_period)
      : shared_(shared),
        plugin_id_(std::move(plugin_id)),
        logger_(shared_.log, plugin_id_),
        secrets_(shared_.secrets, shared_.sealer, shared_.clock, shared_.log, plugin_id_),
        database_(shared_.database),
        ids_(shared_.ids, shared_.log, plugin_id_),
        jobs_(shared_.jobs, plugin_id_),
        schedule_(shared_.schedule, shared_.plugins, shared_.clock, shared_.log, shared_.schedule_changed,
                  plugin_id_, default_period),
        audit_trail_(shared_.audit, shared_.clock, shared_.log, plugin_id_),
        notices_(shared_.notices, shared_.clock, shared_.log, plugin_id_, shared_.notices_changed),
        metrics_(shared_.metrics.plugin(plugin_id_)),
        leases_(shared_.leases, shared_.clock, shared_.log, plugin_id_),
        company_settings_(shared_.company_settings, shared_.clock, shared_.log, plugin_id_) {}

  [[nodiscard]] host_sdk::Logger& logger() override { return logger_; }
  [[nodiscard]] host_sdk::Clock& clock() override { return shared_.clock; }
  [[nodiscard]] host_sdk::SecretStore& secrets() override { return secrets_; }
  [[nodiscard]] host_sdk::Database& database() override { return database_; }
  [[nodiscard]] host_sdk::Ids& ids() override { return ids_; }
  [[nodiscard]] host_sdk::Companies& companies() override { return shared_.companies; }
  [[nodiscard]] host_sdk::Jobs& jobs() override { return jobs_; }
  [[nodiscard]] host_sdk::Schedule& schedule() override { return schedule_; }
  [[nodiscard]] host_sdk::PageEvents& page_events() override { return shared_.page_events; }
  [[nodiscard]] host_sdk::AuditTrail& audit_trail() override { return audit_trail_; }
  [[nodiscard]] host_sdk::Notices& notices() override { return notices_; }
  [[nodiscard]] host_sdk::Metrics& metrics() override { return metrics_; }

  [[nodiscard]] std::string callback_url(std::string_view name) const override {
    if (!host_sdk::is_callback_name(name)) return {};
    return shared_.public_url() + "/plugins/" + plugin_id_ + "/callback/" + std::string{name};
  }
  [[nodiscard]] void* find_service(std::string_view service_id) override {
    // The conversion to the interface comes first: `find_service<Service>` converts back from it.
    if (service_id == host_sdk::CompanyLeases::kId) return static_cast<host_sdk::CompanyLeases*>(&leases_);
    if (service_id == host_sdk::CompanySettings::kId)
      return static_cast<host_sdk::CompanySettings*>(&company_settings_);
    if (service_id == host_sdk::Calendar::kId) return static_cast<host_sdk::Calendar*>(&schedule_);
    return nullptr;
  }

 private:
  SharedServices shared_;
  std::string plugin_id_;
  PluginLogger logger_;
  PluginSecrets secrets_;
  DatabaseAddress database_;
  PluginIds ids_;
  PluginJobs jobs_;
  PluginSchedule schedule_;
  PluginAuditTrail audit_trail_;
  PluginNotices notices_;
  PluginMetrics metrics_;
  PluginLeases leases_;
  PluginCompanySettings company_settings_;
};

}  // namespace

std::unique_ptr<host_sdk::HostServices> make_plugin_services(const SharedServices& shared,
                                                             std::string plugin_id,
                                                             std::chrono::seconds default_period) {
  return std::make_unique<PluginServices>(shared, std::move(plugin_id), default_period);
}

}  // namespace sample_host
