// Waiting for the browser's return on the command line.
#pragma once

#include <functional>
#include <string>

#include "cli/exit_code.hpp"

namespace sample_host {

class HostRuntime;

/// Waits until the return with that state was handled: by the host that serves at `public_url`, or, when none
/// does, by a listener of this process at the same address. Calls `announce` once somebody listens there:
/// nobody may be sent to the foreign site earlier, who could be back before. Prints the sentence that came of
/// it. Ends as refused after the state's 10 minutes, and as failed when the person interrupts.
[[nodiscard]] ExitCode wait_for_callback(HostRuntime& runtime, const std::string& state_hash,
                                         const std::function<void()>& announce);

}  // namespace sample_host
