// Any command except `serve`. Each command prints its result on standard output and errors on standard error.
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

/// Runs any command except `serve`: reads the settings, starts what the command needs, and stops it again.
[[nodiscard]] ExitCode run_command(const Options& options);

}  // namespace sample_host
