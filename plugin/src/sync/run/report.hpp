// A run's report, filled from its plan.
#pragma once

#include "database/records.hpp"
#include "database/store.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "model/directory.hpp"
#include "plan/plan.hpp"

namespace gup {

/// Counts, incidents and the result of a run whose plan is about to be applied.
void fill_report(Run& run, const plan::Plan& plan);

/// How an ended run ended, as the one who started it got it: the people are kept apart from the run.
[[nodiscard]] host_sdk::SyncOutcome outcome_of(Store& store, const Run& run);

/// The report as it was before `fill_report`: who, when, and what Google has cost.
[[nodiscard]] host_sdk::SyncReport without_counts(const host_sdk::SyncReport& report);

void note_usage(host_sdk::SyncReport& report, const Usage& usage);

/// Reports progress while the plan is applied, and rolls back by throwing `Cancelled` when asked to stop.
[[nodiscard]] Checkpoint apply_checkpoint(host_sdk::TaskMonitor& monitor, const host_sdk::SyncReport& report);

/// One line that says what a finished run did: "14 added, 31 updated, 2 removed".
[[nodiscard]] std::string summary(const host_sdk::SyncReport& report);

}  // namespace gup
