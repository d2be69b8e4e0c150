// Loading the plugins that host.yaml names.
#pragma once

#include "config/config.hpp"
#include "services/lent/plugin_services.hpp"

namespace sample_host {

class PluginCatalog;

/// Reads each manifest, loads the library after its checks, and starts the plugin. What is refused is kept in
/// the catalog with its reason, and the others go on.
void load_plugins(const Config& config, const SharedServices& shared, PluginCatalog& catalog);

}  // namespace sample_host
