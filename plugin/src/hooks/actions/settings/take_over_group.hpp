// A selected group that was deleted in Google and recreated with the same address.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Uses the new group instead of the deleted one with the same address.
[[nodiscard]] ActionAnswer take_over_group(const HookContext& context, const ActionRequest& request);

}  // namespace gup
