// Waits on the command line for a browser to come back from an external site.
#pragma once

#include <functional>
#include <string>

#include "cli/exit_code.hpp"
#include "host_sdk/services/clock.hpp"

namespace sample_host {

class CallbacksTable;
class Log;
class PageGateway;
class ServersTable;

/// Where a callback arrives, and where its outcome is.
struct CallbackPlaces {
  /// The hosts that are serving: one of them handles the callback.
  ServersTable& servers;
  /// Handles it in this process otherwise, which then listens at `public_url`.
  PageGateway& pages;
  std::string public_url;
  /// The outcomes, whoever handled the callback.
  CallbacksTable& outcomes;
  host_sdk::Clock& clock;
  Log& log;
};

/// Waits for the callback with that state. The host that is serving handles it; if none is, this process
/// listens at the public address. Calls `announce` once someone is listening: before that, no browser may be
/// sent to the external site, because it could come back too early. Prints the outcome. Returns `refused`
/// when the state expires after 10 minutes, and `failed` when the person interrupts.
[[nodiscard]] ExitCode wait_for_callback(const CallbackPlaces& places, const std::string& state_hash,
                                         const std::function<void()>& announce);

}  // namespace sample_host
