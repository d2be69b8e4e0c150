// Saving the settings.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

[[nodiscard]] ActionAnswer save(const HookContext& context, const ActionRequest& request);
/// Saves the fields of `request`. True if they are saved or unchanged; otherwise `answer` has the reason
/// (invalid, stale, refused).
[[nodiscard]] bool save_settings(const HookContext& context, const ActionRequest& request,
                                 ActionAnswer& answer);

}  // namespace gup
