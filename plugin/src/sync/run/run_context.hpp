// What every run uses.
#pragma once

#include "database/store.hpp"
#include "google/google_service.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/reading/directory_cache.hpp"
#include "sync/run/active_runs.hpp"
#include "sync/run/heartbeat.hpp"

namespace gup {

/// Borrowed for the engine's lifetime.
struct RunContext {
  host_sdk::HostServices& host;
  Store& store;
  google::GoogleService& google;
  DirectoryCache& directories;
  /// The settings that only the operator can change.
  const SyncSettings& deployment;
  Heartbeat& heartbeat;
  /// The active runs of this process.
  ActiveRuns& active;
};

}  // namespace gup
