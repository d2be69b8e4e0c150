// sample-host page show|act|options|export
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class JobRunner;
class PageGateway;
class PluginCatalog;
class TargetUsersReader;
struct CallbackPlaces;

[[nodiscard]] ExitCode page_show_command(PageGateway& pages, const PluginCatalog& catalog,
                                         const Options& options);
[[nodiscard]] ExitCode page_act_command(PageGateway& pages, const PluginCatalog& catalog,
                                        const JobRunner& jobs, const CallbackPlaces& callbacks,
                                        const Options& options);
[[nodiscard]] ExitCode page_options_command(PageGateway& pages, const PluginCatalog& catalog,
                                            const JobRunner& jobs, const Options& options);
/// `users`: for the names in the table.
[[nodiscard]] ExitCode page_export_command(PageGateway& pages, const PluginCatalog& catalog,
                                           TargetUsersReader& users, const Options& options);

}  // namespace sample_host
