// sample-host users|groups
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode users_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode groups_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
