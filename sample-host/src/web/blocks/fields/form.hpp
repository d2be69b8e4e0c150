// A form: fields, and the buttons that send them.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_form(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Form& form);

}  // namespace sample_host::web
