// sample-host serve
#pragma once

#include "cli/exit_code.hpp"
#include "config/config.hpp"

namespace sample_host {

/// Linked into the program only, because it needs the web server.
[[nodiscard]] ExitCode serve_command(Config config);

}  // namespace sample_host
