#include "cli/commands/runs/unlink_command.hpp"

#include "accounts/accounts.hpp"
#include "cli/commands/runs/provider_call.hpp"
#include "cli/output/report.hpp"
#include "cli/output/say.hpp"
#include "plugins/loading/plugin_catalog.hpp"

namespace sample_host {

ExitCode unlink_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                        WorkerPool& workers, const Options& options) {
  const auto company = company_or_error(companies, options);
  if (!company) return ExitCode::usage;
  const auto* entry = provider_or_error(catalog, options.provider);
  if (entry == nullptr) return code_of_unknown(catalog);
  auto* release = entry->plugin->loaded.hooks().user_release;
  if (options.keep_users && release == nullptr) {
    say_error(entry->display_name +
              " cannot keep the users. Nothing was removed. Without --keep-users they are deleted.");
    return ExitCode::refused;
  }
  if (!options.confirmed) {
    say_error("This removes the integration of " + company->name + " with " + entry->display_name +
              (options.keep_users
                   ? ". The target users and groups that it created stay, as rows made by hand. Nothing was "
                     "removed. Repeat the command with --yes to remove the integration."
                   : ", and the target users and groups that it created. Nothing was removed. Repeat the "
                     "command with --yes to remove them."));
    return ExitCode::usage;
  }
  const auto called = call_provider(
      catalog, workers, *entry, options.keep_users ? "release_all" : "remove_all", *company,
      [&](host_sdk::TaskMonitor& monitor) {
        return options.keep_users ? release->release_all(entry->id, *company, command_line_actor(), monitor)
                                  : entry->provider->remove_all(*company, command_line_actor(), monitor);
      });
  if (!called) return ExitCode::failed;
  const auto& result = *called;
  if (!result.done()) {
    say_error(sentence_of(result));
  } else {
    say(result.sentence.empty() ? "The integration was removed." : result.sentence);
  }
  return exit_code_of(result.code);
}

}  // namespace sample_host
