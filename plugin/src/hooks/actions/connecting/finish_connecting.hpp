// The return from Google after Connect to Google. Saves nothing before every check has passed.
#pragma once

#include "hooks/actions/answers.hpp"
#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// The return from Google: saves the connection, or answers with the reason why not. [page]
[[nodiscard]] ActionAnswer finish_connecting(const HookContext& context,
                                             const host_sdk::page::CallbackRequest& request);

}  // namespace gup
