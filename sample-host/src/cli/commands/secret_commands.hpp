// sample-host password, sample-host secrets rotate
#pragma once

#include "cli/exit_code.hpp"

namespace sample_host {

class HostRuntime;

[[nodiscard]] ExitCode secrets_rotate_command(HostRuntime& runtime, bool erase_unreadable);
[[nodiscard]] ExitCode password_command();

}  // namespace sample_host
