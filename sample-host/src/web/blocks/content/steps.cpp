#include "web/blocks/content/steps.hpp"

#include "web/blocks/block.hpp"
#include "web/blocks/block_parts.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

void draw_steps(Html& html, Drawing& drawing, const std::string& id, const Steps& steps) {
  html.raw("<ol class=\"steps-list\"").attr("id", "b-" + id).raw(">");
  for (const Step& step : steps.items) {
    html.raw("<li>");
    draw_heading(html, drawing, "step-title", step.title, "");
    ++drawing.heading;
    draw_blocks(html, drawing, step.blocks);
    --drawing.heading;
    html.raw("</li>");
  }
  html.raw("</ol>");
}

}  // namespace sample_host::web
