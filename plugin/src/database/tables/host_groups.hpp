// Reads the host's target groups for pages.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

[[nodiscard]] std::vector<Store::TargetGroupOption> find_target_groups(Session& session,
                                                                       const std::string& company_id,
                                                                       const std::string& query,
                                                                       const std::string& after_name_key,
                                                                       int limit);
[[nodiscard]] std::optional<Store::TargetGroupOption> target_group(Session& session,
                                                                   const std::string& company_id,
                                                                   std::int64_t id);
[[nodiscard]] std::optional<Store::TargetGroupOption> target_group_by_name(Session& session,
                                                                           const std::string& company_id,
                                                                           const std::string& name_key);

}  // namespace gup::database
