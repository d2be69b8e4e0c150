#include "cli/commands/runs/sync_command.hpp"

#include <boost/json.hpp>
#include <iostream>

#include "accounts/accounts.hpp"
#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

ExitCode sync_command(HostRuntime& runtime, const Options& options) {
  const auto company = company_or_error(runtime, options.company);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(runtime, options.provider);
  if (entry == nullptr) return code_of_unknown(runtime);
  const auto mode = options.preview ? host_sdk::SyncMode::preview : host_sdk::SyncMode::apply;
  host_sdk::SyncReport report;
  const auto run = runtime.work().workers.start(entry->plugin->info.id, [&](host_sdk::TaskMonitor& monitor) {
    return runtime.plugins()
        .catalog.guard()
        .call(entry->plugin->info.id, "synchronize", company->id,
              [&] {
                auto outcome = entry->provider->synchronize(*company, command_line_actor(), monitor, mode);
                report = std::move(outcome.report);
                return outcome.result;
              })
        .result;
  });
  if (!run) {
    say_error("The program is shutting down. Nothing was done.");
    return ExitCode::failed;
  }
  const auto result = watch_to_end(*run);
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
