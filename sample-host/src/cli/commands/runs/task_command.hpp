// sample-host task run|list
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"
#include "host_sdk/services/companies.hpp"

namespace sample_host {

class PluginCatalog;
class ScheduleTable;
class Scheduler;

[[nodiscard]] ExitCode task_run_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                                        ScheduleTable& schedule, Scheduler& scheduler,
                                        const Options& options);
[[nodiscard]] ExitCode task_list_command(const host_sdk::Companies& companies, const PluginCatalog& catalog,
                                         ScheduleTable& schedule, const Options& options);

}  // namespace sample_host
