// The bar of a running job.
#pragma once

#include <string>

#include "host_sdk/page/blocks.hpp"
#include "web/drawing.hpp"
#include "web/html.hpp"

namespace sample_host::web {

void draw_progress(Html& html, Drawing& drawing, const std::string& id,
                   const host_sdk::page::ProgressBar& progress);

}  // namespace sample_host::web
