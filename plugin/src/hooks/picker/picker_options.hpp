// What the page's pickers list.
#pragma once

#include "hooks/context.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// Answers for `organizational_units`, `groups` and `target_group`; for any other picker throws `refused`.
/// Units and groups come from Google, if they were not read lately, within 9 seconds. Throws `Failure`.
/// [page]
[[nodiscard]] host_sdk::page::OptionsAnswer picker_options(const HookContext& context,
                                                           const host_sdk::page::OptionsRequest& request);

}  // namespace gup
