// Removes a unit or group that Google no longer shows from the selection.
#pragma once

#include "hooks/actions/answers.hpp"

namespace gup {

[[nodiscard]] ActionAnswer take_out_source(const HookContext& context, const ActionRequest& request);

}  // namespace gup
