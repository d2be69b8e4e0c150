// Settings as text for the audit trail.
#pragma once

#include <functional>
#include <string>

#include "model/settings/sync_settings.hpp"

namespace gup {

/// The name of a unit or group, or its id if the name is not known.
using NameOfId = std::function<std::string(const std::string& id)>;

/// Each setting that differs, with its old and new value: "Sync method: target users → matching groups." ""
/// if nothing differs. Of selected units and groups, those that were added and removed. Pure. [any]
[[nodiscard]] std::string settings_changes(const SyncSettings& before, const SyncSettings& after,
                                           const NameOfId& name_of);

/// All settings of a first save. Pure. [any]
[[nodiscard]] std::string settings_text(const SyncSettings& settings, const NameOfId& name_of);

}  // namespace gup
