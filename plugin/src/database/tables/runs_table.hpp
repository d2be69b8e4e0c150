// gup_runs: every execution, its progress and its result.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/records.hpp"
#include "database/sql.hpp"

namespace gup::database {

/// Call in a write transaction. Returns the new run's id.
[[nodiscard]] std::int64_t start_run(Session& session, const Run& run);
void save_progress(Session& session, std::int64_t run_id, const host_sdk::Progress& progress);
/// Stores the result of the run. `people_left`: how many people it removed, deactivated or released
/// without an approval.
void finish_run(Session& session, const Run& run, std::int64_t people_left);
/// The same for a run without removals, if it is still running; returns whether it was.
[[nodiscard]] bool finish_running(Session& session, const Run& run);
[[nodiscard]] std::optional<Run> load_run(Session& session, std::int64_t run_id);
[[nodiscard]] std::vector<Run> list_runs(Session& session, const std::string& company_id,
                                         std::int64_t before_run_id, int limit);
[[nodiscard]] std::optional<Run> last_applied_sync(Session& session, const std::string& company_id,
                                                   std::int64_t before_run_id);
[[nodiscard]] std::optional<Run> load_preview(Session& session, const std::string& company_id);
/// Call in a write transaction. Deletes the previews of the run's company except this one, with their
/// changes.
void delete_other_previews(Session& session, const Run& run);
/// Call in a write transaction. Deletes the run with everything that is kept about it.
void delete_run(Session& session, std::int64_t run_id);
/// Implements `RunStore::mark_interrupted_runs`. Call in a write transaction.
void mark_interrupted_runs(Session& session, const std::string& company_id, host_sdk::Timestamp now);

/// How many people left, and the highest number managed, in syncs that ended since then and after the last
/// unlink.
[[nodiscard]] plan::RecentRemovals recent_removals(Session& session, const std::string& company_id,
                                                   host_sdk::Timestamp since);

}  // namespace gup::database
