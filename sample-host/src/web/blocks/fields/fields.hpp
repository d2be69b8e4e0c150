// Simple fields: text, number, toggle.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_input(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Input& input);
void draw_number(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Number& number);
void draw_toggle(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Toggle& toggle);

}  // namespace sample_host::web
