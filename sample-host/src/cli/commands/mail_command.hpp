// sample-host mail send|test
#pragma once

#include "cli/exit_code.hpp"
#include "cli/options.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode mail_send_command(HostRuntime& runtime);
[[nodiscard]] ExitCode mail_test_command(HostRuntime& runtime, const Options& options);

}  // namespace sample_host
