// What the routes of plugin pages share.
#pragma once

#include <map>
#include <string>

#include "web/drawing.hpp"
#include "web/page.hpp"
#include "web/routes/routes.hpp"

namespace sample_host::web {

[[nodiscard]] std::string settings_address(const std::string& slug);

/// The table pages that the viewer asked for: `after.<block>=<cursor>` in the query.
[[nodiscard]] std::map<std::string, std::string> cursors_of(const Request& request);

/// Identity and page of a plugin, drawn into parts.
[[nodiscard]] PageParts draw_settings(Services& services, const std::string& slug, Drawing& drawing,
                                      const host_sdk::page::Page& page);

/// What to say when the gateway did not let a request through, or the plugin failed.
[[nodiscard]] Response gate_response(Services& services, const Visit& visit, Gate gate,
                                     const std::string& sentence, const std::string& reference,
                                     const std::string& retry);

}  // namespace sample_host::web
