// Keeps people whose removals are held. A run of its own, under the same lease as a sync, that asks Google
// for nothing.
#pragma once

#include <set>
#include <string>

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Keeps the people of these held removals until Google shows them again or the removal is approved later.
/// Waits for an active run first. Ignores ids that are not held; if none is held, the result is
/// `refused`. Throws `Failure` if it cannot start.
host_sdk::Result dismiss_removals(const RunContext& context, const host_sdk::Company& company,
                                  const RunRequest& request, const std::set<std::string>& external_ids,
                                  host_sdk::TaskMonitor& monitor);

}  // namespace gup
