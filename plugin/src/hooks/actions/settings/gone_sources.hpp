// Selected units and groups that Google no longer has.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Removes a unit or group from the selection.
[[nodiscard]] ActionAnswer take_out_source(const HookContext& context, const ActionRequest& request);

/// Uses the new group instead of the deleted one with the same address.
[[nodiscard]] ActionAnswer take_over_group(const HookContext& context, const ActionRequest& request);

}  // namespace gup
