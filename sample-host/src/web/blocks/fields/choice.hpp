// A choice, and the blocks that are visible only while one of its options is selected. The style sheet
// decides that (`:has(:checked)`), so it works without JavaScript.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_choice(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Choice& choice);

}  // namespace sample_host::web
