// The plugin's root object: creates and destroys its parts.
#include "host_sdk/plugin.hpp"

#include <memory>
#include <string>
#include <vector>

#include "database/sql_store.hpp"
#include "google/google_service.hpp"
#include "hooks/context.hpp"
#include "hooks/exception_boundary.hpp"
#include "hooks/languages.hpp"
#include "hooks/metrics_hook.hpp"
#include "hooks/runs/access_check_task.hpp"
#include "hooks/runs/clean_up_task.hpp"
#include "hooks/runs/daily_sync_task.hpp"
#include "hooks/runs/jobs.hpp"
#include "hooks/settings_page_hook.hpp"
#include "hooks/user_provider_hook.hpp"
#include "host_sdk/yaml/strict_reader.hpp"
#include "settings/deployment_settings.hpp"
#include "sync/reading/directory_cache.hpp"
#include "sync/sync_engine.hpp"

namespace gup {
namespace {

/// The number of database sessions; further calls wait for a free one.
constexpr int kDatabaseSessions = 8;

/// The parts that live from start to stop. Members are destroyed in reverse order, so each outlives its
/// users.
struct Parts {
  Parts(host_sdk::HostServices& host, DeploymentSettings read_settings)
      : settings(std::move(read_settings)),
        store(open_store(host.database(), kDatabaseSessions)),
        google(google::open_google(settings.google, host.clock())),
        directories(host, *store, *google),
        engine(host, *store, *google, directories, settings.defaults),
        fields(host, *store, *google),
        context{host, *store, *google, engine, directories, fields, settings},
        jobs(context),
        page(context, jobs),
        task(context),
        clean_up(context),
        access_check(context),
        provider(context),
        metrics(context) {}

  const DeploymentSettings settings;
  const std::unique_ptr<Store> store;
  const std::unique_ptr<google::GoogleService> google;
  DirectoryCache directories;
  SyncEngine engine;
  FieldCache fields;
  const HookContext context;
  HookJobs jobs;
  SettingsPageHook page;
  DailySyncTask task;
  CleanUpTask clean_up;
  AccessCheckTask access_check;
  UserProviderHook provider;
  MetricsHook metrics;
};

class GoogleUserProvisioning final : public host_sdk::Plugin {
 public:
  host_sdk::Result start(host_sdk::HostServices& host, const std::string& settings_file) override {
    return exception_boundary(host.logger(), "", "start", [&] {
      add_languages();
      if (settings_file.empty())
        return host_sdk::Result::failed(
            host_sdk::ResultCode::operator_action,
            "Google User Provisioning needs its settings file: add `settings: PATH` "
            "next to its manifest in the host's "
            "settings.");
      try {
        auto parts = std::make_unique<Parts>(
            host, read_deployment_settings(settings_file, host.schedule().default_period()));
        parts->store->migrate();
        parts->clean_up.schedule();
        parts_ = std::move(parts);
      } catch (const host_sdk::yaml::YamlError& error) {
        return host_sdk::Result::failed(host_sdk::ResultCode::operator_action, error.what());
      }
      return host_sdk::Result::ok();
    });
  }

  /// The host calls this after the last hook has returned. Closes Google, which joins its threads, and the
  /// store.
  void stop() override { parts_.reset(); }

  std::vector<host_sdk::SettingsPage*> settings_pages() override { return {&parts_->page}; }
  std::vector<host_sdk::ScheduledTask*> scheduled_tasks() override {
    return {&parts_->task, &parts_->access_check, &parts_->clean_up};
  }
  std::vector<host_sdk::UserProvider*> user_providers() override { return {&parts_->provider}; }
  std::vector<host_sdk::MetricSource*> metric_sources() override { return {&parts_->metrics}; }
  void* find_hook(std::string_view hook_id) override {
    // The conversion to the interface comes first: the host converts back from it.
    return hook_id == host_sdk::UserRelease::kId ? static_cast<host_sdk::UserRelease*>(&parts_->provider)
                                                 : nullptr;
  }

 private:
  std::unique_ptr<Parts> parts_;
};

}  // namespace
}  // namespace gup

HOST_SDK_PLUGIN("google-user-provisioning", "1.0.0", gup::GoogleUserProvisioning)
