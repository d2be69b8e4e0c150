// Calls a provider's hook from the command line.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"

namespace sample_host {

class PluginCatalog;
class WorkerPool;
struct ProviderEntry;

/// Calls `body`, guarded, as the provider's `hook` on a worker. Draws its progress and waits for its end.
/// Prints an error and returns nullopt if the program is shutting down.
[[nodiscard]] std::optional<host_sdk::Result> call_provider(
    const PluginCatalog& catalog, WorkerPool& workers, const ProviderEntry& entry, std::string_view hook,
    const host_sdk::Company& company, const std::function<host_sdk::Result(host_sdk::TaskMonitor&)>& body);

}  // namespace sample_host
