#include "web/blocks/content/facts.hpp"

#include "web/blocks/block_parts.hpp"
#include "web/blocks/values.hpp"
#include "web/icons.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// For browsers with scripts; the style sheet hides it from others.
void draw_copy_button(Html& html, const std::string& label, const std::string& text) {
  html.raw(" <button type=\"button\" class=\"btn btn-sm copy\"").attr("data-copy", text);
  html.raw(">");
  draw_icon(html, "copy");
  html.raw("<span aria-live=\"polite\">")
      .text(tr("Copy"))
      .raw("</span><span class=\"visually-hidden\"> ")
      .text(label);
  html.raw("</span></button>");
}

void draw_list(Html& html, Drawing& drawing, const Facts& facts) {
  html.raw("<dl class=\"facts\">");
  for (const Fact& fact : facts.items) {
    html.raw("<div><dt>").text(fact.label).raw("</dt><dd class=\"fact-value tone-text-");
    html.raw(tone_class(fact.tone)).raw("\">");
    draw_value(html, drawing, fact.value);
    if (const auto* text = std::get_if<std::string>(&fact.value); text != nullptr && fact.copyable)
      draw_copy_button(html, fact.label, *text);
    if (!fact.hint.empty()) {
      html.raw(" <span class=\"text-secondary\">");
      draw_words(html, fact.hint);
      html.raw("</span>");
    }
    html.raw("</dd></div>");
  }
  html.raw("</dl>");
}

void draw_tiles(Html& html, Drawing& drawing, const Facts& facts) {
  html.raw("<dl class=\"tiles\">");
  for (const Fact& fact : facts.items) {
    html.raw("<div class=\"card tile\"><dt>");
    if (is_icon(fact.icon)) {
      html.raw("<span class=\"tile-icon tone-").raw(tone_class(fact.tone)).raw("\">");
      draw_icon(html, fact.icon);
      html.raw("</span>");
    }
    html.text(fact.label).raw("</dt><dd class=\"tile-value\">");
    draw_value(html, drawing, fact.value);
    html.raw("</dd>");
    if (!fact.hint.empty()) {
      html.raw("<dd class=\"tile-hint\">");
      draw_words(html, fact.hint);
      html.raw("</dd>");
    }
    html.raw("</div>");
  }
  html.raw("</dl>");
}

}  // namespace

void draw_facts(Html& html, Drawing& drawing, const std::string& id, const Facts& facts) {
  const bool card = facts.style == FactStyle::list && !drawing.in_card;
  html.raw("<div class=\"").raw(card ? Lit("card") : Lit("block")).raw("\"").attr("id", "b-" + id).raw(">");
  if (card) html.raw("<div class=\"card-body\">");
  if (!facts.title.empty()) draw_heading(html, drawing, "subsection-title", facts.title, "");
  if (facts.style == FactStyle::tiles)
    draw_tiles(html, drawing, facts);
  else
    draw_list(html, drawing, facts);
  if (card) html.raw("</div>");
  html.raw("</div>");
}

}  // namespace sample_host::web
