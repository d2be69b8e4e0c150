// All fakes together, as a plugin receives them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "host_sdk/fakes/company_stores.hpp"
#include "host_sdk/fakes/fake_clock.hpp"
#include "host_sdk/fakes/fake_jobs.hpp"
#include "host_sdk/fakes/fake_metrics.hpp"
#include "host_sdk/fakes/recordings.hpp"
#include "host_sdk/fakes/stores.hpp"
#include "host_sdk/service_rules.hpp"
#include "host_sdk/services/host_services.hpp"

namespace host_sdk::fakes {

/// A host for tests. The functions return the fakes themselves, so that tests control and inspect them:
/// `host.clock().advance(24h)`, `host.logger().lines()`. [any]
class FakeHostServices : public HostServices {
 public:
  explicit FakeHostServices(FakeDatabase database = FakeDatabase{}) : database_(std::move(database)) {}

  [[nodiscard]] RecordingLogger& logger() override { return logger_; }
  [[nodiscard]] FakeClock& clock() override { return clock_; }
  [[nodiscard]] FakeSecretStore& secrets() override { return secrets_; }
  [[nodiscard]] FakeDatabase& database() override { return database_; }
  [[nodiscard]] FakeIds& ids() override { return ids_; }
  [[nodiscard]] FakeCompanies& companies() override { return companies_; }
  [[nodiscard]] FakeJobs& jobs() override { return jobs_; }
  [[nodiscard]] FakeSchedule& schedule() override { return schedule_; }
  [[nodiscard]] FakePageEvents& page_events() override { return page_events_; }
  [[nodiscard]] FakeAuditTrail& audit_trail() override { return audit_trail_; }
  [[nodiscard]] FakeNotices& notices() override { return notices_; }
  [[nodiscard]] FakeMetrics& metrics() override { return metrics_; }
  /// The calendar that `find_service<Calendar>` finds. @since 1.9
  [[nodiscard]] FakeCalendar& calendar() { return calendar_; }

  /// `http://127.0.0.1:8080/plugins/<plugin id>/callback/<name>`.
  [[nodiscard]] std::string callback_url(std::string_view name) const override {
    if (!is_callback_name(name)) return {};
    return "http://127.0.0.1:8080/plugins/" + plugin_id_ + "/callback/" + std::string(name);
  }
  /// The service with that id: `company_leases`, `company_settings`, `calendar`, or what the test lends; else
  /// null.
  [[nodiscard]] void* find_service(std::string_view service_id) override {
    const auto found = further_services_.find(service_id);
    return found == further_services_.end() ? nullptr : found->second;
  }
  /// @since 1.9
  [[nodiscard]] FakeCompanyLeases& company_leases() { return company_leases_; }
  /// @since 1.9
  [[nodiscard]] FakeCompanySettings& company_settings() { return company_settings_; }

  /// Makes this the host of the plugin with that id: from now on the schedule refuses the tasks of others, as
  /// a host does. Without it the id is `test-plugin`, and the schedule takes every id of the form
  /// `plugin-id.task`. @since 1.7
  void serve(std::string plugin_id) {
    schedule_.serve(plugin_id);
    plugin_id_ = std::move(plugin_id);
  }
  /// Lends a service that `find_service` finds, or with null takes it away, as a host of an older SDK. It
  /// must outlive the plugin. @since 1.7
  void lend(std::string service_id, void* service) { further_services_[std::move(service_id)] = service; }

 private:
  RecordingLogger logger_;
  FakeClock clock_;
  FakeSecretStore secrets_;
  FakeDatabase database_;
  FakeIds ids_;
  FakeCompanies companies_;
  FakeJobs jobs_{&clock_};
  FakeSchedule schedule_;
  FakePageEvents page_events_;
  FakeAuditTrail audit_trail_;
  FakeNotices notices_;
  FakeMetrics metrics_;
  std::string plugin_id_ = "test-plugin";
  FakeCompanyLeases company_leases_{clock_};
  FakeCompanySettings company_settings_{clock_};
  FakeCalendar calendar_;
  std::map<std::string, void*, std::less<>> further_services_{
      {std::string(CompanyLeases::kId), static_cast<CompanyLeases*>(&company_leases_)},
      {std::string(CompanySettings::kId), static_cast<CompanySettings*>(&company_settings_)},
      {std::string(Calendar::kId), static_cast<Calendar*>(&calendar_)}};
};

}  // namespace host_sdk::fakes
