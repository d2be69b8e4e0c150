#include "web/routes/host_forms.hpp"

#include <chrono>

#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/icons.hpp"

namespace sample_host::web {

std::string provider_name(Services& services, std::string_view provider) {
  if (provider.empty()) return tr("By hand");
  const ProviderEntry* entry = services.runtime.plugins().catalog.find_provider(provider);
  return entry != nullptr ? entry->display_name : std::string(provider);
}

std::string sentence_with_reference(std::string sentence, const std::string& reference) {
  if (reference.empty()) return sentence;
  return tr("{sentence} Reference number: {number}.", {{"sentence", sentence}, {"number", reference}});
}

void draw_text_field(Html& html, const Drawing& drawing, const TextField& field) {
  html.raw("<div class=\"field\"><label class=\"form-label\"").attr("for", "in-" + field.name).raw(">");
  html.text(field.label).raw("</label><input class=\"form-control");
  html.raw(has_errors(drawing, field.name) ? Lit(" is-invalid\"") : Lit("\"")).attr("type", field.type);
  html.attr("id", "in-" + field.name).attr("name", field.name).attr("value", field.value);
  html.attr("maxlength", field.max).raw(" autocomplete=\"off\"");
  html.flag("required", field.required).flag("readonly", field.locked);
  const std::string described = described_by(drawing, field.name, false);
  if (!described.empty()) html.attr("aria-describedby", described).raw(" aria-invalid=\"true\"");
  html.raw(">");
  draw_field_errors(html, drawing, field.name);
  html.raw("</div>");
}

void draw_option(Html& html, std::string_view value, std::string_view label, std::string_view present) {
  html.raw("<option").attr("value", value).flag("selected", value == present).raw(">").text(label);
  html.raw("</option>");
}

void draw_post_form(Html& html, const Drawing& drawing, std::string_view action) {
  html.raw("<form method=\"post\"").attr("action", action).raw(">");
  draw_hidden(html, "_csrf", drawing.csrf_token);
}

void draw_delete(Html& html, const Drawing& drawing, std::string_view action, std::string_view label,
                 std::string_view question, std::string_view consequence) {
  html.raw(
      "<button type=\"button\" class=\"btn btn-ghost-danger\" command=\"show-modal\" "
      "commandfor=\"delete-ask\">");
  draw_icon(html, "trash");
  html.text(label).raw(
      "</button><dialog class=\"question\" id=\"delete-ask\" aria-labelledby=\"delete-title\">");
  html.raw("<div class=\"question-edge bg-danger\"></div>");
  draw_post_form(html, drawing, action);
  html.raw("<div class=\"question-body\"><h2 class=\"question-title\" id=\"delete-title\">").text(question);
  html.raw("</h2><p class=\"text-secondary mb-0\">").text(consequence).raw("</p></div>");
  html.raw("<div class=\"question-footer\"><button type=\"button\" class=\"btn\" command=\"close\"");
  html.raw(" commandfor=\"delete-ask\">")
      .text(tr("Cancel"))
      .raw("</button><button type=\"submit\" class=\"btn btn-danger\">");
  html.text(label).raw("</button></div></form></dialog>");
}

void draw_link_button(Html& html, std::string_view address, std::string_view icon, std::string_view label,
                      bool primary) {
  html.raw("<a class=\"btn ").raw(primary ? Lit("btn-primary\"") : Lit("\"")).attr("href", address).raw(">");
  draw_icon(html, icon);
  html.text(label).raw("</a>");
}

Response only_administrators(Services& services, const Visit& visit) {
  return message_response(services, visit, 403, tr("Only administrators can do this"),
                          tr("Nothing was changed. Your role can view target users and target groups. Ask an "
                             "administrator of your company."));
}

std::optional<host_sdk::Timestamp> day_from(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return {};
  for (std::size_t at = 0; at < kForm.size(); ++at)
    if (kForm[at] == '0' ? text[at] < '0' || text[at] > '9' : text[at] != '-') return {};
  const auto number = [text](std::size_t from, std::size_t length) {
    int value = 0;
    for (const char digit : text.substr(from, length)) value = value * 10 + (digit - '0');
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  if (!day.ok()) return {};
  return host_sdk::Timestamp{std::chrono::sys_days{day}};
}

std::string clean_text(const std::string& text, std::size_t most) {
  constexpr std::string_view kBlanks = " \t\r\n";
  if (!host_sdk::is_clean_utf8(text)) return {};
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return {};
  return host_sdk::cut_code_points(
      std::string_view(text).substr(first, text.find_last_not_of(kBlanks) - first + 1), most);
}

}  // namespace sample_host::web
