// Settings as text for the audit trail.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/settings/sync_settings.hpp"

namespace gup {

/// The name of a unit or group, or of a target group by its `target_group_key`; the argument itself if the
/// name is not known.
using NameOfId = std::function<std::string(const std::string& id)>;

/// Returns the ids of `these` that are not among `those`, in their order.
[[nodiscard]] std::vector<std::string> only_in(const std::vector<std::string>& these,
                                               const std::vector<std::string>& those);

/// Returns the key of a target group for `NameOfId`, distinct from Google's ids.
[[nodiscard]] inline std::string target_group_key(const std::string& id) {
  return "target_group/" + id;
}

/// Lists each setting that differs, with its old and new value: "Sync method: target users only → matching
/// groups." "" if nothing differs. Of selected units and groups, those that were added and removed. Pure.
/// [any]
[[nodiscard]] std::string settings_changes(const SyncSettings& before, const SyncSettings& after,
                                           const NameOfId& name_of);

/// Lists all settings, for a first save. Pure. [any]
[[nodiscard]] std::string settings_text(const SyncSettings& settings, const NameOfId& name_of);

}  // namespace gup
