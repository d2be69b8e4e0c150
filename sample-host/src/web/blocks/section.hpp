// Sections: cards, or parts of one.
#pragma once

#include <string>

#include "host_sdk/page/action.hpp"
#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_section(Html& html, Drawing& drawing, const std::string& id,
                  const host_sdk::page::Section& section);
/// The last card of the side column: how to remove the integration.
void draw_last_section(Html& html, Drawing& drawing, const std::string& id,
                       const host_sdk::page::Section& section, const host_sdk::page::Action* unlink);

}  // namespace sample_host::web
