// A run's report, filled from its plan.
#pragma once

#include <optional>

#include "database/records.hpp"
#include "database/store.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/monitor.hpp"
#include "model/directory.hpp"
#include "plan/plan.hpp"

namespace gup {

/// Fills in the counts, incidents and result of a run before its plan is applied.
void fill_report(Run& run, const plan::Plan& plan);

/// A source that was already missing in the last applied sync keeps its date.
void keep_missing_since(Run& run, const std::optional<Run>& last_applied);

/// The outcome of a finished run, with its skipped and failed people, which are stored apart from the run.
[[nodiscard]] host_sdk::SyncOutcome outcome_of(HistoryStore& store, const Run& run);

/// The report as it was before `fill_report`: run id, start and Google usage.
[[nodiscard]] host_sdk::SyncReport without_counts(const host_sdk::SyncReport& report);

void set_usage(host_sdk::SyncReport& report, const Usage& usage);

/// Reports progress while the plan is applied; throws `Cancelled` to roll back when the run must stop.
[[nodiscard]] Checkpoint apply_checkpoint(host_sdk::TaskMonitor& monitor, const host_sdk::SyncReport& report);

/// Returns one line about what a finished run did: "14 added, 31 updated, 2 removed".
[[nodiscard]] std::string summary(const host_sdk::SyncReport& report);

}  // namespace gup
