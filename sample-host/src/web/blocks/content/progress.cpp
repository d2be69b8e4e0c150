#include "web/blocks/content/progress.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "web/blocks/actions.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/times.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

void draw_progress(Html& html, Drawing& drawing, const std::string& id, const ProgressBar& progress) {
  html.raw("<section").attr("id", "b-" + id).attr("aria-labelledby", "title-" + id);
  html.raw(" class=\"").raw(drawing.in_card ? Lit("progress-block") : Lit("card progress-card")).raw("\">");
  if (!drawing.in_card) html.raw("<div class=\"card-body\">");

  html.raw("<div class=\"progress-line\">");
  draw_heading(html, drawing, "progress-title", progress.title, "title-" + id);
  html.raw("<span class=\"text-secondary\">");
  draw_with_time(html, tr("started {time}"), progress.started, drawing.now);
  html.raw("</span></div>");

  html.raw("<progress class=\"progress\"").attr("aria-labelledby", "title-" + id);
  if (progress.total)
    html.attr("max", std::max<std::int64_t>(*progress.total, 1)).attr("value", progress.done);
  html.raw("></progress>");

  html.raw("<div class=\"progress-line\"><span>").text(progress.step).raw("</span><span class=\"count\">");
  // Without a total, a bare 0 carries no information.
  if (progress.total || progress.done > 0) {
    html.text(progress.total
                  ? tr("{done} of {total} {unit}",
                       {{"done", progress.done}, {"total", *progress.total}, {"unit", progress.unit}})
                  : tr("{done} {unit}", {{"done", progress.done}, {"unit", progress.unit}}));
  }
  html.raw("</span></div>");

  if (!progress.counts.empty()) {
    html.raw("<ul class=\"progress-counts\">");
    for (const auto& count : progress.counts) {
      // The page vocabulary has no tone for counts, so failures are recognized by their label.
      const bool failed = count.label == "failed" && count.count > 0;
      html.raw("<li><strong").raw(failed ? Lit(" class=\"text-danger\"") : Lit("")).raw(">");
      html.text(number_text(count.count)).raw("</strong> ").text(count.label).raw("</li>");
    }
    html.raw("</ul>");
  }
  if (!progress.note.empty()) html.raw("<p class=\"form-hint\">").text(progress.note).raw("</p>");
  draw_actions(html, drawing, progress.actions);
  if (!drawing.in_card) html.raw("</div>");
  html.raw("</section>");
}

}  // namespace sample_host::web
