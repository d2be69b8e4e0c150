// The options of a picker in a browser without scripts: buttons that send the form, and lists of boxes.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// Draws nothing for browsers with scripts. The buttons post the whole form to the options of the picker. The
/// response is the page with the options, and with everything that was typed.
void draw_plain_picker(Html& html, const Drawing& drawing, const std::string& id,
                       const host_sdk::page::Picker& picker);

}  // namespace sample_host::web
