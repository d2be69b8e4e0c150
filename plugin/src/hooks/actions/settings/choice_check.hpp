// Checks that the chosen units and groups exist.
#pragma once

#include "hooks/context.hpp"
#include "settings/form.hpp"

namespace gup {

/// Adds an error to `reading` for:
/// - each newly selected unit or group that is not in Google
/// - a target group that does not exist, or whose new name is taken
///
/// Selections of `before` are not checked: a deleted unit freezes its users until an administrator deselects
/// it. Asks Google only about new selections that no picker has listed, until `monitor` cancels. So a check
/// takes no longer for a larger customer. Throws `Failure`. [page]
void check_choices(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                   FormReading& reading, host_sdk::TaskMonitor& monitor);

}  // namespace gup
