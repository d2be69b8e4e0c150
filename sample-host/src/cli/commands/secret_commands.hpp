// sample-host password, sample-host secrets rotate
#pragma once

#include "cli/exit_code.hpp"

namespace sample_host {

struct Config;
struct Rotation;

/// Prints what a rotation of the secrets did.
[[nodiscard]] ExitCode secrets_rotate_command(const Rotation& rotation, const Config& config,
                                              bool erase_unreadable);
[[nodiscard]] ExitCode password_command();

}  // namespace sample_host
