// A page for a terminal.
#pragma once

#include <string>

#include "host_sdk/page/page.hpp"

namespace sample_host {

/// The page as indented lines: every block with its id where that is needed to set a field, every action with
/// its id and, when it is disabled, the reason.
[[nodiscard]] std::string page_text(const host_sdk::page::Page& page);

}  // namespace sample_host
