// A table with its pages.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_table(Html& html, Drawing& drawing, const std::string& id, const host_sdk::page::Table& table);

}  // namespace sample_host::web
