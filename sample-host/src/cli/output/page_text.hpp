// A page as text.
#pragma once

#include <string>

#include "host_sdk/page/page.hpp"

namespace sample_host {

/// Returns the page as indented lines: fields with their ids, actions with their ids and, if they are
/// disabled, the reasons.
[[nodiscard]] std::string page_text(const host_sdk::page::Page& page);

}  // namespace sample_host
