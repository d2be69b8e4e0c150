// Links made from the host's rows, which replace lost ones: the database was restored, or a table deleted.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"
#include "database/writers/write_context.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::database {

/// Target users with the plugin's provider and an external id. As many as there are links to current rows,
/// unless links are lost.
[[nodiscard]] std::int64_t count_managed_users(Session& session, const std::string& company_id);

/// Visits a recovered link for each managed target user that no link points to, in the order of external ids.
/// A user counts as created by the plugin only if the row proves it: adopted users are never deleted.
void read_lost_links(Session& session, const std::string& company_id,
                     const std::function<void(const plan::Link&)>& visit, const Interruption& interruption);

/// A recovered link for each managed target group that no link points to.
[[nodiscard]] std::vector<plan::GroupLink> read_lost_group_links(Session& session,
                                                                 const std::string& company_id);

/// Write the lost links of the company. For an unlink, which finds what it deletes by the links.
void recover_user_links(const WriteContext& context, const Interruption& interruption);
void recover_group_links(const WriteContext& context);

}  // namespace gup::database
