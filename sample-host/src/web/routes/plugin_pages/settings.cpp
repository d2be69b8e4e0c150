#include "web/routes/plugin_pages/settings.hpp"

#include <algorithm>
#include <charconv>

#include "host_sdk/page_rules/actions.hpp"
#include "host_sdk/text.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {

using namespace host_sdk::page;

namespace {

/// The number of rows at the start of a text, and what is behind it. Nullopt if there is none.
std::optional<std::pair<std::int64_t, std::string>> rows_and_rest(const std::string& text) {
  constexpr std::int64_t kMostRows = 1'000'000'000;
  const char* const end = text.data() + text.size();
  std::int64_t rows = 0;
  const auto [rest, error] = std::from_chars(text.data(), end, rows);
  if (error != std::errc{} || rows < 0 || rows > kMostRows) return std::nullopt;
  return std::pair(rows, std::string(rest, end));
}

/// Where the viewer is in a table, if the address says so.
std::optional<TablePlace> place_in(const http::Fields& query, const std::string& table) {
  const auto from = rows_and_rest(query.first("from." + table));
  if (!from || !from->second.empty()) return std::nullopt;
  TablePlace place{from->first, {}};
  for (const std::string& text : query.all("past." + table)) {
    const auto page = rows_and_rest(text);
    if (!page || !page->second.starts_with(':')) return std::nullopt;
    place.earlier.push_back({page->first, page->second.substr(1)});
  }
  return place;
}

}  // namespace

std::optional<SettingsRoute> settings_route(const std::vector<std::string>& pieces) {
  constexpr std::string_view kNamedParts[] = {"actions", "options", "tables"};
  constexpr std::size_t kSlug = 2;
  if (pieces.size() <= kSlug || pieces[0] != "company" || pieces[1] != "settings") return std::nullopt;
  SettingsRoute route{{pieces[kSlug]}};
  std::size_t end = pieces.size();
  if (end > kSlug + 1 && (pieces.back() == "events" || pieces.back() == "invitations")) {
    route.part = pieces.back();
    end -= 1;
  } else if (end > kSlug + 2 && std::ranges::count(kNamedParts, pieces[end - 2]) > 0) {
    route.part = pieces[end - 2];
    route.name = pieces[end - 1];
    end -= 2;
  }
  for (std::size_t at = kSlug + 1; at < end; ++at)
    route.place.path += (route.place.path.empty() ? "" : "/") + pieces[at];
  if (!is_page_path(route.place.path)) return std::nullopt;
  return route;
}

std::string settings_address(const SettingsPlace& place) {
  return "/company/settings/" + place.slug + (place.path.empty() ? "" : "/") + place.path;
}

PageView view_of(const Request& request, const SettingsPlace& place) {
  constexpr std::string_view kPrefix = "after.";
  PageView view;
  view.path = place.path;
  for (const auto& [name, value] : request.query.items()) {
    if (!name.starts_with(kPrefix))
      view.parameters.emplace(name, value);
    else if (!value.empty())
      view.cursors.emplace(name.substr(kPrefix.size()), value);
  }
  view.parameters = usable_parameters(view.parameters);
  for (const auto& [table, cursor] : view.cursors)
    if (auto known = place_in(request.query, table)) view.places.emplace(table, *std::move(known));
  return view;
}

Drawing drawing_of(Services& services, const Visit& visit, const SettingsPlace& place, PageView view) {
  Drawing drawing = drawing_for(services, visit, settings_address(place));
  drawing.root = settings_address({place.slug});
  drawing.view = std::move(view);
  return drawing;
}

PageParts draw_settings(Services& services, const std::string& slug, Drawing& drawing, const Page& page) {
  drawing.link_origins = services.runtime.plugins().pages.redirect_origins(slug);
  const PageEntry* entry = services.runtime.plugins().catalog.find_page(slug);
  return draw_parts(drawing, entry->identity, page);
}

Response gate_response(Services& services, const Visit& visit, Gate gate, const std::string& sentence,
                       const std::string& reference, const std::string& retry) {
  if (gate == Gate::unknown)
    return message_response(services, visit, 404, tr("Page not found"),
                            tr("The address may be outdated, or the plugin of this page is not loaded."));
  if (gate == Gate::forbidden)
    return message_response(
        services, visit, 403, tr("This page is for administrators"),
        tr("Your role can view target users and target groups. Ask an administrator of your "
           "company if you need access."));
  Html html;
  html.raw(
      "<div class=\"stack\"><div class=\"alert tone-danger\" role=\"alert\"><div class=\"alert-words\">");
  html.raw("<h1 class=\"alert-heading\">")
      .text(tr("This page cannot be shown right now"))
      .raw("</h1><div class=\"alert-text\">");
  html.text(sentence_with_reference(sentence, reference));
  html.raw("</div><div class=\"btn-list\"><a class=\"btn\"")
      .attr("href", retry)
      .raw(">")
      .text(tr("Retry"))
      .raw("</a></div>");
  html.raw("</div></div></div>");
  Response response = page_response(services, visit, gate == Gate::busy ? 503 : 502, tr("Not available"),
                                    Place::settings, html);
  if (gate == Gate::busy) response.header("Retry-After", "60");
  return response;
}

Response show_settings(Services& services, const Visit& visit, const Request& request,
                       const SettingsPlace& place) {
  Drawing drawing = drawing_of(services, visit, place, view_of(request, place));
  const PageReply reply =
      services.runtime.plugins().pages.page(place.slug, visit.company.id, visit.viewer, drawing.view);
  if (reply.gate != Gate::open)
    return gate_response(services, visit, reply.gate, reply.sentence, reply.reference, drawing.address);
  Html html;
  const PageParts parts = draw_settings(services, place.slug, drawing, reply.page);
  draw_page(html, drawing, parts);
  const std::string title = reply.page.title.empty()
                                ? services.runtime.plugins().catalog.find_page(place.slug)->identity.title
                                : reply.page.title;
  return page_response(services, visit, 200, title, Place::settings, html,
                       services.runtime.plugins().pages.redirect_origins(place.slug));
}

}  // namespace sample_host::web
