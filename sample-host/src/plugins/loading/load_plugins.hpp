// Loads the plugins that host.yaml names.
#pragma once

#include "config/config.hpp"
#include "services/lent/plugin_services.hpp"

namespace sample_host {

class PluginCatalog;

/// Reads each manifest, checks and loads the library, and starts the plugin. Refused plugins are listed in
/// the catalog with the reason; the others are loaded.
void load_plugins(const Config& config, const SharedServices& shared, PluginCatalog& catalog);

}  // namespace sample_host
