// Draws a settings page that a plugin described, as a whole and in parts.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/page/page.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

/// A part of the page that is updated on its own: its element id and its HTML.
struct PagePart {
  std::string element;
  Html html;
  friend bool operator==(const PagePart& a, const PagePart& b) {
    return a.element == b.element && a.html.str() == b.html.str();
  }
};

/// The page's parts: the header, and each block of the main and side columns.
struct PageParts {
  PagePart header;
  std::vector<PagePart> main;
  std::vector<PagePart> aside;
};

[[nodiscard]] PageParts draw_parts(Drawing& drawing, const host_sdk::PageIdentity& identity,
                                   const host_sdk::page::Page& page);

/// Whether a page opens the event stream that updates it. A page with typed values and errors is not updated,
/// so that no input is lost.
enum class Freshness : std::uint8_t { streaming, still };

/// `<div id="page">` with all parts and the event stream that updates them.
void draw_page(Html& html, const Drawing& drawing, const PageParts& parts,
               Freshness freshness = Freshness::streaming);

/// The whole page as a server-sent event for htmx.
[[nodiscard]] Html draw_whole(const Drawing& drawing, const PageParts& parts);

/// The changes since `before` as events for htmx: the parts that changed, or the whole page if the set of
/// parts changed. Empty if nothing changed.
[[nodiscard]] Html draw_changes(const Drawing& drawing, const PageParts& before, const PageParts& after);

/// A hash of the page: equal renderings have equal hashes.
[[nodiscard]] std::string fingerprint(const PageParts& parts);

}  // namespace sample_host::web
