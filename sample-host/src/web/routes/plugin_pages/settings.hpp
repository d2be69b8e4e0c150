// The settings page of a plugin, and what the routes of plugin pages share.
#pragma once

#include <map>
#include <string>

#include "web/drawing.hpp"
#include "web/host/visit.hpp"
#include "web/page.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_settings(Services& services, const Visit& visit, const Request& request,
                                     const std::string& slug);

[[nodiscard]] std::string settings_address(const std::string& slug);

/// What the viewer looks at: the cursors of tables from `after.<block>=<cursor>`, the plugin's parameters
/// from the other names.
[[nodiscard]] PageView view_of(const Request& request);

/// The identity and the page of a plugin, drawn into parts.
[[nodiscard]] PageParts draw_settings(Services& services, const std::string& slug, Drawing& drawing,
                                      const host_sdk::page::Page& page);

/// The response if the gateway refused a request, or the plugin failed.
[[nodiscard]] Response gate_response(Services& services, const Visit& visit, Gate gate,
                                     const std::string& sentence, const std::string& reference,
                                     const std::string& retry);

}  // namespace sample_host::web
