// gup_settings_versions: what a company's settings were, who saved them, and when.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/sql.hpp"
#include "database/store.hpp"

namespace gup::database {

/// Keeps the current settings as a version, unless the newest version is the same. Call this in a write
/// transaction before and after a change: before it, because a former version of the plugin may have saved
/// them. The version gets the schedule of the newest version.
void keep_settings_version(Session& session, const std::string& company_id);

/// See `SettingsStore`.
void keep_schedule(Session& session, const std::string& company_id, const FormValues& schedule,
                   const std::string& saved_by, host_sdk::Timestamp now);

/// See `SettingsStore`.
[[nodiscard]] std::optional<std::int64_t> save_all_settings(Session& session, const std::string& company_id,
                                                            const SavedSettings& settings,
                                                            const std::vector<Exclusion>& exclusions,
                                                            const std::optional<FieldMapping>& fields,
                                                            const FormValues& schedule,
                                                            std::int64_t expected_revision);

/// Newest first, below `before`.
[[nodiscard]] std::vector<SettingsVersion> list_settings_versions(Session& session,
                                                                  const std::string& company_id,
                                                                  std::int64_t before, int limit);
[[nodiscard]] std::int64_t count_settings_versions(Session& session, const std::string& company_id);

}  // namespace gup::database
