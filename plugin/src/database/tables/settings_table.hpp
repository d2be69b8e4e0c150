// gup_settings: the settings of a company, and their revision.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "model/settings/sync_settings.hpp"

namespace gup::database {

[[nodiscard]] std::optional<SavedSettings> load_settings(Session& session, const std::string& company_id);

/// Call in a write transaction. Saves if the stored revision is `expected_revision` (0: nothing is stored).
[[nodiscard]] std::optional<std::int64_t> save_settings(Session& session, const std::string& company_id,
                                                        const SavedSettings& settings,
                                                        std::int64_t expected_revision);

/// Call in a write transaction after changing something that belongs to the settings, such as exclusions.
/// Gives saved settings a new revision, so that anyone who edits or previewed them sees the change.
void touch_settings(Session& session, const std::string& company_id, const std::string& saved_by,
                    host_sdk::Timestamp now);

/// Call in a write transaction after the target group of `new:NAME` was created. Replaces the name in the
/// settings by its id. `names`: the requested and the actual name of the group. Settings that changed
/// meanwhile stay as they are.
void put_made_target_group(Session& session, const std::string& company_id,
                           const std::vector<std::string>& names, std::int64_t group_id);

}  // namespace gup::database
