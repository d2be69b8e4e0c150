// Connect to Google: sends the browser to Google's consent screen.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"

namespace gup {

/// Sends the browser to Google. `with_schemas`: also asks for the list of custom attributes. [page]
[[nodiscard]] ActionAnswer connect(const HookContext& context, const ActionRequest& request,
                                   bool with_schemas = false);

}  // namespace gup
