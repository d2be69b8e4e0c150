// Connect to Google: sends the browser to Google's consent screen.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Sends the browser to Google. [page]
[[nodiscard]] ActionAnswer connect(const HookContext& context, const ActionRequest& request);

}  // namespace gup
