// sample-host sync
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode sync_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
