#include "cli/commands/runs/unlink_command.hpp"

#include "accounts/accounts.hpp"
#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

ExitCode unlink_command(HostRuntime& runtime, const Options& options) {
  const auto company = company_or_error(runtime, options.company);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(runtime, options.provider);
  if (entry == nullptr) return code_of_unknown(runtime);
  if (!options.confirmed) {
    say_error("This removes the integration of " + company->name + " with " +
              entry->provider->display_name() +
              ", and the target users and groups that it created. Nothing was removed. Repeat the command "
              "with --yes to remove them.");
    return ExitCode::usage;
  }
  const auto run = runtime.work().workers.start([&](host_sdk::TaskMonitor& monitor) {
    return runtime.plugins()
        .catalog.guard()
        .call(entry->plugin->info.id, "remove_all", company->id,
              [&] { return entry->provider->remove_all(*company, command_line_actor(), monitor); })
        .result;
  });
  if (!run) {
    say_error("The program is shutting down. Nothing was done.");
    return ExitCode::failed;
  }
  const auto result = watch_to_end(*run);
  if (!result.done()) {
    say_error(sentence_of(result));
  } else {
    say(result.sentence.empty() ? "The integration was removed." : result.sentence);
  }
  return exit_code_of(result.code);
}

}  // namespace sample_host
