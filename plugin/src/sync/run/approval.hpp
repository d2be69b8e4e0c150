// Who approved which removals, in the report of the run that carries them out.
#pragma once

#include "plan/plan.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Names the actor in the reason of each approved removal, and adds a remark with the numbers. Does nothing
/// if `request` approves nothing. `stored` is the state that the plan was made from.
void report_approval(const RunRequest& request, const plan::StoredState& stored, plan::Plan& plan);

}  // namespace gup
