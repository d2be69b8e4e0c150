// What the hooks work with; all of it outlives them.
#pragma once

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "hooks/runs/runs.hpp"
#include "host_sdk/services/host_services.hpp"
#include "settings/deployment_settings.hpp"
#include "sync/reading/directory_cache.hpp"

namespace gup {

/// Borrowed from the plugin's root object for the life of the hooks.
struct HookContext {
  host_sdk::HostServices& host;
  Store& store;
  google::GoogleService& google;
  Runs& runs;
  DirectoryCache& directories;
  const DeploymentSettings& deployment;
};

/// The settings of a company: its own, or the deployment's defaults until it saves some (revision 0).
[[nodiscard]] SavedSettings settings_or_defaults(const HookContext& context, const std::string& company_id);

/// Throws the `Failure` that a service of the host answered; returns when it answered well.
void require(const host_sdk::Result& result);

}  // namespace gup
