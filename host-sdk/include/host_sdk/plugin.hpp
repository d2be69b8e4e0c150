// The root object of a plugin and the macro that makes a library one.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/build_signature.hpp"
#include "host_sdk/entry.hpp"
#include "host_sdk/hooks/scheduled_task.hpp"
#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/result.hpp"
#include "host_sdk/services/host_services.hpp"

namespace host_sdk {

/// One object for each loaded library, made by the entry block and owned by the library: never deleted by the
/// host.
class Plugin {
 public:
  virtual ~Plugin() = default;

  /// Makes the plugin ready. [lifecycle] Called once, within 30 seconds. `host` stays valid until `stop` has
  /// returned; `settings_file` is the absolute path of the plugin's settings in YAML, or empty when the host
  /// names none. Errors: `operator_action` with file, line and key for bad settings; a plugin that does not
  /// start is shown as refused, and `stop` is not called.
  virtual Result start(HostServices& host, const std::string& settings_file) = 0;

  /// Ends the plugin. [lifecycle] Called once after a good start, when no hook is running any more; joins
  /// every thread that the plugin started and closes every session, within 10 seconds.
  virtual void stop() = 0;

  /// The hooks. [any] between `start` and `stop`; the plugin owns what the pointers show and keeps it until
  /// its `stop()` has returned.
  virtual std::vector<SettingsPage*> settings_pages() { return {}; }
  virtual std::vector<ScheduledTask*> scheduled_tasks() { return {}; }
  virtual std::vector<UserProvider*> user_providers() { return {}; }
};

}  // namespace host_sdk
