// Rows that the database refuses: the next plan of the run leaves them alone and reports them.
#pragma once

#include <functional>
#include <vector>

#include "database/store.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/refusals.hpp"
#include "plan/undo/undo_plan.hpp"
#include "sync/run/run_context.hpp"

namespace gup {

/// Calls `apply`, which applies a plan; if the database refuses single rows, nothing is changed, and they
/// are found with `find`, logged and returned. `attempt`: the number of the run's plan, from 1.
[[nodiscard]] std::vector<RefusedRow> apply_or_find_refused(
    const RunContext& context, const Run& run, int attempt, const std::function<void()>& apply,
    const std::function<std::vector<RefusedRow>()>& find);

void log_refused(host_sdk::Logger& logger, const Run& run, const std::vector<RefusedRow>& rows);

/// Makes people whose rows are refused count as unreadable.
void leave_out(const std::vector<RefusedRow>& rows, const plan::PersonIds& ids,
               plan::DirectoryPeople& people);

/// Adds the target groups and memberships among `rows`.
void add_refusals(const std::vector<RefusedRow>& rows, plan::Refusals& refusals);
/// Adds the rows of an undo.
void add_refusals(const std::vector<RefusedRow>& rows, plan::UndoRefusals& refusals);

}  // namespace gup
