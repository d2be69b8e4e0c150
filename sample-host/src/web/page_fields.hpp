// Puts posted values into the fields of a page.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "host_sdk/page/page.hpp"

namespace sample_host::web {

/// Puts the posted values into the page's fields, so that no input is lost. The forms keep the new
/// `revision`. Selected ids that the page does not name get their id as label and are listed in `unresolved`.
void keep_typed(host_sdk::page::Page& page, const host_sdk::page::Values& typed,
                std::vector<std::pair<std::string, std::vector<std::string>>>& unresolved);

}  // namespace sample_host::web
