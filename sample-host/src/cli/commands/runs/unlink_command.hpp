// `unlink`: removes a company's integration with a provider.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class PluginCatalog;
class WorkerPool;

/// Waits for the end. Without `--yes` it removes nothing and ends with `usage`.
ExitCode unlink_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                        WorkerPool& workers, const Options& options);

}  // namespace sample_host
