#include "web/page.hpp"

#include <functional>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "http/url.hpp"
#include "web/blocks/actions.hpp"
#include "web/blocks/block.hpp"
#include "web/blocks/section.hpp"
#include "web/blocks/values.hpp"
#include "web/icons.hpp"
#include "web/times.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

/// The host's own entries of a plugin's menu path, in the viewer's language.
std::string menu_name(const std::string& entry) {
  if (entry == "Company") return tr("Company");
  const bool settings = entry == "Company Settings" || entry == "Company settings";
  return settings ? tr("Company settings") : entry;
}

/// The menu path, and for a sub-page with a heading of its own the page above it.
void draw_breadcrumb(Html& html, const Drawing& drawing, const host_sdk::PageIdentity& identity,
                     bool below_page) {
  const auto& path = identity.menu_path;
  html.raw("<nav").attr("aria-label", tr("Breadcrumb")).raw("><ol class=\"breadcrumb\">");
  for (std::size_t at = 0; at < path.size(); ++at) {
    html.raw("<li class=\"breadcrumb-item\"><a href=\"/company");
    html.raw(at == 0 ? Lit("\">") : Lit("/settings\">")).text(menu_name(path[at])).raw("</a></li>");
  }
  if (below_page) {
    html.raw("<li class=\"breadcrumb-item\"><a").attr("href", drawing.root).raw(">");
    html.text(identity.title).raw("</a></li>");
  }
  html.raw("</ol></nav>");
}

void draw_tabs(Html& html, const Drawing& drawing, const Page& page) {
  if (page.tabs.empty()) return;
  html.raw("<nav class=\"page-tabs\"").attr("aria-label", tr("Parts of this page")).raw("><ul>");
  for (const Tab& tab : page.tabs) {
    html.raw("<li><a").attr("href", address_of(drawing, {tab.path}));
    if (tab.path == page.tab) html.attr("aria-current", drawing.view.path == tab.path ? "page" : "true");
    html.raw(">").text(tab.label);
    if (tab.count > 0)
      html.raw(" <span class=\"badge tone-warning\">").text(number_text(tab.count)).raw("</span>");
    html.raw("</a></li>");
  }
  html.raw("</ul></nav>");
}

void draw_header(Html& html, Drawing& drawing, const host_sdk::PageIdentity& identity, const Page& page) {
  html.raw("<div class=\"page-head\"><div class=\"page-head-words\">");
  const bool has_own_title = !page.title.empty() && page.title != identity.title;
  draw_breadcrumb(html, drawing, identity, has_own_title);
  html.raw("<div class=\"page-title-line\"><h1 class=\"page-title\">");
  html.text(page.title.empty() ? identity.title : page.title);
  if (page.title_time) {
    html.raw(" <time data-absolute").attr("datetime", host_sdk::to_rfc3339(*page.title_time)).raw(">");
    html.text(absolute_time(*page.title_time)).raw("</time>");
  }
  html.raw("</h1>");
  draw_status(html, page.status);
  html.raw("</div></div>");
  draw_actions(html, drawing, page.actions);
  html.raw("</div>");
  draw_tabs(html, drawing, page);
}

/// The host makes the link, so the button is the host's.
void draw_invitation(Html& html, const Drawing& drawing, const Invitation& invitation) {
  html.raw("<section class=\"card\" id=\"b-invitation\"><div class=\"card-body\"><form method=\"post\"");
  html.attr("action", with_view(drawing, drawing.address + "/invitations")).raw(">");
  draw_hidden(html, "_csrf", drawing.csrf_token);
  html.raw("<p>").text(
      tr("Someone else needs to do this? A link that works once, for 7 days, lets them do it without an "
         "account here."));
  html.raw("</p><button type=\"submit\" class=\"btn\">");
  draw_icon(html, "link");
  html.text(invitation.label).raw("</button></form></div></section>");
}

PagePart make_part(Drawing& drawing, const std::string& element, const std::function<void(Html&)>& draw) {
  PagePart part{element, {}};
  part.html.raw("<div class=\"part\"").attr("id", element).raw(">");
  drawing.outside = {};
  draw(part.html);
  part.html.add(drawing.outside).raw("</div>");
  drawing.outside = {};
  return part;
}

/// The side column. The action that removes the integration is at its end, in the last card or in its own.
void draw_aside(Drawing& drawing, const Page& page, std::vector<PagePart>& parts) {
  bool unlink_drawn = !page.unlink.has_value();
  for (std::size_t at = 0; at < page.aside.size(); ++at) {
    const Block& block = page.aside[at];
    const auto* section = std::get_if<Section>(&block.kind);
    const bool takes_unlink = !unlink_drawn && at + 1 == page.aside.size() && section != nullptr;
    parts.push_back(make_part(drawing, "part-aside-" + block.id, [&](Html& html) {
      if (takes_unlink)
        draw_last_section(html, drawing, block.id, *section, &*page.unlink);
      else
        draw_block(html, drawing, block);
    }));
    unlink_drawn = unlink_drawn || takes_unlink;
  }
  if (unlink_drawn) return;
  parts.push_back(make_part(drawing, "part-aside-unlink", [&](Html& html) {
    draw_last_section(html, drawing, "unlink", Section{}, &*page.unlink);
  }));
}

std::string events_address(const Drawing& drawing, const PageParts& parts) {
  http::QueryString query;
  query.add("_seen", fingerprint(parts));
  return drawing.address + "/events" + add_view(query, drawing.view).str();
}

bool same_elements(const std::vector<PagePart>& a, const std::vector<PagePart>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t at = 0; at < a.size(); ++at)
    if (a[at].element != b[at].element) return false;
  return true;
}

void draw_partial(Html& html, const std::string& element, const Html& content) {
  html.raw("<hx-partial hx-swap=\"outerMorph\"").attr("hx-target", "#" + element).raw(">").add(content);
  html.raw("</hx-partial>");
}

void draw_changed(Html& html, const PagePart& before, const PagePart& after) {
  if (!(before == after)) draw_partial(html, after.element, after.html);
}

}  // namespace

PageParts draw_parts(Drawing& drawing, const host_sdk::PageIdentity& identity, const Page& page) {
  PageParts parts;
  drawing.ids.clear();
  parts.header =
      make_part(drawing, "part-header", [&](Html& html) { draw_header(html, drawing, identity, page); });
  for (const Block& block : page.blocks)
    parts.main.push_back(
        make_part(drawing, "part-" + block.id, [&](Html& html) { draw_block(html, drawing, block); }));
  if (page.invitation)
    parts.main.push_back(make_part(drawing, "part-invitation",
                                   [&](Html& html) { draw_invitation(html, drawing, *page.invitation); }));
  draw_aside(drawing, page, parts.aside);
  return parts;
}

void draw_page(Html& html, const Drawing& drawing, const PageParts& parts, Freshness freshness) {
  html.raw("<div id=\"page\">").add(parts.header.html);
  html.raw("<div class=\"").raw(parts.aside.empty() ? Lit("columns") : Lit("columns with-aside")).raw("\">");
  html.raw("<div class=\"column\">");
  for (const PagePart& part : parts.main) html.add(part.html);
  html.raw("</div>");
  if (!parts.aside.empty()) {
    html.raw("<aside class=\"column\"").attr("aria-label", tr("About this integration")).raw(">");
    for (const PagePart& part : parts.aside) html.add(part.html);
    html.raw("</aside>");
  }
  // Outside of all swapped elements; each part of a response names its target.
  html.raw("</div><div id=\"stream\" hx-morph-skip data-hx-swap=\"none\"");
  if (freshness == Freshness::streaming) html.attr("data-hx-sse:connect", events_address(drawing, parts));
  html.raw("></div>");
  if (freshness == Freshness::streaming)
    html.raw("<noscript><p class=\"form-hint\">")
        .text(tr("This page does not update without JavaScript. Reload it to see the latest state."))
        .raw("</p></noscript>");
  html.raw("</div>");
}

Html draw_whole(const Drawing& drawing, const PageParts& parts) {
  Html page;
  draw_page(page, drawing, parts);
  Html message;
  draw_partial(message, "page", page);
  return message;
}

Html draw_changes(const Drawing& drawing, const PageParts& before, const PageParts& after) {
  if (!same_elements(before.main, after.main) || !same_elements(before.aside, after.aside))
    return draw_whole(drawing, after);
  Html changes;
  draw_changed(changes, before.header, after.header);
  for (std::size_t at = 0; at < after.main.size(); ++at)
    draw_changed(changes, before.main[at], after.main[at]);
  for (std::size_t at = 0; at < after.aside.size(); ++at)
    draw_changed(changes, before.aside[at], after.aside[at]);
  return changes;
}

std::string fingerprint(const PageParts& parts) {
  std::string all = parts.header.html.str();
  for (const PagePart& part : parts.main) all += part.html.str();
  for (const PagePart& part : parts.aside) all += part.html.str();
  return short_hash(all);
}

}  // namespace sample_host::web
