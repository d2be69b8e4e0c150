// Whether what somebody chose exists.
#pragma once

#include "hooks/context.hpp"
#include "settings/form.hpp"

namespace gup {

/// Adds to `reading.errors` a sentence for each unit or group that is chosen newly and is not in Google, and
/// for a target group that does not exist or whose new name is taken. What `before` had already is not asked
/// about: a chosen unit that is gone freezes its members, and stays until an administrator takes it out. Asks
/// Google only when something was newly chosen, within 8 seconds. Throws `Failure`. [page]
void check_choices(const HookContext& context, const host_sdk::Company& company, const SyncSettings& before,
                   FormReading& reading);

}  // namespace gup
