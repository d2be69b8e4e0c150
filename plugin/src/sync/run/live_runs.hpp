// The run of a company that is active now, in this process or another.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "host_sdk/monitor.hpp"
#include "sync/run/run_context.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {

/// The company's active run, with its latest progress.
[[nodiscard]] std::optional<Run> live_run(const RunContext& context, const std::string& company_id);

/// Asks the company's active run to stop; false if there is none.
bool request_stop(const RunContext& context, const std::string& company_id);

/// Waits for the end of a run that another caller executes; nullopt if there is none. Throws `Failure`.
[[nodiscard]] std::optional<Run> wait_for_other_run(const RunContext& context, const std::string& company_id,
                                                    host_sdk::TaskMonitor& monitor);

/// Begins a run as soon as no other is active. Throws `Failure`.
[[nodiscard]] std::unique_ptr<RunExecution> begin_when_free(const RunContext& context,
                                                            const RunExecution::Request& request,
                                                            host_sdk::TaskMonitor& monitor);

}  // namespace gup
