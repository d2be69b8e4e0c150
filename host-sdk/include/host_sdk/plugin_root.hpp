// The root object of a plugin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/hooks/metric_source.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"
#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/host_services.hpp"

namespace host_sdk {

/// One object for each loaded library. The entry block creates it and the library owns it; the host never
/// deletes it.
class Plugin {
 public:
  virtual ~Plugin() = default;

  /// Starts the plugin, within 30 seconds. [lifecycle] Called once, and again after `try_again`. `host` stays
  /// valid until `stop` returns. `settings_file` is the absolute path of the plugin's YAML settings, or "" if
  /// there are none. Errors: `operator_action`, with file, line and key for invalid settings: the host shows
  /// the plugin as refused. `try_again` for what may pass, such as a database that is away: the host calls
  /// `start` again later, so it leaves nothing behind. The host does not call `stop` after an error.
  virtual Result start(HostServices& host, const std::string& settings_file) = 0;

  /// Stops the plugin, within 10 seconds: joins every thread that it started and closes every session.
  /// [lifecycle] Called once after a successful `start`, while no hook is running.
  virtual void stop() = 0;

  /// The plugin's hooks, without null pointers. [any] Called between `start` and `stop`. The plugin owns the
  /// hooks and keeps them until `stop` returns.
  virtual std::vector<SettingsPage*> settings_pages() { return {}; }
  virtual std::vector<ScheduledTask*> scheduled_tasks() { return {}; }
  virtual std::vector<UserProvider*> user_providers() { return {}; }
  /// Not listed in the manifest: they add nothing for the host's users. @since 1.3
  virtual std::vector<MetricSource*> metric_sources() { return {}; }

  /// Returns the hook with that id, or null if the plugin has none. [any] For hooks that later versions of
  /// the SDK add, so that this class never grows: each has an id such as "host_sdk.people_export/1" and an
  /// interface of its own. The plugin owns the hook and keeps it until `stop` returns.
  virtual void* find_hook(std::string_view /*hook_id*/) { return nullptr; }
};

}  // namespace host_sdk
