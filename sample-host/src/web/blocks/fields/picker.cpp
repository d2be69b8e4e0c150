#include "web/blocks/fields/picker.hpp"

#include "web/blocks/block_parts.hpp"
#include "web/blocks/fields/options.hpp"
#include "web/blocks/fields/plain_picker.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

std::string load_from(const Drawing& drawing, const std::string& id, const Picker& picker) {
  OptionsView view;
  view.page_address = drawing.address;
  view.picker = id;
  view.shape = picker.shape;
  view.multiple = picker.multiple;
  return options_address(view);
}

/// Equal for equal selections: page updates leave a picker and its loaded options alone while its element id
/// stays the same, and replace it otherwise.
std::string element_id(const std::string& id, const Picker& picker) {
  std::string all = picker.label + picker.summary;
  for (const SelectedOption& picked : picker.value)
    all += "\n" + picked.id + (picked.gone ? "-" : "+") + picked.label;
  return "picker-" + id + "-" + short_hash(all);
}

/// Unique per picker: htmx would move elements with an equal id into the new picker, without their content.
std::string options_id(const std::string& id, const Picker& picker) {
  return element_id(id, picker) + "-options";
}

void draw_chip(Html& html, const std::string& id, const SelectedOption& picked) {
  html.raw("<li class=\"chip").raw(picked.gone ? Lit(" chip-gone\"") : Lit("\"")).attr("data-id", picked.id);
  // Only browsers without scripts show the box, to take the option out.
  html.raw(
      "><label class=\"chip-words\"><input type=\"checkbox\" class=\"form-check-input chip-box\" "
      "autocomplete=\"off\" checked");
  html.attr("name", id).attr("value", picked.id).raw("><span class=\"chip-label\">");
  html.text(picked.label.empty() ? picked.id : picked.label).raw("</span>");
  if (picked.gone)
    html.raw("<span class=\"visually-hidden\"> ").text(tr("(no longer exists)")).raw("</span>");
  html.raw("</label>");
  html.raw("<button type=\"button\" class=\"chip-remove\"");
  html.attr("aria-label",
            tr("Remove {option}", {{"option", picked.label.empty() ? picked.id : picked.label}}))
      .raw(">");
  draw_icon(html, "x");
  html.raw("</button></li>");
}

void draw_search(Html& html, const Drawing& drawing, const std::string& id, const Picker& picker) {
  html.raw("<div class=\"input-icon\"><span class=\"input-icon-addon\">");
  draw_icon(html, "search");
  html.raw("</span><input type=\"search\" name=\"_search\" autocomplete=\"off\" maxlength=\"200\"");
  html.raw(" class=\"form-control picker-search")
      .raw(has_errors(drawing, id) ? Lit(" is-invalid\"") : Lit("\""));
  html.attr("id", "in-" + id)
      .attr("aria-label", tr("Search: {label}", {{"label", picker.label}}))
      .attr("placeholder", tr("Search"));
  const std::string described = described_by(drawing, id, !picker.hint.empty());
  if (!described.empty()) html.attr("aria-describedby", described);
  html.attr("data-hx-get", load_from(drawing, id, picker))
      .attr("data-hx-target", "#" + options_id(id, picker));
  html.raw(" data-hx-trigger=\"input changed delay:250ms, search\"");
  html.raw(" data-hx-sync=\"closest .picker:replace\"></div>");
}

/// A name left in the input is used when the form is saved, as if its button had been pressed.
void draw_create(Html& html, const std::string& id, const Picker& picker) {
  html.raw("<div class=\"picker-create\"><label class=\"form-label\"").attr("for", "new-" + id).raw(">");
  html.text(picker.create).raw("</label><div class=\"picker-create-line\"><input type=\"text\"");
  html.raw(" class=\"form-control\" maxlength=\"256\" autocomplete=\"off\"").attr("id", "new-" + id);
  html.attr("name", (picker.multiple ? "_add." : "_new.") + id);
  html.raw("><button type=\"button\" class=\"btn picker-create-button\">")
      .text(tr("Use this name"))
      .raw("</button></div></div>");
}

}  // namespace

void draw_picker(Html& html, Drawing& drawing, const std::string& id, const Picker& picker) {
  const bool closed = !picker.multiple && !picker.value.empty() && !has_errors(drawing, id);
  html.raw("<div class=\"field\"").attr("id", "b-" + id).raw(">");
  html.raw("<div class=\"picker\" role=\"group\" hx-morph-skip").attr("id", element_id(id, picker));
  html.attr("aria-labelledby", "label-" + id).attr("data-name", id);
  html.attr("data-shape", picker.shape == PickerShape::tree ? "tree" : "list");
  html.attr("data-select", picker.select == PickerSelect::subtree ? "subtree" : "node");
  // A picker that sums its selection up is asked again when that changes.
  if (!picker.summary.empty()) html.attr("data-sum", drawing.address + "/options/" + id);
  html.flag("data-multiple", picker.multiple).raw(">");
  html.raw("<div class=\"form-label\"").attr("id", "label-" + id).raw(">").text(picker.label).raw("</div>");
  draw_hint(html, id, picker.hint);
  draw_hidden(html, "_many", id);

  html.raw("<div class=\"picker-chosen\"><ul class=\"chips\"")
      .attr("aria-label", tr("Chosen: {label}", {{"label", picker.label}}))
      .raw(">");
  for (const SelectedOption& picked : picker.value) draw_chip(html, id, picked);
  html.raw("</ul>");
  if (!picker.multiple) {
    html.raw("<button type=\"button\" class=\"btn btn-sm picker-change\"")
        .attr("aria-controls", "body-" + id);
    html.attr("aria-expanded", closed ? "false" : "true")
        .flag("hidden", !closed)
        .raw(">")
        .text(tr("Change"))
        .raw("</button>");
  }
  html.raw("</div><div class=\"picker-body\"").attr("id", "body-" + id).flag("hidden", closed).raw(">");
  if (picker.searchable) draw_search(html, drawing, id, picker);
  html.raw("<div class=\"picker-options\"").attr("id", options_id(id, picker));
  if (!picker.searchable) html.attr("aria-label", picker.label);
  // A search that starts meanwhile ends this request, whose late answer would replace what was found.
  html.attr("data-hx-get", load_from(drawing, id, picker)).raw(" data-hx-trigger=\"intersect once\"");
  html.raw(" data-hx-sync=\"closest .picker:abort\">");
  html.raw("<p class=\"picker-note\">").text(tr("Loading…")).raw("</p></div>");
  draw_plain_picker(html, drawing, id, picker);
  if (!picker.create.empty()) draw_create(html, id, picker);
  html.raw("</div>");
  draw_field_errors(html, drawing, id);
  html.raw("<p class=\"picker-summary\" role=\"status\">").text(picker.summary).raw("</p></div></div>");
}

}  // namespace sample_host::web
