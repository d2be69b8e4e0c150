// gup_exclusion_members: the members of the groups of exclusions, as the last good run found them.
#pragma once

#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/writers/write_context.hpp"
#include "plan/state/stored_state.hpp"

namespace gup::database {

[[nodiscard]] std::vector<plan::ExcludedMember> read_excluded_members(Session& session,
                                                                      const std::string& company_id);
void insert_excluded_members(const WriteContext& context, const std::vector<plan::ExcludedMember>& members);
void erase_excluded_members(const WriteContext& context, const std::vector<plan::ExcludedMember>& members);

}  // namespace gup::database
