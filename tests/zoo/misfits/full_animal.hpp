// A healthy plugin with every hook, the base of the misfits: each breaks one rule of hostsdk-check. Compiled
// once.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include "host_sdk/plugin.hpp"

namespace zoo {

/// Names that are long in every misfit.
using host_sdk::Actor;
using host_sdk::Company;
using host_sdk::Explanation;
using host_sdk::HostServices;
using host_sdk::MetricSample;
using host_sdk::Result;
using host_sdk::ResultCode;
using host_sdk::SyncMode;
using host_sdk::TaskMonitor;
namespace page = host_sdk::page;

class FullAnimal : public host_sdk::Plugin,
                   public host_sdk::SettingsPage,
                   public host_sdk::ScheduledTask,
                   public host_sdk::UserProvider,
                   public host_sdk::MetricSource {
 public:
  Result start(HostServices& host, const std::string& settings_file) override;
  void stop() override { host_ = nullptr; }
  std::vector<host_sdk::SettingsPage*> settings_pages() override;
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override;
  std::vector<host_sdk::UserProvider*> user_providers() override;
  std::vector<host_sdk::MetricSource*> metric_sources() override;

  [[nodiscard]] host_sdk::PageIdentity identity() const override;
  Result page(const page::PageRequest& request, page::Page& shown) override;
  Result act(const page::ActionRequest& request, page::ActionAnswer& answer) override;
  Result options(const page::OptionsRequest& request, page::OptionsAnswer& answer) override;
  Result callback(const page::CallbackRequest& request, page::ActionAnswer& answer) override;

  [[nodiscard]] std::string task_id() const override { return "animal.task"; }
  [[nodiscard]] std::string title() const override { return "Run"; }
  Result run(const Company& company, TaskMonitor& monitor) override;

  [[nodiscard]] std::string provider_id() const override { return "animal"; }
  [[nodiscard]] std::string display_name() const override { return "Animal"; }
  host_sdk::SyncOutcome synchronize(const Company& company, const Actor& actor, TaskMonitor& monitor,
                                    SyncMode mode) override;
  Result remove_all(const Company& company, const Actor& actor, TaskMonitor& monitor) override;
  Result explain(const host_sdk::PersonRequest& request, Explanation& answer) override;
  host_sdk::PersonOutcome synchronize_person(const host_sdk::PersonRequest& request, TaskMonitor& monitor,
                                             SyncMode mode) override;
  Result collect(std::vector<MetricSample>& samples) override;

 protected:
  /// The settings are one line, `colour: brown`.
  virtual Result read_settings(const std::string& file);
  static Result refuse(const std::string& sentence);

  HostServices* host_ = nullptr;
};

}  // namespace zoo

/// Makes the library the plugin of every misfit's manifest.
#define ZOO_MISFIT(CLASS) HOST_SDK_PLUGIN("animal", "1.0.0", CLASS)
