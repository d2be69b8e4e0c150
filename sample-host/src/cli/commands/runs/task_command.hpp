// sample-host task run|list
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode task_run_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode task_list_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
