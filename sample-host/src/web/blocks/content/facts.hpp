// Facts: a list, or tiles.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_facts(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Facts& facts);

}  // namespace sample_host::web
