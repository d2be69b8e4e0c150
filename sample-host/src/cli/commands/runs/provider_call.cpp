#include "cli/commands/runs/provider_call.hpp"

#include "cli/output/progress_line.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

std::optional<host_sdk::Result> call_provider(
    const PluginCatalog& catalog, WorkerPool& workers, const ProviderEntry& entry, std::string_view hook,
    const host_sdk::Company& company, const std::function<host_sdk::Result(host_sdk::TaskMonitor&)>& body) {
  const std::string& plugin_id = entry.plugin->info.id;
  const auto run = workers.start(plugin_id, [&](host_sdk::TaskMonitor& monitor) {
    return catalog.guard().call(plugin_id, hook, company.id, [&] { return body(monitor); }).result;
  });
  if (!run) {
    say_error("The program is shutting down. Nothing was done.");
    return {};
  }
  return watch_to_end(*run);
}

}  // namespace sample_host
