// Notices, and the empty state.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_notice(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Notice& notice);
void draw_empty(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Empty& empty);

}  // namespace sample_host::web
