// Links that each reduce what the page shows.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

void draw_filter_chips(Html& html, Drawing& drawing, const std::string& id,
                       const host_sdk::page::FilterChips& chips);

}  // namespace sample_host::web
