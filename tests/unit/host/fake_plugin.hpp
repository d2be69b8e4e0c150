// A plugin inside the test program, with hooks that the test defines.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "host_sdk/fakes/fake_host_services.hpp"
#include "host_sdk/plugin_root.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host::testing {

namespace page = host_sdk::page;
using host_sdk::Result;

class FakePage final : public host_sdk::SettingsPage {
 public:
  [[nodiscard]] host_sdk::PageIdentity identity() const override {
    return {slug, "Fake", {"Company"}, "administrator"};
  }
  Result page(const page::PageRequest& request, page::Page& answer) override {
    if (on_page) return on_page(request, answer);
    answer = present;
    return Result::ok();
  }
  Result act(const page::ActionRequest& request, page::ActionAnswer& answer) override {
    acts.push_back(request);
    return on_act ? on_act(request, answer) : Result::ok();
  }
  Result options(const page::OptionsRequest& request, page::OptionsAnswer& answer) override {
    return on_options ? on_options(request, answer) : Result::ok();
  }
  Result callback(const page::CallbackRequest& request, page::ActionAnswer& answer) override {
    callbacks.push_back(request);
    return on_callback ? on_callback(request, answer) : Result::ok();
  }

  std::string slug = "fake-page";
  page::Page present;
  std::vector<page::ActionRequest> acts;
  std::vector<page::CallbackRequest> callbacks;
  std::function<Result(const page::PageRequest&, page::Page&)> on_page;
  std::function<Result(const page::ActionRequest&, page::ActionAnswer&)> on_act;
  std::function<Result(const page::OptionsRequest&, page::OptionsAnswer&)> on_options;
  std::function<Result(const page::CallbackRequest&, page::ActionAnswer&)> on_callback;
};

class FakeTask final : public host_sdk::ScheduledTask {
 public:
  [[nodiscard]] std::string task_id() const override { return id; }
  [[nodiscard]] std::string title() const override { return "Fake task"; }
  Result run(const host_sdk::Company& company, host_sdk::TaskMonitor& monitor) override {
    return on_run ? on_run(company, monitor) : Result::ok();
  }
  [[nodiscard]] std::chrono::seconds default_period() const override { return period; }
  std::string id = "fake.task";
  std::chrono::seconds period{0};
  std::function<Result(const host_sdk::Company&, host_sdk::TaskMonitor&)> on_run;
};

class FakePlugin final : public host_sdk::Plugin {
 public:
  Result start(host_sdk::HostServices&, const std::string&) override {
    ++starts;
    return start_result;
  }
  void stop() override { ++stops; }
  std::vector<host_sdk::SettingsPage*> settings_pages() override { return {&page}; }
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override {
    return {lists_null_task ? nullptr : &task};
  }
  std::vector<host_sdk::MetricSource*> metric_sources() override { return sources; }

  FakePage page;
  FakeTask task;
  Result start_result;
  int starts = 0;
  int stops = 0;
  bool lists_null_task = false;
  std::vector<host_sdk::MetricSource*> sources;
};

/// Puts the plugin into the catalog as if its library had been loaded.
inline void add_to(PluginCatalog& catalog, FakePlugin& plugin, const std::string& id = "fake",
                   std::vector<std::string> origins = {"https://accounts.example.com"},
                   std::chrono::seconds schedule = std::chrono::hours{24}) {
  host_sdk::loader::PluginManifest manifest;
  manifest.id = id;
  manifest.name = "Fake";
  manifest.version = "1.0.0";
  manifest.schedule = schedule;
  manifest.hooks = {host_sdk::loader::HookKind::settings_page, host_sdk::loader::HookKind::scheduled_task};
  PluginInfo info{
      id, "Fake", "1.0.0", "/fake/" + id + ".plugin.yaml", "/fake/fake.so", "", std::move(origins)};
  catalog.add(std::make_unique<LoadedPlugin>(
      LoadedPlugin{std::move(info), std::make_unique<host_sdk::fakes::FakeHostServices>(),
                   host_sdk::loader::LoadedPlugin(manifest, "/fake/fake.so", plugin)}));
}

}  // namespace sample_host::testing
