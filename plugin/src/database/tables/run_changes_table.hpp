// gup_run_changes: what became of each person in a run.
#pragma once

#include <vector>

#include "database/bulk/bulk_writer.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Returns how many people left.
std::int64_t insert_changes(BulkWriter& writer, std::int64_t run_id,
                            const plan::LazyList<plan::PersonChange>& changes);
/// In stored order; as `Store::run_changes`.
[[nodiscard]] std::vector<plan::PersonChange> read_changes(Session& session, std::int64_t run_id,
                                                           const std::vector<plan::ChangeKind>& kinds,
                                                           std::int64_t after, int limit);
/// How many of the changes took a person out of what we manage.

}  // namespace gup::database
