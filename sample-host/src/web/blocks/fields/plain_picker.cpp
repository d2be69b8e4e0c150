#include "web/blocks/fields/plain_picker.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// A button that shows options; the open node, or the cursor, is its value.
void draw_button(Html& html, const Drawing& drawing, const std::string& id, Lit name, std::string_view value,
                 std::string_view label) {
  html.raw("<button type=\"submit\" class=\"btn btn-sm\"").attr("name", name.view()).attr("value", value);
  html.attr("formaction", with_view(drawing, drawing.address + "/options/" + id) + "#b-" + id).raw(">");
  html.text(label).raw("</button>");
}

void draw_option(Html& html, const Drawing& drawing, const std::string& id, const Picker& picker,
                 const OpenPicker& open, const Option& option) {
  const bool chosen = std::any_of(picker.value.begin(), picker.value.end(),
                                  [&](const SelectedOption& picked) { return picked.id == option.id; });
  html.raw("<li class=\"node-row\"><label class=\"form-check option-row\">");
  html.raw("<input class=\"form-check-input\"").attr("type", picker.multiple ? "checkbox" : "radio");
  html.attr("name", picker.multiple ? id : "_choose." + id).attr("value", option.id);
  // What is chosen has its box above, which is sent.
  html.flag("checked", chosen).flag("disabled", !option.disabled.empty() || (picker.multiple && chosen));
  html.raw("><span class=\"form-check-label\"><span>").text(option.label).raw("</span>");
  const std::string& below = option.disabled.empty() ? option.hint : option.disabled;
  if (!below.empty()) html.raw(" <span class=\"option-hint\">").text(below).raw("</span>");
  html.raw("</span></label>");
  if (option.count)
    html.raw("<span class=\"option-count\">")
        .text(tr_count("{count} user", "{count} users", *option.count))
        .raw("</span>");
  if (option.children && option.id != open.parent)
    draw_button(html, drawing, id, "_open", option.id, tr("Show below {option}", {{"option", option.label}}));
  html.raw("</li>");
}

void draw_open(Html& html, const Drawing& drawing, const std::string& id, const Picker& picker,
               const OpenPicker& open) {
  if (!open.problem.empty()) {
    html.raw("<p class=\"picker-error\" role=\"alert\">").text(open.problem).raw("</p>");
    return;
  }
  if (open.answer.options.empty()) {
    html.raw("<p class=\"picker-note\">");
    html.text(open.query.empty() ? tr("There are no options.")
                                 : tr("No match for “{query}”.", {{"query", open.query}}))
        .raw("</p>");
  } else {
    html.raw("<ul class=\"plain-options\"").attr("aria-label", picker.label).raw(">");
    for (const Option& option : open.answer.options) draw_option(html, drawing, id, picker, open, option);
    html.raw("</ul>");
  }
  if (!open.answer.note.empty()) html.raw("<p class=\"picker-note\">").text(open.answer.note).raw("</p>");
  if (open.answer.next.empty()) return;
  html.raw("<input type=\"hidden\"").attr("name", "_below." + id).attr("value", open.parent).raw(">");
  draw_button(html, drawing, id, "_cursor", open.answer.next, tr("Show the next options"));
}

}  // namespace

void draw_plain_picker(Html& html, const Drawing& drawing, const std::string& id, const Picker& picker) {
  const auto found = drawing.open_pickers.find(id);
  const bool open = found != drawing.open_pickers.end();
  html.raw("<noscript><div class=\"plain-picker\">");
  if (picker.searchable) {
    html.raw("<input type=\"search\" class=\"form-control\" maxlength=\"200\"")
        .attr("placeholder", tr("Search"));
    html.attr("name", "_search." + id).attr("aria-label", tr("Search: {label}", {{"label", picker.label}}));
    html.attr("value", open ? found->second.query : "").raw(">");
  }
  draw_button(html, drawing, id, "_open", "", picker.searchable ? tr("Search or show all") : tr("Show all"));
  if (open) draw_open(html, drawing, id, picker, found->second);
  html.raw("</div></noscript>");
}

}  // namespace sample_host::web
