#include "web/blocks/actions.hpp"

#include <algorithm>

#include "web/icons.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

Lit style_class(ActionStyle style) {
  switch (style) {
    case ActionStyle::primary:
      return "btn-primary";
    case ActionStyle::danger:
      return "btn-danger";
    case ActionStyle::danger_subtle:
      return "btn-ghost-danger";
    case ActionStyle::standard:
      break;
  }
  return "";
}

/// Returns the reason why the viewer cannot use the action, or "" if it is available.
std::string obstacle(const Drawing& drawing, const Action& action) {
  if (!action.disabled.empty()) return action.disabled;
  const auto& can = drawing.actor.can;
  if (!action.needs.empty() && std::find(can.begin(), can.end(), action.needs) == can.end())
    return tr("Your role does not allow this.");
  return {};
}

std::string action_address(const Drawing& drawing, const Action& action) {
  return with_view(drawing, drawing.address + "/actions/" + action.id);
}

bool sends_fields(const Drawing& drawing, const Action& action) {
  return action.submit && !drawing.form_id.empty();
}

void draw_label(Html& html, const Action& action) {
  draw_icon(html, action.icon, action.icon.starts_with("brand-") ? Lit("icon-brand") : Lit(""));
  html.text(action.label);
}

void draw_form_start(Html& html, const Drawing& drawing, const Action& action, const std::string& id) {
  html.raw("<form method=\"post\"").attr("id", id).attr("action", action_address(drawing, action));
  html.raw(action.download ? Lit(" data-download>") : Lit(">"));
  draw_hidden(html, "_csrf", drawing.csrf_token);
  if (!action.value.empty()) draw_hidden(html, "value", action.value);
}

void draw_typed(Html& html, const Action& action, const std::string& id, const std::string& form) {
  const auto& typed = *action.confirm->type_to_confirm;
  html.raw("<label class=\"form-label mt-3\"").attr("for", id + "-typed").raw(">");
  html.text(typed.label.empty() ? tr("Type {confirmation} to confirm", {{"confirmation", typed.value}})
                                : typed.label)
      .raw("</label>");
  html.raw("<input class=\"form-control\" type=\"text\" autocomplete=\"off\" autocapitalize=\"off\"");
  html.raw(" spellcheck=\"false\" name=\"_confirmation\" autofocus").attr("id", id + "-typed");
  html.attr("data-expected", typed.value);
  if (!form.empty()) {
    // No `required` attribute: it would also block the form's other buttons. The server checks the text.
    html.attr("form", form);
  } else {
    html.raw(" required");
  }
  html.raw(">");
}

/// The confirmation dialog of an action. `form` is the enclosing form when its fields are sent along.
void draw_dialog(Html& html, const Drawing& drawing, const Action& action, const std::string& id,
                 const std::string& form) {
  const Confirm& confirm = *action.confirm;
  const bool dangerous = confirm.tone == Tone::danger || action.style == ActionStyle::danger ||
                         action.style == ActionStyle::danger_subtle;
  html.raw("<dialog class=\"question\"").attr("id", id).attr("aria-labelledby", id + "-title");
  html.attr("aria-describedby", id + "-text").raw(">");
  html.raw("<div class=\"question-edge bg-").raw(dangerous ? Lit("danger") : Lit("primary")).raw("\"></div>");
  if (form.empty()) draw_form_start(html, drawing, action, id + "-form");
  html.raw("<div class=\"question-body\"><h2 class=\"question-title\"").attr("id", id + "-title").raw(">");
  html.text(confirm.title).raw("</h2><p class=\"text-secondary mb-0\"").attr("id", id + "-text").raw(">");
  html.text(confirm.text).raw("</p>");
  if (confirm.type_to_confirm) draw_typed(html, action, id, form);
  html.raw("</div><div class=\"question-footer\"><button type=\"button\" class=\"btn\" command=\"close\"");
  html.attr("commandfor", id).raw(">").text(tr("Cancel")).raw("</button>");
  html.raw("<button type=\"submit\" name=\"_confirmed\"").attr("value", action.id);
  html.raw(" class=\"btn ").raw(dangerous ? Lit("btn-danger") : Lit("btn-primary")).raw("\"");
  if (!form.empty()) html.attr("form", form).attr("formaction", action_address(drawing, action));
  html.raw(">").text(confirm.confirm_label.empty() ? action.label : confirm.confirm_label);
  html.raw("</button></div>");
  if (form.empty()) html.raw("</form>");
  html.raw("</dialog>");
}

void draw_disabled(Html& html, const Action& action, const std::string& id, const std::string& why) {
  html.raw(
      "<span class=\"with-reason\"><button type=\"button\" aria-disabled=\"true\" class=\"btn disabled ");
  html.raw(style_class(action.style)).raw("\"").attr("id", id).attr("aria-describedby", id + "-why").raw(">");
  draw_label(html, action);
  html.raw("</button><span role=\"tooltip\" class=\"reason\"").attr("id", id + "-why").raw(">").text(why);
  html.raw("</span></span>");
}

}  // namespace

void draw_action(Html& html, Drawing& drawing, const Action& action) {
  const std::string id = drawing.unique_id("do-" + action.id);
  if (const std::string why = obstacle(drawing, action); !why.empty()) {
    draw_disabled(html, action, id, why);
    return;
  }
  if (action.leads_to) {
    html.raw("<a").attr("id", id).attr("href", address_of(drawing, *action.leads_to));
    html.raw(" class=\"btn ").raw(style_class(action.style)).raw("\">");
    draw_label(html, action);
    html.raw("</a>");
    return;
  }
  const bool fields = sends_fields(drawing, action);
  if (action.confirm) {
    draw_dialog(drawing.outside, drawing, action, id + "-ask", fields ? drawing.form_id : "");
    html.raw("<button type=\"button\" command=\"show-modal\"").attr("commandfor", id + "-ask");
  } else if (fields) {
    html.raw("<button type=\"submit\"").attr("form", drawing.form_id);
    html.attr("formaction", action_address(drawing, action));
    if (!action.value.empty()) html.raw(" name=\"value\"").attr("value", action.value);
  } else {
    draw_form_start(drawing.outside, drawing, action, id + "-form");
    drawing.outside.raw("</form>");
    html.raw("<button type=\"submit\"").attr("form", id + "-form");
  }
  html.attr("id", id).raw(" class=\"btn ").raw(style_class(action.style)).raw("\">");
  draw_label(html, action);
  html.raw("</button>");
}

void draw_actions(Html& html, Drawing& drawing, const std::vector<Action>& actions) {
  if (actions.empty()) return;
  html.raw("<div class=\"btn-list\">");
  for (const Action& action : actions) draw_action(html, drawing, action);
  html.raw("</div>");
}

}  // namespace sample_host::web
