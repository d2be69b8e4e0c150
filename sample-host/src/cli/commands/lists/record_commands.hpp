// sample-host audit|notices
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode audit_command(HostRuntime& runtime, const Options& options);
[[nodiscard]] ExitCode notices_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
