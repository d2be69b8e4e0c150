// A picker: the selected options, the search box, and the element that receives the loaded options.
// options.cpp draws the options; picker.js keeps track of the selection.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_picker(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Picker& picker);

}  // namespace sample_host::web
