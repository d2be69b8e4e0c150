// A sync of one person: asks Google about this person alone, and changes no one else.
#pragma once

#include <string>

#include "host_sdk/company.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Asks Google about one person. Unless `request` is for a preview, applies what a sync would change for this
/// person, under the same lease and rules. No other row, membership or target group changes. Waits for an
/// active run first; a preview does not wait, and leaves no record. See
/// `host_sdk::UserProvider::synchronize_person`. The explanation has no history and no target groups. Throws
/// `Failure` if it cannot start.
host_sdk::PersonOutcome synchronize_person(const RunContext& context, const host_sdk::Company& company,
                                           const RunRequest& request, const std::string& email,
                                           host_sdk::TaskMonitor& monitor);

}  // namespace gup
