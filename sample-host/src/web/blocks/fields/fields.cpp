#include "web/blocks/fields/fields.hpp"

#include "web/blocks/block_parts.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

void draw_label(Html& html, const std::string& id, const std::string& label) {
  html.raw("<label class=\"form-label\"").attr("for", "in-" + id).raw(">").text(label).raw("</label>");
}

/// The attributes of every control: name, id and description.
void control_attributes(Html& html, const Drawing& drawing, const std::string& id, bool has_hint) {
  html.attr("id", "in-" + id).attr("name", id);
  const std::string described = described_by(drawing, id, has_hint);
  if (!described.empty()) html.attr("aria-describedby", described);
  if (has_errors(drawing, id)) html.raw(" aria-invalid=\"true\"");
}

Lit control_class(const Drawing& drawing, const std::string& id) {
  return has_errors(drawing, id) ? Lit(" class=\"form-control is-invalid\"") : Lit(" class=\"form-control\"");
}

void draw_line(Html& html, const Drawing& drawing, const std::string& id, const Input& input) {
  const bool secret = input.type == InputType::secret;
  html.raw("<input").raw(control_class(drawing, id));
  control_attributes(html, drawing, id, !input.hint.empty());
  html.attr("type", secret ? "password" : input.type == InputType::email ? "email" : "text");
  html.attr("maxlength", input.max).attr("autocomplete", secret ? "new-password" : "off");
  // A secret is write-only: the saved value is never sent to the page.
  if (!secret)
    html.attr("value", input.value);
  else if (input.saved)
    html.attr("placeholder", tr("Saved. Leave empty to keep it"));
  html.raw(">");
}

void draw_area(Html& html, const Drawing& drawing, const std::string& id, const Input& input) {
  const bool secret = input.type == InputType::secret;
  html.raw("<textarea rows=\"6\" spellcheck=\"false\"").raw(control_class(drawing, id));
  control_attributes(html, drawing, id, !input.hint.empty());
  html.attr("maxlength", input.max);
  // Keeps browsers from restoring a secret after a reload.
  if (secret) html.raw(" autocomplete=\"off\"");
  if (secret && input.saved) html.attr("placeholder", tr("Saved. Leave empty to keep it"));
  // Browsers drop the first line feed after <textarea>.
  html.raw(">").raw("\n").text(secret ? std::string{} : input.value).raw("</textarea>");
}

/// Reads a file into the text area, so that no file is uploaded as such; the style sheet hides it from
/// browsers without scripts.
void draw_file_choice(Html& html, const std::string& id, const Input& input) {
  html.raw("<label class=\"btn btn-sm file-choice\">").text(tr("Choose a file")).raw("<input type=\"file\"");
  html.attr("accept", input.accepted_files).attr("data-fills", "in-" + id).raw("></label>");
}

}  // namespace

void draw_input(Html& html, Drawing& drawing, const std::string& id, const Input& input) {
  html.raw("<div class=\"field\"").attr("id", "b-" + id).raw(">");
  draw_label(html, id, input.label);
  if (input.multiline) {
    draw_area(html, drawing, id, input);
    if (!input.accepted_files.empty()) draw_file_choice(html, id, input);
  } else
    draw_line(html, drawing, id, input);
  draw_field_errors(html, drawing, id);
  draw_hint(html, id, input.hint);
  html.raw("</div>");
}

void draw_number(Html& html, Drawing& drawing, const std::string& id, const Number& number) {
  html.raw("<div class=\"field")
      .raw(number.in_sentence ? Lit(" in-sentence\"") : Lit("\""))
      .attr("id", "b-" + id)
      .raw(">");
  draw_label(html, id, number.label);
  html.raw("<div class=\"number-line\">");
  if (!number.prefix.empty()) html.raw("<span>").text(number.prefix).raw("</span>");
  // A field of the type number takes no comma, which pages show in numbers. The server checks the range.
  draw_hidden(html, "_number", id);
  html.raw("<input type=\"text\" inputmode=\"numeric\" autocomplete=\"off\" maxlength=\"26\"");
  html.raw(control_class(drawing, id));
  control_attributes(html, drawing, id, !number.hint.empty());
  // Keeps what was typed, even if it is not a number.
  const auto typed = drawing.typed.find(id);
  html.attr("value", typed == drawing.typed.end() ? std::to_string(number.value) : typed->second).raw(">");
  if (!number.suffix.empty()) html.raw("<span>").text(number.suffix).raw("</span>");
  html.raw("</div>");
  draw_field_errors(html, drawing, id);
  draw_hint(html, id, number.hint);
  html.raw("</div>");
}

void draw_toggle(Html& html, Drawing& drawing, const std::string& id, const Toggle& toggle) {
  html.raw("<div class=\"field\"").attr("id", "b-" + id).raw(">");
  draw_hidden(html, "_toggle", id);
  html.raw("<label class=\"form-check form-switch\"><input class=\"form-check-input\" type=\"checkbox\"");
  html.raw(" role=\"switch\" value=\"true\"");
  control_attributes(html, drawing, id, !toggle.hint.empty());
  html.flag("checked", toggle.value).raw("><span class=\"form-check-label\">").text(toggle.label);
  html.raw("</span></label>");
  draw_field_errors(html, drawing, id);
  draw_hint(html, id, toggle.hint);
  html.raw("</div>");
}

}  // namespace sample_host::web
