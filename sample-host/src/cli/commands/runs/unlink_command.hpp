// `unlink`: removes a company's integration with a provider.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

/// Waits for the end. Without `--yes` it removes nothing and ends with `usage`.
ExitCode unlink_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
