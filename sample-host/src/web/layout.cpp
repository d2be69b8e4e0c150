#include "web/layout.hpp"

#include <boost/json.hpp>

#include "text/languages.hpp"
#include "web/drawing.hpp"
#include "web/icons.hpp"

namespace sample_host::web {
namespace {

// No indicator styles and no eval: the Content-Security-Policy forbids both.
constexpr Lit kHtmxConfig =
    "<meta name=\"htmx-config\" content='{\"includeIndicatorCSS\":false,\"history\":\"reload\"}'>";

/// The texts of app.js and picker.js, as a JSON object. Times and plurals come from the browser.
std::string script_texts() {
  return boost::json::serialize(boost::json::object{
      {"just_now", tr("just now")},
      {"soon", tr("in less than a minute")},
      {"in_minutes", tr("in {minutes} min")},
      {"in_hours", tr("in {hours} h")},
      {"in_hours_and_minutes", tr("in {hours} h {minutes} min")},
      {"type_to_confirm", tr("Type {confirmation} to confirm.")},
      {"copied", tr("Copied")},
      {"remove", tr("Remove {option}")},
      {"selected", tr("{count} selected")},
      {"selected_of", tr("{count} of {total} selected")},
      {"selected_with_below", tr("{count} selected, including everything below")},
  });
}

void draw_head(Html& html, std::string_view title, Theme theme) {
  html.raw("<!doctype html><html").attr("lang", host_sdk::current_language());
  html.raw(" data-theme=\"").raw(name_of(theme).value);
  html.raw("\"><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"");
  html.raw(name_of(theme).color_scheme).raw("\">");
  html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>");
  html.text(title).raw(" · ").text(tr("Sample host")).raw("</title>").raw(kHtmxConfig);
  html.raw("<meta name=\"texts\"").attr("content", script_texts()).raw(">");
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
  html.raw("<form method=\"post\" action=\"/theme\" class=\"theme-switch page-switch\"")
      .attr("aria-label", tr("Theme"))
      .raw(">");
  draw_hidden(html, "back", appearance.address);
  for (const ThemeName& theme : kThemes) {
    html.raw("<button type=\"submit\" name=\"theme\" value=\"").raw(theme.value);
    html.raw(theme.theme == appearance.theme ? Lit("\" aria-pressed=\"true\">")
                                             : Lit("\" aria-pressed=\"false\">"));
    html.text(tr(theme.label)).raw("</button>");
  }
  html.raw("</form>");
}

/// Each language by its own name, so that people find theirs on a page that they cannot read.
void draw_language_switch(Html& html, const Frame& frame) {
  if (frame.languages.size() < 2 || frame.appearance.address.empty()) return;
  html.raw("<form method=\"post\" action=\"/language\" class=\"language-switch page-switch\"");
  html.attr("aria-label", tr("Language")).raw(">");
  draw_hidden(html, "_csrf", frame.csrf_token);
  draw_hidden(html, "back", frame.appearance.address);
  for (const std::string& language : frame.languages) {
    html.raw("<button type=\"submit\" name=\"language\"").attr("value", language).attr("lang", language);
    html.attr("aria-pressed", language == host_sdk::current_language() ? "true" : "false").raw(">");
    html.text(name_of_language(language)).raw("</button>");
  }
  html.raw("</form>");
}

void draw_entry(Html& html, const Frame& frame, Place place, Lit address, std::string_view icon,
                std::string_view label, bool below = false) {
  html.raw("<li").raw(below ? Lit(" class=\"below\"") : Lit("")).raw("><a href=\"").raw(address).raw("\"");
  html.raw(frame.place == place ? Lit(" aria-current=\"page\"") : Lit("")).raw(">");
  draw_icon(html, icon);
  html.text(label).raw("</a></li>");
}

void draw_navigation(Html& html, const Frame& frame) {
  html.raw("<header class=\"sidebar\"><a class=\"brand\" href=\"/\">");
  draw_icon(html, "shield-check");
  // On phones, the menu is a popover of its button, which needs no script.
  html.text(tr("Sample host"))
      .raw("</a><button type=\"button\" class=\"menu-button\" popovertarget=\"menu\">");
  draw_icon(html, "menu-2");
  html.text(tr("Menu")).raw("</button><div class=\"menu\" id=\"menu\" popover>");
  html.raw("<nav").attr("aria-label", tr("Main")).raw("><ul class=\"navigation\">");
  draw_entry(html, frame, Place::dashboard, "/", "home", tr("Dashboard"));
  draw_entry(html, frame, Place::company, "/company", "building", tr("Company"));
  if (frame.administrator)
    draw_entry(html, frame, Place::settings, "/company/settings", "settings", tr("Company settings"), true);
  draw_entry(html, frame, Place::users, "/company/target-users", "users", tr("Target users"), true);
  draw_entry(html, frame, Place::groups, "/company/target-groups", "users-group", tr("Target groups"), true);
  if (frame.administrator)
    draw_entry(html, frame, Place::notifications, "/company/notifications", "bell", tr("Notifications"),
               true);
  if (frame.administrator)
    draw_entry(html, frame, Place::audit, "/company/audit", "list-details", tr("Audit trail"), true);
  if (frame.administrator)
    draw_entry(html, frame, Place::plugins, "/plugins", "puzzle", tr("Plugins and tasks"));
  html.raw("</ul></nav><div class=\"menu-foot\">");
  draw_language_switch(html, frame);
  draw_theme_switch(html, frame.appearance);
  html.raw("<div class=\"signed-in\"><div><strong>").text(frame.account).raw("</strong>");
  html.raw("<span>").text(frame.company).raw("</span></div>");
  html.raw("<form method=\"post\" action=\"/sign-out\">");
  draw_hidden(html, "_csrf", frame.csrf_token);
  html.raw("<button type=\"submit\" class=\"sign-out\">");
  draw_icon(html, "logout");
  html.text(tr("Sign out")).raw("</button></form></div></div></div></header>");
}

void draw_toasts(Html& html, const std::vector<host_sdk::page::Toast>& toasts) {
  html.raw("<div class=\"toasts\" role=\"status\"").attr("aria-label", tr("Messages")).raw(">");
  for (const auto& toast : toasts) {
    html.raw("<div class=\"toast-card tone-").raw(tone_class(toast.tone)).raw("\"><span>");
    draw_words(html, toast.text);
    html.raw("</span><button type=\"button\" class=\"toast-close\"")
        .attr("aria-label", tr("Close message"))
        .raw(">");
    draw_icon(html, "x");
    html.raw("</button></div>");
  }
  html.raw("</div>");
}

}  // namespace

std::string draw_document(const Frame& frame, const Html& content) {
  Html html;
  draw_head(html, frame.title, frame.appearance.theme);
  html.raw("<a class=\"skip\" href=\"#main\">").text(tr("Skip to content")).raw("</a><div class=\"shell\">");
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
  html.text(tr("Sample host")).raw("</div>").add(content).raw("</main>");
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
    html.raw("<nav").attr("aria-label", tr("Breadcrumb")).raw("><ol class=\"breadcrumb\">");
    html.raw("<li class=\"breadcrumb-item\"><a href=\"/company\">")
        .text(tr("Company"))
        .raw("</a></li></ol></nav>");
  }
  html.raw("<div class=\"page-title-line\"><h1 class=\"page-title\">").text(title).raw("</h1></div></div>");
  if (!actions.empty()) html.raw("<div class=\"btn-list\">").add(actions).raw("</div>");
  html.raw("</div>");
}

}  // namespace sample_host::web
