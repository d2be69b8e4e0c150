// Remarks in the report of a sync: who approved which removals, and whether it did what the preview before it
// showed.
#pragma once

#include <vector>

#include "database/read_stores.hpp"
#include "plan/plan.hpp"
#include "sync/run_request.hpp"

namespace gup {

/// Names the actor in the reason of each approved removal, and adds a remark with the numbers. Does nothing
/// if `request` approves nothing. `stored` is the state that the plan was made from.
void report_approval(const RunRequest& request, const plan::StoredState& stored, plan::Plan& plan);

/// False if the preview has not ended, if the settings were saved or a run has ended since, and after 24
/// hours. `runs`: the latest ones. Pure.
[[nodiscard]] bool is_valid_preview(const Run& preview, std::int64_t settings_revision,
                                    const std::vector<Run>& runs, host_sdk::Timestamp now);

/// Adds a remark to a sync that a person started while a preview is valid: "As previewed." or what differs.
/// `stored` is the state that the plan was made from.
void report_preview(HistoryStore& store, const RunRequest& request, const Run& run, host_sdk::Timestamp now,
                    const plan::StoredState& stored, plan::Plan& plan);

}  // namespace gup
