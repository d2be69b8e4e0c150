// gup_source_names: the last known names of units and groups.
#pragma once

#include <string>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// Sorted by id.
[[nodiscard]] std::vector<plan::SourceName> read_source_names(Session& session,
                                                              const std::string& company_id);
/// Returns the names of those `ids` that are known, in no order.
[[nodiscard]] std::vector<plan::SourceName> read_source_names(Session& session, const std::string& company_id,
                                                              const std::vector<std::string>& ids);

void write_source_names(const WriteContext& context, const std::vector<plan::SourceName>& names);
void erase_source_names(const WriteContext& context, const std::vector<std::string>& source_ids);

}  // namespace gup::database
