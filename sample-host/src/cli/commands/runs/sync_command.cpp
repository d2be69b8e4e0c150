#include "cli/commands/runs/sync_command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "accounts/accounts.hpp"
#include "cli/commands/runs/provider_call.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host {

ExitCode sync_command(const host_sdk::Companies& companies, const PluginCatalog& catalog, WorkerPool& workers,
                      const Options& options) {
  const auto company = company_or_error(companies, options);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(catalog, options.provider);
  if (entry == nullptr) return code_of_unknown(catalog);
  const auto mode = options.preview ? host_sdk::SyncMode::preview : host_sdk::SyncMode::apply;
  host_sdk::SyncReport report;
  const auto called =
      call_provider(catalog, workers, *entry, "synchronize", *company, [&](host_sdk::TaskMonitor& monitor) {
        auto outcome = entry->provider->synchronize(*company, command_line_actor(), monitor, mode);
        report = std::move(outcome.report);
        return outcome.result;
      });
  if (!called) return ExitCode::failed;
  const auto& result = *called;
  if (options.json) {
    std::cout << report_json_text(report, result, options.preview) << std::endl;
  } else if (result.done()) {
    // A run that failed or was cancelled changed nothing, so its sentence is enough.
    std::cout << report_text(report, options.preview) << std::flush;
  }
  if (result.code != host_sdk::ResultCode::ok) say_error(sentence_of(result));
  const auto code = exit_code_of(result.code);
  return options.preview && code == ExitCode::review ? ExitCode::done : code;
}

}  // namespace sample_host
