// A sync from the lease to the report: read everything, decide, then write in one transaction.
#pragma once

#include "host_sdk/company.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Runs a sync or a preview, or waits for the active one of the same kind, in any process. Errors: `Failure`
/// (`refused`) if `request` approves removals and another sync was active, which ran without them.
host_sdk::SyncOutcome synchronize(const RunContext& context, const host_sdk::Company& company,
                                  const RunRequest& request, host_sdk::TaskMonitor& monitor);

}  // namespace gup
