#include "web/layout.hpp"

#include "web/drawing.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

// No indicator styles and no eval: the Content-Security-Policy forbids both.
constexpr Lit kHtmxConfig =
    "<meta name=\"htmx-config\" content='{\"includeIndicatorCSS\":false,\"history\":\"reload\"}'>";

void draw_head(Html& html, std::string_view title, Theme theme) {
  html.raw("<!doctype html><html lang=\"en\" data-theme=\"").raw(name_of(theme).value);
  html.raw("\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"");
  html.raw(name_of(theme).color_scheme).raw("\">");
  html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
  html.text(title).raw(" · Sample host</title>").raw(kHtmxConfig);
  html.raw("<link rel=\"icon\" type=\"image/svg+xml\"").attr("href", asset_url("favicon.svg")).raw(">");
  for (const char* sheet : {"tabler.min.css", "palette.css", "app.css", "blocks.css"})
    html.raw("<link rel=\"stylesheet\"").attr("href", asset_url(sheet)).raw(">");
  html.raw("<noscript><link rel=\"stylesheet\"").attr("href", asset_url("no-script.css")).raw("></noscript>");
  for (const char* script : {"htmx.min.js", "hx-sse.min.js", "picker.js", "app.js"})
    html.raw("<script defer").attr("src", asset_url(script)).raw("></script>");
  html.raw("</head><body>");
}

/// The switch of themes. It works without scripts; app.js saves the reload.
void draw_theme_switch(Html& html, const Appearance& appearance) {
  html.raw("<form method=\"post\" action=\"/theme\" class=\"theme-switch\" aria-label=\"Theme\">");
  draw_hidden(html, "back", appearance.address);
  for (const ThemeName& theme : kThemes) {
    html.raw("<button type=\"submit\" name=\"theme\" value=\"").raw(theme.value);
    html.raw(theme.theme == appearance.theme ? Lit("\" aria-pressed=\"true\">")
                                             : Lit("\" aria-pressed=\"false\">"));
    html.raw(theme.label).raw("</button>");
  }
  html.raw("</form>");
}

void draw_entry(Html& html, const Frame& frame, Place place, Lit address, std::string_view icon, Lit label,
                bool below = false) {
  html.raw("<li").raw(below ? Lit(" class=\"below\"") : Lit("")).raw("><a href=\"").raw(address).raw("\"");
  html.raw(frame.place == place ? Lit(" aria-current=\"page\"") : Lit("")).raw(">");
  draw_icon(html, icon);
  html.raw(label).raw("</a></li>");
}

void draw_navigation(Html& html, const Frame& frame) {
  html.raw("<header class=\"sidebar\"><a class=\"brand\" href=\"/\">");
  draw_icon(html, "shield-check");
  // On phones, the menu is a popover of its button, which needs no script.
  html.raw("Sample host</a><button type=\"button\" class=\"menu-button\" popovertarget=\"menu\">");
  draw_icon(html, "menu-2");
  html.raw("Menu</button><div class=\"menu\" id=\"menu\" popover>");
  html.raw("<nav aria-label=\"Main\"><ul class=\"navigation\">");
  draw_entry(html, frame, Place::dashboard, "/", "home", "Dashboard");
  draw_entry(html, frame, Place::company, "/company", "building", "Company");
  if (frame.administrator)
    draw_entry(html, frame, Place::settings, "/company/settings", "settings", "Company settings", true);
  draw_entry(html, frame, Place::users, "/company/target-users", "users", "Target users", true);
  draw_entry(html, frame, Place::groups, "/company/target-groups", "users-group", "Target groups", true);
  if (frame.administrator)
    draw_entry(html, frame, Place::notifications, "/company/notifications", "bell", "Notifications", true);
  if (frame.administrator)
    draw_entry(html, frame, Place::audit, "/company/audit", "list-details", "Audit trail", true);
  if (frame.administrator) draw_entry(html, frame, Place::plugins, "/plugins", "puzzle", "Plugins and tasks");
  html.raw("</ul></nav><div class=\"menu-foot\">");
  draw_theme_switch(html, frame.appearance);
  html.raw("<div class=\"signed-in\"><div><strong>").text(frame.account).raw("</strong>");
  html.raw("<span>").text(frame.company).raw("</span></div>");
  html.raw("<form method=\"post\" action=\"/sign-out\">");
  draw_hidden(html, "_csrf", frame.csrf_token);
  html.raw("<button type=\"submit\" class=\"sign-out\">");
  draw_icon(html, "logout");
  html.raw("Sign out</button></form></div></div></div></header>");
}

void draw_toasts(Html& html, const std::vector<host_sdk::page::Toast>& toasts) {
  html.raw("<div class=\"toasts\" role=\"status\" aria-label=\"Messages\">");
  for (const auto& toast : toasts) {
    html.raw("<div class=\"toast-card tone-").raw(tone_class(toast.tone)).raw("\"><span>").text(toast.text);
    html.raw("</span><button type=\"button\" class=\"toast-close\" aria-label=\"Close message\">");
    draw_icon(html, "x");
    html.raw("</button></div>");
  }
  html.raw("</div>");
}

}  // namespace

std::string draw_document(const Frame& frame, const Html& content) {
  Html html;
  draw_head(html, frame.title, frame.appearance.theme);
  html.raw("<a class=\"skip\" href=\"#main\">Skip to content</a><div class=\"shell\">");
  draw_navigation(html, frame);
  html.raw("<main id=\"main\" tabindex=\"-1\">").add(content).raw("</main></div>");
  draw_toasts(html, frame.toasts);
  // A template for the chips that picker.js creates.
  html.raw("<template id=\"chip-cross\">");
  draw_icon(html, "x");
  html.raw("</template>");
  html.raw("</body></html>");
  return std::move(html).str();
}

std::string draw_bare_document(std::string_view title, const Html& content, const Appearance& appearance) {
  Html html;
  draw_head(html, title, appearance.theme);
  html.raw("<main id=\"main\" class=\"bare\"><div class=\"brand\">");
  draw_icon(html, "shield-check");
  html.raw("Sample host</div>").add(content).raw("</main>");
  if (!appearance.address.empty()) {
    html.raw("<footer class=\"bare-foot\">");
    draw_theme_switch(html, appearance);
    html.raw("</footer>");
  }
  html.raw("</body></html>");
  return std::move(html).str();
}

void draw_message(Html& html, std::string_view icon, std::string_view title, std::string_view text) {
  html.raw("<div class=\"card empty\"><div class=\"empty-icon\">");
  draw_icon(html, icon);
  html.raw("</div><h1 class=\"empty-title\">").text(title).raw("</h1><p class=\"empty-subtitle\">");
  html.text(text).raw("</p></div>");
}

void draw_page_head(Html& html, std::string_view title, bool below_company, const Html& actions) {
  html.raw("<div class=\"page-head\"><div class=\"page-head-words\">");
  if (below_company) {
    html.raw("<nav aria-label=\"Breadcrumb\"><ol class=\"breadcrumb\">");
    html.raw("<li class=\"breadcrumb-item\"><a href=\"/company\">Company</a></li></ol></nav>");
  }
  html.raw("<div class=\"page-title-line\"><h1 class=\"page-title\">").text(title).raw("</h1></div></div>");
  if (!actions.empty()) html.raw("<div class=\"btn-list\">").add(actions).raw("</div>");
  html.raw("</div>");
}

}  // namespace sample_host::web
