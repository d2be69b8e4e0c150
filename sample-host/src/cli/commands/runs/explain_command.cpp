#include "cli/commands/runs/explain_command.hpp"

#include <iostream>

#include "accounts/accounts.hpp"
#include "cli/output/explanation.hpp"
#include "cli/output/progress_line.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "runtime.hpp"
#include "services/work/worker_pool.hpp"

namespace sample_host {

ExitCode explain_command(HostRuntime& runtime, const Options& options) {
  const auto company = company_or_error(runtime, options.company);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(runtime, options.provider);
  if (entry == nullptr) return code_of_unknown(runtime);
  const auto mode = options.apply ? host_sdk::SyncMode::apply : host_sdk::SyncMode::preview;
  host_sdk::Explanation explanation;
  const auto run = runtime.work().workers.start(entry->plugin->info.id, [&](host_sdk::TaskMonitor& monitor) {
    return runtime.plugins()
        .catalog.guard()
        .call(entry->plugin->info.id, options.now ? "synchronize_person" : "explain", company->id,
              [&] {
                const host_sdk::PersonRequest request{*company, command_line_actor(), options.email};
                if (!options.now) return entry->provider->explain(request, explanation);
                auto outcome = entry->provider->synchronize_person(request, monitor, mode);
                explanation = std::move(outcome.explanation);
                return outcome.result;
              })
        .result;
  });
  if (!run) {
    say_error("The program is shutting down. Nothing was done.");
    return ExitCode::failed;
  }
  const auto result = watch_to_end(*run);
  if (options.json)
    std::cout << explanation_json_text(explanation, result) << std::endl;
  else if (result.done())
    for (const std::string& line : explanation_lines(explanation)) say(line);
  if (!options.json && !options.now && result.done() &&
      explanation.inclusion != host_sdk::Inclusion::included)
    say("To ask the source about this person, add --now.");
  if (result.code != host_sdk::ResultCode::ok) say_error(sentence_of(result));
  return exit_code_of(result.code);
}

}  // namespace sample_host
