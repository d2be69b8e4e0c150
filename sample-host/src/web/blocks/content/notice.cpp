#include "web/blocks/content/notice.hpp"

#include "web/blocks/actions.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/icons.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

std::string_view notice_icon(Tone tone) {
  switch (tone) {
    case Tone::success:
      return "circle-check";
    case Tone::warning:
      return "alert-triangle";
    case Tone::danger:
      return "alert-circle";
    case Tone::info:
    case Tone::neutral:
      break;
  }
  return "info-circle";
}

}  // namespace

void draw_notice(Html& html, Drawing& drawing, const std::string& id, const Notice& notice) {
  const bool urgent = notice.tone == Tone::warning || notice.tone == Tone::danger;
  html.raw("<div class=\"alert tone-").raw(tone_class(notice.tone)).raw("\"").attr("id", "b-" + id);
  html.attr("role", urgent ? "alert" : "status").raw("><div class=\"alert-icon\">");
  draw_icon(html, notice_icon(notice.tone));
  html.raw("</div><div class=\"alert-words\">");
  if (!notice.title.empty()) draw_heading(html, drawing, "alert-heading", notice.title, "");
  if (!notice.text.empty()) {
    html.raw("<div class=\"alert-text\">");
    draw_words(html, notice.text);
    html.raw("</div>");
  }
  draw_actions(html, drawing, notice.actions);
  html.raw("</div></div>");
}

void draw_empty(Html& html, Drawing& drawing, const std::string& id, const Empty& empty) {
  html.raw("<div class=\"").raw(drawing.in_card ? Lit("empty") : Lit("card empty")).raw("\"");
  html.attr("id", "b-" + id).raw(">");
  if (is_icon(empty.icon)) {
    html.raw("<div class=\"empty-icon\">");
    draw_icon(html, empty.icon);
    html.raw("</div>");
  }
  draw_heading(html, drawing, "empty-title", empty.title, "");
  if (!empty.text.empty()) html.raw("<p class=\"empty-subtitle\">").text(empty.text).raw("</p>");
  if (!empty.actions.empty()) {
    html.raw("<div class=\"empty-action\">");
    draw_actions(html, drawing, empty.actions);
    html.raw("</div>");
  }
  if (!empty.footnote.empty()) html.raw("<p class=\"empty-footnote\">").text(empty.footnote).raw("</p>");
  html.raw("</div>");
}

}  // namespace sample_host::web
