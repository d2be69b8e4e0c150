#include "web/blocks/fields/form.hpp"

#include <map>

#include "web/blocks/actions.hpp"
#include "web/blocks/block.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

using Labels = std::map<std::string, std::string>;

void collect_labels(const std::vector<Block>& blocks, Labels& labels);

struct LabelCollector {
  const std::string& id;
  Labels& labels;

  void operator()(const Section& section) const { collect_labels(section.blocks, labels); }
  void operator()(const Choice& choice) const {
    labels[id] = choice.label;
    for (const ChoiceOption& option : choice.options) collect_labels(option.blocks, labels);
  }
  void operator()(const Picker& picker) const { labels[id] = picker.label; }
  void operator()(const Input& input) const { labels[id] = input.label; }
  void operator()(const Number& number) const { labels[id] = number.label; }
  void operator()(const Toggle& toggle) const { labels[id] = toggle.label; }
  template <class Other>
  void operator()(const Other&) const {}
};

void collect_labels(const std::vector<Block>& blocks, Labels& labels) {
  for (const Block& block : blocks) std::visit(LabelCollector{block.id, labels}, block.kind);
}

/// The error summary at the top of the form, with links to the fields. It receives the focus.
void draw_summary(Html& html, const Drawing& drawing, const std::string& id, const Form& form) {
  if (drawing.errors.empty() || drawing.sent_form != id) return;
  Labels labels;
  collect_labels(form.blocks, labels);
  html.raw("<div class=\"alert tone-danger\" role=\"alert\" id=\"errors\" tabindex=\"-1\" autofocus>");
  html.raw("<div class=\"alert-icon\">");
  draw_icon(html, "alert-circle");
  html.raw("</div><div class=\"alert-words\">");
  draw_heading(html, drawing, "alert-heading", tr("Nothing was saved. Check these fields:"), "");
  html.raw("<ul class=\"mb-0\">");
  for (const auto& [field, sentences] : drawing.errors) {
    for (const std::string& sentence : sentences) {
      html.raw("<li>");
      const auto label = labels.find(field);
      if (label == labels.end())
        html.text(field.empty() ? sentence : field + ": " + sentence);
      else
        html.raw("<a")
            .attr("href", "#in-" + field)
            .raw(">")
            .text(label->second + ": " + sentence)
            .raw("</a>");
      html.raw("</li>");
    }
  }
  html.raw("</ul></div></div>");
}

void draw_footer(Html& html, Drawing& drawing, const Form& form) {
  if (form.actions.empty() && form.note.empty()) return;
  html.raw("<div class=\"card-footer form-foot\">");
  draw_actions(html, drawing, form.actions);
  if (!form.note.empty()) html.raw("<span class=\"form-note\">").text(form.note).raw("</span>");
  html.raw("</div>");
}

}  // namespace

void draw_form(Html& html, Drawing& drawing, const std::string& id, const Form& form) {
  const bool was_in_card = drawing.in_card;
  const std::string form_around = drawing.form_id;
  // Forms cannot nest: the fields of an inner form belong to the outer one.
  const bool nested = !form_around.empty();

  html.raw("<div").attr("id", "b-" + id).raw(" class=\"").raw(was_in_card ? Lit("block") : Lit("card"));
  html.raw("\">");
  if (!nested) {
    drawing.form_id = "form-" + id;
    // `novalidate`: with an invalid hidden field, browsers would refuse to send and show no message.
    html.raw("<form method=\"post\" novalidate").attr("id", drawing.form_id);
    html.attr("action", drawing.address).raw(">");
    draw_hidden(html, "_csrf", drawing.csrf_token);
    draw_hidden(html, "_form", id);
    draw_hidden(html, "_revision", std::to_string(form.revision));
  }
  if (!was_in_card) html.raw("<div class=\"card-body\">");
  drawing.in_card = true;
  draw_summary(html, drawing, id, form);
  draw_blocks(html, drawing, form.blocks);
  drawing.in_card = was_in_card;
  if (!was_in_card) html.raw("</div>");
  draw_footer(html, drawing, form);
  if (!nested) {
    html.raw("</form>");
    drawing.form_id.clear();
  }
  html.raw("</div>");
}

}  // namespace sample_host::web
