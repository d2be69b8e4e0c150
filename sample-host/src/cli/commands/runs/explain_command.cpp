#include "cli/commands/runs/explain_command.hpp"

#include <iostream>

#include "accounts/accounts.hpp"
#include "cli/commands/runs/provider_call.hpp"
#include "cli/output/explanation.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host {

ExitCode explain_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                         WorkerPool& workers, const Options& options) {
  const auto company = company_or_error(companies, options);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(catalog, options.provider);
  if (entry == nullptr) return code_of_unknown(catalog);
  const auto mode = options.apply ? host_sdk::SyncMode::apply : host_sdk::SyncMode::preview;
  host_sdk::Explanation explanation;
  const auto called =
      call_provider(catalog, workers, *entry, options.now ? "synchronize_person" : "explain", *company,
                    [&](host_sdk::TaskMonitor& monitor) {
                      const host_sdk::PersonRequest request{*company, command_line_actor(), options.email};
                      if (!options.now) return entry->provider->explain(request, explanation);
                      auto outcome = entry->provider->synchronize_person(request, monitor, mode);
                      explanation = std::move(outcome.explanation);
                      return outcome.result;
                    });
  if (!called) return ExitCode::failed;
  const auto& result = *called;
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
