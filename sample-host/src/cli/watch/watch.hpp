// `serve --watch`: the development loop of a plugin.
#pragma once

#include <filesystem>
#include <functional>

#include "cli/exit_code.hpp"
#include "config/config.hpp"

namespace sample_host {

/// Calls `serve` in a child process, and again in a new one each time that host.yaml or a file of its plugins
/// has changed, until Ctrl-C or SIGTERM. The child loads private copies of the libraries, so a build may
/// write over them. After a crash it waits for the next change. A second Ctrl-C or SIGTERM ends a child that
/// does not stop. Call it before the process has threads.
/// Returns the child's code. Throws ConfigError if `config` is invalid at first.
[[nodiscard]] ExitCode watch_and_serve(const std::filesystem::path& config,
                                       const std::function<ExitCode(Config)>& serve);

}  // namespace sample_host
