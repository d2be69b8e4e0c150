#include "web/routes/overview.hpp"

#include <map>

#include "database/notices_table.hpp"
#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "web/blocks/content/facts.hpp"
#include "web/blocks/values.hpp"
#include "web/icons.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/plugin_pages/settings.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

Fact tile(std::string label, std::int64_t number, std::string icon, std::string hint) {
  return {std::move(label), NumberValue{number}, std::move(hint), std::move(icon), Tone::neutral};
}

void draw_stored_notice(Html& html, const Drawing& drawing, const StoredNotice& stored) {
  const host_sdk::Notice& notice = stored.notice;
  html.raw("<div class=\"alert tone-").raw(tone_class(notice.tone)).raw("\" role=\"status\">");
  html.raw("<div class=\"alert-icon\">");
  draw_icon(html, "bell");
  html.raw("</div><div class=\"alert-words\"><h3 class=\"alert-heading\">").text(notice.title);
  html.raw("</h3><div class=\"alert-text\">").text(notice.text).raw("</div><div class=\"form-hint\">");
  draw_time(html, stored.at, drawing.now);
  html.raw("</div><div class=\"btn-list\">");
  if (!notice.page.empty()) draw_link_button(html, settings_address({notice.page}), "", tr("Open"));
  draw_post_form(html, drawing, "/notices/dismiss");
  draw_hidden(html, "plugin", stored.plugin_id);
  draw_hidden(html, "topic", notice.topic);
  html.raw("<button type=\"submit\" class=\"btn btn-sm\"")
      .attr("aria-label", tr("Dismiss: {title}", {{"title", notice.title}}));
  html.raw(">").text(tr("Dismiss")).raw("</button></form></div></div></div>");
}

/// What a plugin's page says about itself, and what waits for a decision there.
void draw_plugin(Html& html, Services& services, const Visit& visit, const Drawing& drawing,
                 const PageEntry& entry, const std::vector<StoredNotice>& notices) {
  const std::string& slug = entry.identity.slug;
  const PageReply reply = services.runtime.plugins().pages.page(slug, visit.company.id, visit.viewer);
  html.raw("<section class=\"card\"").attr("aria-labelledby", "plugin-" + slug).raw(">");
  html.raw("<div class=\"card-header plugin-head\"><h2 class=\"card-title\"").attr("id", "plugin-" + slug);
  html.raw("><a").attr("href", settings_address({slug})).raw(">").text(entry.identity.title).raw("</a></h2>");
  const bool shown = reply.gate == Gate::open;
  draw_status(html, shown ? reply.page.status : Status{tr("Not available"), Tone::danger});
  html.raw("</div><div class=\"card-body stack\">");
  if (!shown)
    html.raw("<p class=\"block-text\">")
        .text(sentence_with_reference(reply.sentence, reply.reference))
        .raw("</p>");
  for (const StoredNotice& notice : notices) draw_stored_notice(html, drawing, notice);
  if (shown && notices.empty())
    html.raw("<p class=\"block-text text-secondary\">").text(tr("Nothing needs your decision.")).raw("</p>");
  html.raw("</div></section>");
}

/// The plugins' pages, each with its notices, and then the notices of plugins that have no page.
void draw_decisions(Html& html, Services& services, const Visit& visit, const Drawing& drawing) {
  std::map<std::string, std::vector<StoredNotice>> notices;
  for (StoredNotice& stored : services.runtime.tables().notices.of_company(visit.company.id))
    notices[stored.plugin_id].push_back(std::move(stored));
  for (const PageEntry& entry : services.runtime.plugins().catalog.pages()) {
    draw_plugin(html, services, visit, drawing, entry, notices[entry.plugin->info.id]);
    notices.erase(entry.plugin->info.id);
  }
  for (const auto& [plugin, others] : notices) {
    if (others.empty()) continue;
    html.raw("<section class=\"stack\"><h2 class=\"card-title\">").text(plugin).raw("</h2>");
    for (const StoredNotice& notice : others) draw_stored_notice(html, drawing, notice);
    html.raw("</section>");
  }
}

void draw_way(Html& html, std::string_view address, std::string_view icon, std::string_view label) {
  html.raw("<li><a").attr("href", address).raw(">");
  draw_icon(html, icon);
  html.text(label).raw("</a></li>");
}

}  // namespace

Response show_dashboard(Services& services, const Visit& visit) {
  HostRuntime& runtime = services.runtime;
  Drawing drawing = drawing_for(services, visit, "/");
  const UserFilter all;
  UserFilter inactive;
  inactive.status = "inactive";
  UserFilter by_hand;
  by_hand.provider = "";
  const std::int64_t users = runtime.tables().target_users.count(visit.company.id, all);
  const std::int64_t hand_made = runtime.tables().target_users.count(visit.company.id, by_hand);
  Facts facts;
  facts.style = FactStyle::tiles;
  facts.items = {tile(tr("Target users"), users, "users",
                      tr_count("{count} user added by hand", "{count} users added by hand", hand_made)),
                 tile(tr("Inactive users"), runtime.tables().target_users.count(visit.company.id, inactive),
                      "user-off", ""),
                 tile(tr("Target groups"), runtime.tables().target_groups.count(visit.company.id, {}),
                      "users-group", "")};
  Html html;
  draw_page_head(html, tr("Dashboard"), false);
  html.raw("<div class=\"stack\">");
  draw_facts(html, drawing, "numbers", facts);
  if (visit.administrator) draw_decisions(html, services, visit, drawing);
  html.raw("</div>");
  return page_response(services, visit, 200, tr("Dashboard"), Place::dashboard, html);
}

Response dismiss_notice(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const Fields fields(request.body);
  services.runtime.tables().notices.dismiss(fields.first("plugin"), visit.company.id, fields.first("topic"));
  return see_other("/");
}

Response show_company(Services& services, const Visit& visit) {
  Html html;
  draw_page_head(html, visit.company.name, false);
  html.raw("<div class=\"card\"><ul class=\"pages-list\">");
  if (visit.administrator) draw_way(html, "/company/settings", "settings", tr("Company settings"));
  draw_way(html, "/company/target-users", "users", tr("Target users"));
  draw_way(html, "/company/target-groups", "users-group", tr("Target groups"));
  html.raw("</ul></div>");
  return page_response(services, visit, 200, tr("Company"), Place::company, html);
}

Response show_settings_list(Services& services, const Visit& visit) {
  if (!visit.administrator) return only_administrators(services, visit);
  const auto pages = services.runtime.plugins().catalog.pages();
  Html html;
  draw_page_head(html, tr("Company settings"), true);
  html.raw("<div class=\"card\">");
  if (pages.empty()) {
    html.raw("<div class=\"empty\"><h2 class=\"empty-title\">").text(tr("No settings pages")).raw("</h2>");
    html.raw("<p class=\"empty-subtitle\">")
        .text(tr("Plugins provide settings pages. Plugins and tasks shows which are loaded."))
        .raw("</p></div>");
  }
  html.raw("<ul class=\"pages-list\">");
  for (const PageEntry& page : pages)
    draw_way(html, settings_address({page.identity.slug}), "plug-connected", page.identity.title);
  html.raw("</ul></div>");
  return page_response(services, visit, 200, tr("Company settings"), Place::settings, html);
}

}  // namespace sample_host::web
