// Reads the state that a plan is made from.
#pragma once

#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"
#include "plan/plan.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::database {

/// Call in a read transaction, so that all reads see one snapshot. Adds people to `ids`.
[[nodiscard]] plan::StoredState read_state(Session& session, const std::string& company_id,
                                           host_sdk::Timestamp since, plan::PersonIds& ids,
                                           const Interruption& interruption);
/// Sorted by user id, after the id `after`; `limit` 0: all.
[[nodiscard]] std::vector<plan::SourceGroup> read_source_groups(Session& session,
                                                                const std::string& company_id);

/// One link, by Google's id of the person or by the target user.
[[nodiscard]] std::optional<plan::Link> read_link(Session& session, const std::string& company_id,
                                                  const std::string& external_id);
[[nodiscard]] std::optional<plan::Link> read_link_of_user(Session& session, const std::string& company_id,
                                                          std::int64_t user_id);

void read_group_links(Session& session, const std::string& company_id, std::vector<plan::GroupLink>& links);

/// The rows of a query for external_id, user_id, email, reason and held_since.
[[nodiscard]] std::vector<plan::HeldRemoval> read_held(Query& query);

[[nodiscard]] std::vector<plan::HeldRemoval> read_held_removals(Session& session,
                                                                const std::string& company_id,
                                                                std::int64_t after, int limit);
/// The held removal of one person, unit or group; empty if there is none.
[[nodiscard]] std::vector<plan::HeldRemoval> read_held_removals(Session& session,
                                                                const std::string& company_id,
                                                                const std::string& external_id);
/// Implements `RemovalStore::held_reasons`.
[[nodiscard]] std::vector<host_sdk::NamedCount> read_held_reasons(Session& session,
                                                                  const std::string& company_id);
/// Dismissed links with a target user; as `read_held_removals`.
[[nodiscard]] std::vector<plan::HeldRemoval> read_dismissed_removals(Session& session,
                                                                     const std::string& company_id,
                                                                     std::int64_t after, int limit);
[[nodiscard]] RemovalCounts count_removals(Session& session, const std::string& company_id);

}  // namespace gup::database
