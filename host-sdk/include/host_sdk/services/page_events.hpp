// Events about a plugin's page.
#pragma once

#include <string_view>

namespace host_sdk {

/// Notifies the host about pages. Owned by the host; lives until the plugin's `stop()` returns. [any]
class PageEvents {
 public:
  virtual ~PageEvents() = default;

  /// The page has changed: the host calls `SettingsPage::page` and updates the open pages. It can combine the
  /// calls of one second. Returns within 1 ms; never fails.
  virtual void page_changed(std::string_view company_id, std::string_view page_slug) = 0;
};

}  // namespace host_sdk
