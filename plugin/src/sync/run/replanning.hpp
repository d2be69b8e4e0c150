// Planning again when the database changed meanwhile.
#pragma once

#include <functional>

#include "database/records.hpp"
#include "host_sdk/services/host_services.hpp"
#include "sync/run/run_execution.hpp"

namespace gup {

struct Replanning {
  host_sdk::HostServices& host;
  Run& run;
  /// Null for a question that changes nothing.
  RunExecution* execution;
};

/// Calls `plan_and_apply(attempt)`, with 1, 2, …, until it returns true. It loads the state again each time.
/// Before each repetition the heartbeat starts again and the report's counts are cleared. Errors: throws
/// `Failure` (`try_again`) after the third `StateMoved`, and what `plan_and_apply` throws.
void repeat_until_applied(const Replanning& replanning, const std::function<bool(int)>& plan_and_apply);

}  // namespace gup
