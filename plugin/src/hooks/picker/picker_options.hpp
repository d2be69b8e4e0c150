// The options of the page's pickers.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// Lists options for `organizational_units`, `groups` and `target_group`; throws `refused` for any other
/// picker. Reads units and groups from Google within 9 seconds, unless they are cached. Throws `Failure`.
/// [page]
[[nodiscard]] host_sdk::page::OptionsAnswer picker_options(const HookContext& context,
                                                           const host_sdk::page::OptionsRequest& request);

}  // namespace gup
