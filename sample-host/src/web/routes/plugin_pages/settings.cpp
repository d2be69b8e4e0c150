#include "web/routes/plugin_pages/settings.hpp"

#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "plugins/pages/page_rules.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

std::string settings_address(const std::string& slug) {
  return "/company/settings/" + slug;
}

PageView view_of(const Request& request) {
  constexpr std::string_view kPrefix = "after.";
  PageView view;
  for (const auto& [name, value] : request.query.items()) {
    if (!name.starts_with(kPrefix))
      view.parameters.emplace(name, value);
    else if (!value.empty())
      view.cursors.emplace(name.substr(kPrefix.size()), value);
  }
  view.parameters = usable_parameters(view.parameters);
  return view;
}

PageParts draw_settings(Services& services, const std::string& slug, Drawing& drawing, const Page& page) {
  drawing.link_origins = services.runtime.plugins().pages.redirect_origins(slug);
  const PageEntry* entry = services.runtime.plugins().catalog.find_page(slug);
  return draw_parts(drawing, entry->identity, page);
}

Response gate_response(Services& services, const Visit& visit, Gate gate, const std::string& sentence,
                       const std::string& reference, const std::string& retry) {
  if (gate == Gate::unknown)
    return message_response(services, visit, 404, "Page not found",
                            "The address may be outdated, or the plugin of this page is not loaded.");
  if (gate == Gate::forbidden)
    return message_response(services, visit, 403, "This page is for administrators",
                            "Your role can view target users and target groups. Ask an administrator of your "
                            "company if you need access.");
  Html html;
  html.raw(
      "<div class=\"stack\"><div class=\"alert tone-danger\" role=\"alert\"><div class=\"alert-words\">");
  html.raw("<h1 class=\"alert-heading\">This page cannot be shown right now</h1><div class=\"alert-text\">");
  html.text(sentence);
  if (!reference.empty()) html.text(" Reference number: " + reference + ".");
  html.raw("</div><div class=\"btn-list\"><a class=\"btn\"").attr("href", retry).raw(">Retry</a></div>");
  html.raw("</div></div></div>");
  Response response =
      page_response(services, visit, gate == Gate::busy ? 503 : 502, "Not available", Place::settings, html);
  if (gate == Gate::busy) response.header("Retry-After", "60");
  return response;
}

Response show_settings(Services& services, const Visit& visit, const Request& request,
                       const std::string& slug) {
  Drawing drawing = drawing_for(services, visit, settings_address(slug));
  drawing.view = view_of(request);
  const PageReply reply =
      services.runtime.plugins().pages.page(slug, visit.company.id, visit.viewer, drawing.view);
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference, drawing.address);
  Html html;
  const PageParts parts = draw_settings(services, slug, drawing, reply.page);
  draw_page(html, drawing, parts);
  const std::string title = reply.page.title.empty()
                                ? services.runtime.plugins().catalog.find_page(slug)->identity.title
                                : reply.page.title;
  return page_response(services, visit, 200, title, Place::settings, html,
                       services.runtime.plugins().pages.redirect_origins(slug));
}

}  // namespace sample_host::web
