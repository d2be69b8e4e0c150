#include "web/blocks/fields/choice.hpp"

#include <algorithm>

#include "web/blocks/block.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

bool is_chosen(const Choice& choice, const ChoiceOption& option) {
  return std::find(choice.value.begin(), choice.value.end(), option.id) != choice.value.end();
}

void draw_control(Html& html, const Drawing& drawing, const std::string& id, const Choice& choice,
                  const ChoiceOption& option, std::size_t at) {
  const std::string control = at == 0 ? "in-" + id : "in-" + id + "-" + option.id;
  html.raw("<input class=\"form-check-input\"").attr("type", choice.multiple ? "checkbox" : "radio");
  html.attr("name", id).attr("value", option.id).attr("id", control);
  html.flag("checked", is_chosen(choice, option)).flag("disabled", !option.disabled.empty());
  if (has_errors(drawing, id)) html.attr("aria-describedby", "error-" + id);
  html.raw(">");
}

void draw_option_words(Html& html, const ChoiceOption& option) {
  const std::string& below = option.disabled.empty() ? option.hint : option.disabled;
  if (!below.empty()) html.raw("<span class=\"option-hint\">").text(below).raw("</span>");
}

void draw_cards(Html& html, const Drawing& drawing, const std::string& id, const Choice& choice) {
  html.raw("<div class=\"options option-cards\">");
  for (std::size_t at = 0; at < choice.options.size(); ++at) {
    const ChoiceOption& option = choice.options[at];
    html.raw("<label class=\"option-card\">");
    draw_control(html, drawing, id, choice, option, at);
    draw_icon(html, option.icon);
    html.raw("<span class=\"option-words\"><span class=\"option-label\">").text(option.label).raw("</span>");
    draw_option_words(html, option);
    html.raw("</span></label>");
  }
  html.raw("</div>");
}

void draw_inline(Html& html, const Drawing& drawing, const std::string& id, const Choice& choice) {
  html.raw("<div class=\"options option-inline\">");
  for (std::size_t at = 0; at < choice.options.size(); ++at) {
    const ChoiceOption& option = choice.options[at];
    html.raw("<label class=\"form-check\">");
    draw_control(html, drawing, id, choice, option, at);
    html.raw("<span class=\"form-check-label\">").text(option.label).raw("</span>");
    draw_option_words(html, option);
    html.raw("</label>");
  }
  html.raw("</div>");
}

void draw_select(Html& html, const Drawing& drawing, const std::string& id, const Choice& choice) {
  html.raw("<select class=\"form-select options").raw(has_errors(drawing, id) ? Lit(" is-invalid") : Lit(""));
  html.raw("\"").attr("id", "in-" + id).attr("name", id).attr("aria-label", choice.label);
  const std::string described = described_by(drawing, id, !choice.hint.empty());
  if (!described.empty()) html.attr("aria-describedby", described);
  html.flag("multiple", choice.multiple).raw(">");
  for (const ChoiceOption& option : choice.options) {
    html.raw("<option").attr("value", option.id).flag("selected", is_chosen(choice, option));
    html.flag("disabled", !option.disabled.empty()).raw(">").text(option.label);
    if (!option.disabled.empty()) html.text(" (" + option.disabled + ")");
    html.raw("</option>");
  }
  html.raw("</select>");
}

/// One panel per option, in the same order; the style sheet shows the n-th panel with the n-th option.
void draw_panels(Html& html, Drawing& drawing, const Choice& choice) {
  const bool any = std::any_of(choice.options.begin(), choice.options.end(),
                               [](const ChoiceOption& option) { return !option.blocks.empty(); });
  if (!any) return;
  html.raw("<div class=\"panels\">");
  for (const ChoiceOption& option : choice.options) {
    html.raw("<div class=\"panel").raw(option.blocks.empty() ? Lit(" panel-empty\">") : Lit("\">"));
    draw_blocks(html, drawing, option.blocks);
    html.raw("</div>");
  }
  html.raw("</div>");
}

}  // namespace

void draw_choice(Html& html, Drawing& drawing, const std::string& id, const Choice& choice) {
  html.raw("<fieldset class=\"choice field\"").attr("id", "b-" + id).raw(">");
  if (!choice.label.empty()) html.raw("<legend class=\"form-label\">").text(choice.label).raw("</legend>");
  draw_hint(html, id, choice.hint);
  if (choice.multiple) draw_hidden(html, "_many", id);
  switch (choice.style) {
    case ChoiceStyle::cards:
      draw_cards(html, drawing, id, choice);
      break;
    case ChoiceStyle::compact:
      draw_inline(html, drawing, id, choice);
      break;
    case ChoiceStyle::select:
      draw_select(html, drawing, id, choice);
      break;
  }
  draw_field_errors(html, drawing, id);
  draw_panels(html, drawing, choice);
  html.raw("</fieldset>");
}

}  // namespace sample_host::web
