// The program `sample-host`, from its arguments to its exit code.
#pragma once

#include <functional>

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

/// Runs one command and returns the exit code of the process. Call it once a process, before there are
/// threads. `serve` runs the command of that name, which needs the web server.
[[nodiscard]] int run_program(int argc, char** argv, const std::function<ExitCode(const Options&)>& serve);

}  // namespace sample_host
