// Ends an integration and keeps its people. A hook with an id: `Plugin::find_hook` returns it, and null in
// plugins that only delete. Not listed in the manifest.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace host_sdk {

/// Owned by the plugin; lives from `start` until the plugin's `stop()` returns. Arguments are valid for the
/// duration of the call. A plugin returns it as
/// `hook_id == UserRelease::kId ? static_cast<UserRelease*>(&hook) : nullptr`. @since 1.9
class UserRelease {
 public:
  static constexpr std::string_view kId = "host_sdk.user_release/1";

  virtual ~UserRelease() = default;

  /// Removes the company's integration as `UserProvider::remove_all` does, but deletes no target user, target
  /// group or membership: those of the provider become rows made by hand (`provider` '', `external_id` NULL).
  /// [task] `provider_id` is that of one of the plugin's providers. A repeated call finishes an interrupted
  /// one. No time limit, but returns within 5 seconds after a cancel. Errors: those of
  /// `UserProvider::remove_all`; `refused` if the plugin has no such provider.
  virtual Result release_all(const std::string& provider_id, const Company& company, const Actor& actor,
                             TaskMonitor& monitor) = 0;
};

}  // namespace host_sdk
