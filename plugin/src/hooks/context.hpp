// The services and stores that every hook uses.
#pragma once

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "hooks/fields/field_cache.hpp"
#include "host_sdk/services/host_services.hpp"
#include "settings/deployment_settings.hpp"
#include "sync/reading/directory_cache.hpp"
#include "sync/runs.hpp"

namespace gup {

/// Borrowed from the plugin's root object for the life of the hooks.
struct HookContext {
  host_sdk::HostServices& host;
  Store& store;
  google::GoogleService& google;
  Runs& runs;
  DirectoryCache& directories;
  FieldCache& fields;
  const DeploymentSettings& deployment;
};

/// The company's settings, or the deployment's defaults (revision 0) if none are saved.
[[nodiscard]] SavedSettings settings_or_defaults(const HookContext& context, const std::string& company_id);

/// True while a job of that kind is running for the company in this process.
[[nodiscard]] bool job_runs(const HookContext& context, const std::string& company_id, const char* kind);

}  // namespace gup
