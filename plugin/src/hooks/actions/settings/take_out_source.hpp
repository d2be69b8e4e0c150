// Takes a unit or group that Google no longer shows out of the selection.
#pragma once

#include "hooks/actions/answers.hpp"

namespace gup {

[[nodiscard]] ActionAnswer take_out_source(const HookContext& context, const ActionRequest& request);

}  // namespace gup
