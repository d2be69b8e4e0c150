// Tells the host that a page has something new to show.
#pragma once

#include <string_view>

namespace host_sdk {

/// News about pages. Owned by the host; lives until the plugin's `stop()` has returned. [any]
class PageEvents {
 public:
  virtual ~PageEvents() = default;

  /// The host asks for the page again and sends it to whoever looks at it. Returns at once (under 1 ms) and
  /// never fails; several calls within a second may be joined into one.
  virtual void page_changed(std::string_view company_id, std::string_view page_slug) = 0;
};

}  // namespace host_sdk
