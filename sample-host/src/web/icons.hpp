// The host's icons: one sprite, generated at build time from sample-host/web/icons.txt.
#pragma once

#include <string_view>

#include "web/html.hpp"

namespace sample_host::web {

/// Draws a decorative icon, hidden from screen readers; nothing for an empty or unknown name. `extra` is
/// added to its classes.
void draw_icon(Html& html, std::string_view name, Lit extra = "");

[[nodiscard]] bool is_icon(std::string_view name);

/// The address of a static file, with the version that `set_asset_version` set.
[[nodiscard]] std::string asset_url(std::string_view file);

/// Sets the version that `asset_url` appends, so that browsers can cache files. Call once, before anything is
/// drawn.
void set_asset_version(std::string version);

}  // namespace sample_host::web
