// Waits on the command line for a browser to come back from an external site.
#pragma once

#include <functional>
#include <string>

#include "cli/exit_code.hpp"

namespace sample_host {

class HostRuntime;

/// Waits for the callback with that state. The host that is serving handles it; if none is, this process
/// listens at the public address. Calls `announce` once someone is listening: before that, no browser may be
/// sent to the external site, because it could come back too early. Prints the outcome. Returns `refused`
/// when the state expires after 10 minutes, and `failed` when the person interrupts.
[[nodiscard]] ExitCode wait_for_callback(HostRuntime& runtime, const std::string& state_hash,
                                         const std::function<void()>& announce);

}  // namespace sample_host
