// Loads the plugins that host.yaml names.
#pragma once

#include <filesystem>
#include <vector>

#include "config/config.hpp"
#include "services/lent/plugin_services.hpp"

namespace sample_host {

class PluginCatalog;

/// Reads each manifest, checks and loads the library, and starts the plugin. Refused plugins are listed in
/// the catalog with the reason; the others are loaded.
void load_plugins(const Config& config, const SharedServices& shared, PluginCatalog& catalog);

/// Where libraries without a slash in their name are searched after the manifest's folder: `lib` next to this
/// program's `bin`, installed and in a build.
[[nodiscard]] std::vector<std::filesystem::path> library_folders();

}  // namespace sample_host
