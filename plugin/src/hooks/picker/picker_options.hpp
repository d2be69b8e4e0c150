// The options of the page's pickers.
#pragma once

#include "hooks/context.hpp"
#include "hooks/runs/jobs.hpp"
#include "host_sdk/page/exchange.hpp"

namespace gup {

/// Lists options for `organizational_units`, `groups` and `target_group`; throws `refused` for any other
/// picker. Units and groups come from the cache; if nothing is cached, from Google if that takes at most 8
/// seconds. `job` reads older or larger directories meanwhile. Throws `Failure`, such as `try_again` while a
/// large directory is read for the first time. [page]
[[nodiscard]] host_sdk::page::OptionsAnswer picker_options(const HookContext& context, DirectoryJob& job,
                                                           const host_sdk::page::OptionsRequest& request);

}  // namespace gup
