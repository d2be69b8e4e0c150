// The picker of time zones.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// The zones that the host knows, and UTC; none on a host without a calendar. [page]
[[nodiscard]] host_sdk::page::OptionsAnswer zone_options(const HookContext& context,
                                                         const host_sdk::page::OptionsRequest& request);

}  // namespace gup
