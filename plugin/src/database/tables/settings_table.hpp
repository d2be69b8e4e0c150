// gup_settings: what an administrator chose, and its revision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "model/sync_settings.hpp"

namespace gup::database {

[[nodiscard]] std::optional<SavedSettings> load_settings(Session& session, const std::string& company_id);

/// In a write transaction: saves if the stored revision is `expected_revision` (0: there are none).
[[nodiscard]] std::optional<std::int64_t> save_settings(Session& session, const std::string& company_id,
                                                        const SavedSettings& settings,
                                                        std::int64_t expected_revision);

/// In a write transaction: the target group of `new:NAME` is made, so its id takes the name's place. `names`:
/// what the group was to be called and is called. Settings that meanwhile ask for something else stay as they
/// are.
void put_made_target_group(Session& session, const std::string& company_id,
                           const std::vector<std::string>& names, std::int64_t group_id);

}  // namespace gup::database
