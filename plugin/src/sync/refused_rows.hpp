// Rows that the database refuses: the next plan of the run leaves them alone and reports them.
#pragma once

#include <string>
#include <vector>

#include "database/store.hpp"
#include "host_sdk/services/logger.hpp"
#include "plan/state/directory_people.hpp"
#include "plan/state/person_ids.hpp"
#include "plan/state/refusals.hpp"

namespace gup {

void log_refused(host_sdk::Logger& logger, const Run& run, const std::vector<RefusedRow>& rows);

/// Makes people whose rows are refused count as unreadable.
void leave_out(const std::vector<RefusedRow>& rows, const plan::PersonIds& ids,
               plan::DirectoryPeople& people);

/// Adds the target groups and memberships among `rows`.
void add_refusals(const std::vector<RefusedRow>& rows, plan::Refusals& refusals);

}  // namespace gup
