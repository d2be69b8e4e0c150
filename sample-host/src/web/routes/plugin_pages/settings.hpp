// The settings page of a plugin, and what the routes of plugin pages share.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "web/drawing.hpp"
#include "web/host/visit.hpp"
#include "web/page.hpp"

namespace sample_host::web {

/// A page of a plugin and its sub-page.
struct SettingsPlace {
  std::string slug;
  /// The same as in `host_sdk::page::PageAddress`.
  std::string path{};
};

/// What an address below `/company/settings` asks for.
struct SettingsRoute {
  SettingsPlace place;
  /// "actions", "options" or "tables", with the name of one; "events" or "invitations"; or empty for the page
  /// itself.
  std::string part{};
  std::string name{};
};
/// Returns nullopt for an address that no page of a plugin has. `pieces` are those of the whole path.
[[nodiscard]] std::optional<SettingsRoute> settings_route(const std::vector<std::string>& pieces);

[[nodiscard]] Response show_settings(Services& services, const Visit& visit, const Request& request,
                                     const SettingsPlace& place);

[[nodiscard]] std::string settings_address(const SettingsPlace& place);

/// What the viewer looks at: the cursors of tables from `after.<block>=<cursor>`, the plugin's parameters
/// from the other names.
[[nodiscard]] PageView view_of(const Request& request, const SettingsPlace& place);

/// The context for drawing what `view_of` returned.
[[nodiscard]] Drawing drawing_of(Services& services, const Visit& visit, const SettingsPlace& place,
                                 PageView view);

/// The identity and the page of a plugin, drawn into parts.
[[nodiscard]] PageParts draw_settings(Services& services, const std::string& slug, Drawing& drawing,
                                      const host_sdk::page::Page& page);

/// The response if the gateway refused a request, or the plugin failed.
[[nodiscard]] Response gate_response(Services& services, const Visit& visit, Gate gate,
                                     const std::string& sentence, const std::string& reference,
                                     const std::string& retry);

}  // namespace sample_host::web
