// Numbered steps that a person has to take.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

void draw_steps(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Steps& steps);

}  // namespace sample_host::web
