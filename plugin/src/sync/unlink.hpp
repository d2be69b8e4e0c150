// Removes an integration with its users and groups. Each step can be repeated, so that repeating an
// interrupted unlink finishes it.
#pragma once

#include "host_sdk/company.hpp"
#include "host_sdk/monitor.hpp"
#include "host_sdk/result.hpp"
#include "sync/run/run_context.hpp"

namespace gup {

/// Stops an active sync, then removes the integration, with its users and groups or without. Can be repeated
/// after an interruption. Throws `Failure` if it cannot start.
host_sdk::Result unlink(const RunContext& context, const host_sdk::Company& company,
                        const host_sdk::Actor& actor, RunTrigger trigger, UnlinkedRows rows,
                        host_sdk::TaskMonitor& monitor);

}  // namespace gup
