// gup_source_labels: the names of the units and groups that people come from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "database/writers/write_context.hpp"
#include "plan/plan.hpp"

namespace gup::database {

/// By id; without ids, all of the company.
[[nodiscard]] std::map<std::string, std::string> read_source_labels(Session& session,
                                                                    const std::string& company_id,
                                                                    const std::vector<std::string>& ids);

/// Writes the labels that differ from the stored ones.
void write_source_labels(const WriteContext& context, const std::vector<plan::SourceLabel>& labels);

}  // namespace gup::database
