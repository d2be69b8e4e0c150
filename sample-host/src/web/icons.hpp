// The host's icons: one sprite, cut at build time from sample-host/web/icons.txt.
#pragma once

#include <string_view>

#include "web/html.hpp"

namespace sample_host::web {

/// Draws an icon that says nothing by itself (hidden from screen readers). An empty or unknown name draws
/// nothing. `extra` is added to the classes.
void draw_icon(Html& html, std::string_view name, Lit extra = "");

[[nodiscard]] bool is_icon(std::string_view name);

/// The address of a served file, with the hash of its content once `set_asset_version` has told it.
[[nodiscard]] std::string asset_url(std::string_view file);

/// What `asset_url` appends, so that a browser keeps a file for as long as it is the same. Called once,
/// before anything is drawn.
void set_asset_version(std::string version);

}  // namespace sample_host::web
