// sample-host plugins
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class PluginCatalog;

[[nodiscard]] ExitCode plugins_command(const PluginCatalog& catalog, const Options& options);

}  // namespace sample_host
