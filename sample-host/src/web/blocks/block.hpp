// A block of any kind.
#pragma once

#include <vector>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// Draws a block of any kind.
void draw_block(Html& html, Drawing& drawing, const host_sdk::page::Block& block);
void draw_blocks(Html& html, Drawing& drawing, const std::vector<host_sdk::page::Block>& blocks);

}  // namespace sample_host::web
