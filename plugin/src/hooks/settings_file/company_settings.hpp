// What differs between two versions of all settings of a company, in words.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "hooks/actions/settings/settings_changes.hpp"
#include "hooks/context.hpp"
#include "settings/file/settings_file.hpp"

namespace gup {

/// "Sync method: target users → value groups. Exclusions added: svc-*@acme.com (robots)." Empty if nothing
/// differs. Without the schedule; fields count if both sides have them.
[[nodiscard]] std::string company_changes(const CompanySettings& before, const CompanySettings& after,
                                          const NameOfId& name_of);

/// Returns nullopt if this version of the plugin cannot read it.
[[nodiscard]] std::optional<CompanySettings> settings_of(const SettingsVersion& version,
                                                         const SyncSettings& defaults);

/// What the latest `saves` of the settings changed together, as `company_changes`; empty if that is not
/// known.
[[nodiscard]] std::string latest_changes(const HookContext& context, const std::string& company_id,
                                         std::int64_t saves);

/// The names of the units, groups and target groups of these settings: the last known ones, else those that a
/// picker listed, else the ids.
[[nodiscard]] NameOfId names_for(const HookContext& context, const std::string& company_id,
                                 std::initializer_list<const CompanySettings*> settings);
[[nodiscard]] NameOfId names_for(const HookContext& context, const std::string& company_id,
                                 const std::vector<const SyncSettings*>& settings);

/// The same for the comments of a file, with the name of the target group; "" for unknown names.
[[nodiscard]] NameInComment comments_for(const HookContext& context, const std::string& company_id,
                                         const CompanySettings& settings);

}  // namespace gup
