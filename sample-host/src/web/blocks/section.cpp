#include "web/blocks/section.hpp"

#include <algorithm>

#include "web/blocks/actions.hpp"
#include "web/blocks/block.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

void draw_hint_line(Html& html, Lit start, const std::string& hint, Lit end) {
  if (hint.empty()) return;
  html.raw(start);
  draw_words(html, hint);
  html.raw(end);
}

/// Inside a card: heading, hint and blocks.
void draw_flat(Html& html, Drawing& drawing, const std::string& id, const Section& section) {
  html.raw("<div class=\"subsection\"").attr("id", "b-" + id).raw(">");
  draw_heading(html, drawing, "subsection-title", section.title, "");
  draw_hint_line(html, "<p class=\"subsection-hint\">", section.hint, "</p>");
  ++drawing.heading;
  draw_blocks(html, drawing, section.blocks);
  --drawing.heading;
  draw_actions(html, drawing, section.actions);
  html.raw("</div>");
}

void draw_body(Html& html, Drawing& drawing, const Section& section) {
  const bool was_in_card = drawing.in_card;
  drawing.in_card = true;
  ++drawing.heading;
  if (!section.blocks.empty()) {
    html.raw("<div class=\"card-body\">");
    draw_blocks(html, drawing, section.blocks);
    html.raw("</div>");
  }
  --drawing.heading;
  drawing.in_card = was_in_card;
}

void draw_footer(Html& html, Drawing& drawing, const Section& section, const Action* unlink) {
  if (section.actions.empty() && unlink == nullptr) return;
  html.raw("<div class=\"card-footer\"><div class=\"btn-list\">");
  for (const Action& action : section.actions) draw_action(html, drawing, action);
  if (unlink != nullptr) draw_action(html, drawing, *unlink);
  html.raw("</div></div>");
}

/// A form that is shown again with errors must not be inside a collapsed section.
bool holds_sent_form(const Drawing& drawing, const std::vector<Block>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [&](const Block& block) {
    if (const auto* section = std::get_if<Section>(&block.kind))
      return holds_sent_form(drawing, section->blocks);
    return std::holds_alternative<Form>(block.kind) && block.id == drawing.sent_form;
  });
}

void draw_disclosure(Html& html, Drawing& drawing, const std::string& id, const Section& section) {
  html.raw("<details class=\"").raw(drawing.in_card ? Lit("disclosure") : Lit("card disclosure")).raw("\"");
  html.attr("id", "b-" + id).flag("open", !*section.collapsed || holds_sent_form(drawing, section.blocks));
  html.raw("><summary class=\"disclosure-title\">");
  draw_heading(html, drawing, "disclosure-heading", section.title, "");
  draw_hint_line(html, "<span class=\"disclosure-hint\">", section.hint, "</span>");
  html.raw("</summary>");
  draw_body(html, drawing, section);
  draw_footer(html, drawing, section, nullptr);
  html.raw("</details>");
}

void draw_card(Html& html, Drawing& drawing, const std::string& id, const Section& section,
               const Action* unlink) {
  html.raw("<section class=\"card\"").attr("id", "b-" + id);
  if (!section.title.empty()) html.attr("aria-labelledby", "title-" + id);
  html.raw(">");
  if (!section.title.empty()) {
    html.raw("<div class=\"card-header\"><div>");
    draw_heading(html, drawing, "card-title", section.title, "title-" + id);
    draw_hint_line(html, "<p class=\"card-subtitle\">", section.hint, "</p>");
    html.raw("</div></div>");
  }
  draw_body(html, drawing, section);
  draw_footer(html, drawing, section, unlink);
  html.raw("</section>");
}

}  // namespace

void draw_section(Html& html, Drawing& drawing, const std::string& id, const Section& section) {
  if (section.collapsed)
    draw_disclosure(html, drawing, id, section);
  else if (drawing.in_card)
    draw_flat(html, drawing, id, section);
  else
    draw_card(html, drawing, id, section, nullptr);
}

void draw_last_section(Html& html, Drawing& drawing, const std::string& id, const Section& section,
                       const Action* unlink) {
  draw_card(html, drawing, id, section, unlink);
}

}  // namespace sample_host::web
