// Imports the people of a company: behind the provider, the daily task and the jobs of the page.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "choices.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/services/host_services.hpp"
#include "host_sdk/sql/session_pool.hpp"
#include "settings.hpp"
#include "store.hpp"

namespace csv_import_plugin {

/// The kinds of the jobs that the page starts.
inline constexpr const char* kImportJob = "import";
inline constexpr const char* kRemoveJob = "remove";

/// Calls `work` and turns what the database throws into a result: nothing thrown crosses into the host.
[[nodiscard]] host_sdk::Result with_database(const std::function<host_sdk::Result()>& work);

class Importer : public host_sdk::UserProvider, public host_sdk::ScheduledTask {
 public:
  /// Borrows the services; `stop` of the plugin ends all use.
  Importer(host_sdk::HostServices& host, host_sdk::sql::SessionPool& pool,
           host_sdk::CompanySettings& company_settings, Settings settings)
      : host_(host), pool_(pool), company_settings_(company_settings), settings_(std::move(settings)) {}

  // The provider.
  [[nodiscard]] std::string provider_id() const override { return kProvider; }
  [[nodiscard]] std::string display_name() const override { return "CSV import"; }
  host_sdk::SyncOutcome synchronize(const host_sdk::Company& company, const host_sdk::Actor& actor,
                                    host_sdk::TaskMonitor& monitor, host_sdk::SyncMode mode) override;
  host_sdk::Result remove_all(const host_sdk::Company& company, const host_sdk::Actor& actor,
                              host_sdk::TaskMonitor& monitor) override;
  host_sdk::Result explain(const host_sdk::PersonRequest& request,
                           host_sdk::Explanation& explanation) override;
  host_sdk::PersonOutcome synchronize_person(const host_sdk::PersonRequest& request,
                                             host_sdk::TaskMonitor& monitor,
                                             host_sdk::SyncMode mode) override;

  // The task.
  [[nodiscard]] std::string task_id() const override { return "csv-import.daily"; }
  [[nodiscard]] std::string title() const override { return "CSV import"; }
  host_sdk::Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) override;

 private:
  /// Imports the person with the address of that key, or everyone if it is empty.
  host_sdk::SyncOutcome import(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor,
                               host_sdk::SyncMode mode, const std::string& key);
  /// The plan as the tables are now.
  [[nodiscard]] Plan plan_in(host_sdk::sql::Session& session, const std::string& company_id,
                             const std::vector<Person>& people, const Choices& choices,
                             const std::string& key) const;

  host_sdk::HostServices& host_;
  host_sdk::sql::SessionPool& pool_;
  host_sdk::CompanySettings& company_settings_;
  const Settings settings_;
};

}  // namespace csv_import_plugin
