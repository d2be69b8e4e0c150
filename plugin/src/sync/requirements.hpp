// What a sync, of everyone or of one person, needs before it starts, and what repeats it.
#pragma once

#include <string>

#include "database/store.hpp"
#include "failure.hpp"
#include "model/sync_settings.hpp"
#include "sync/run/run_monitor.hpp"

namespace gup {

/// How many plans a run makes if rows of the host change meanwhile.
inline constexpr int kMaximumPlans = 3;
/// The same with plans that leave out rows which the database refuses.
inline constexpr int kMaximumPlansWithRefusals = 10;

/// The company's connection. Errors: throws `Failure` (`refused`, `access_lost`) if it is not usable.
[[nodiscard]] Connection connection_for_sync(Store& store, const std::string& company_id);

/// The company's settings with the deployment's. Errors: throws `Failure` (`refused`) if none are saved.
[[nodiscard]] SavedSettings settings_for_sync(Store& store, const std::string& company_id,
                                              const SyncSettings& deployment);

/// The name of the selected target group. Empty if none is selected, or if the run creates it.
[[nodiscard]] std::string name_of_target(Store& store, const std::string& company_id,
                                         const SyncSettings& settings);

/// Throws `Cancelled` once the monitor is cancelled.
[[nodiscard]] Interruption cancel_by(RunMonitor& monitor);

/// The failure of a run whose last plan was outdated, too.
[[nodiscard]] Failure moved_too_often(const StateMoved& moved);

}  // namespace gup
