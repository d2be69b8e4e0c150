// gup_run_changes: the result of a run for each person.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "database/bulk/bulk_writer.hpp"
#include "database/records.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Returns the number of people who were removed, deactivated or released without an approval.
std::int64_t insert_changes(BulkWriter& writer, std::int64_t run_id,
                            const plan::LazyList<plan::PersonChange>& changes);
/// Implements `Store::run_changes`, in stored order.
[[nodiscard]] std::vector<plan::PersonChange> read_changes(Session& session, std::int64_t run_id,
                                                           const std::vector<plan::ChangeKind>& kinds,
                                                           std::int64_t after, int limit);
/// Implements `Store::count_changes`.
[[nodiscard]] std::map<plan::ChangeKind, std::int64_t> count_changes(Session& session, std::int64_t run_id);
/// Implements `Store::holds_target_groups`.
[[nodiscard]] bool holds_target_groups(Session& session, std::int64_t run_id);
/// Implements `Store::find_changes`.
[[nodiscard]] FoundChanges find_changes(Session& session, const ChangeQuery& query);
/// Implements `Store::person_changes`. Call in a read transaction.
[[nodiscard]] std::vector<RecordedChange> read_person_changes(Session& session, const std::string& company_id,
                                                              const PersonKey& person,
                                                              const std::optional<ChangePlace>& before,
                                                              int limit);
}  // namespace gup::database
