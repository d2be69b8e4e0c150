// Draws a whole settings page that a plugin described, and knows its parts.
#pragma once

#include <string>
#include <vector>

#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/page/page.hpp"
#include "web/drawing.hpp"

namespace sample_host::web {

/// A piece of the page that is swapped by itself while somebody looks: its element's id and its HTML.
struct PagePart {
  std::string element;
  Html html;
  friend bool operator==(const PagePart& a, const PagePart& b) {
    return a.element == b.element && a.html.str() == b.html.str();
  }
};

/// The page in parts: header, each block of the main column, each of the side column.
struct PageParts {
  PagePart header;
  std::vector<PagePart> main;
  std::vector<PagePart> aside;
};

[[nodiscard]] PageParts draw_parts(Drawing& drawing, const host_sdk::PageIdentity& identity,
                                   const host_sdk::page::Page& page);

/// Whether a page opens the stream that keeps it fresh. A page that shows typed values and errors stays
/// still, so that nothing is taken from under the person's hands.
enum class Freshness : std::uint8_t { streaming, still };

/// `<div id="page">` with all parts and the stream that keeps them fresh.
void draw_page(Html& html, const Drawing& drawing, const PageParts& parts,
               Freshness freshness = Freshness::streaming);

/// The whole page as a message for htmx.
[[nodiscard]] Html draw_whole(const Drawing& drawing, const PageParts& parts);

/// What is new since `before`, as messages for htmx: the parts that changed, or the whole page when there are
/// other parts than before. Empty when nothing changed.
[[nodiscard]] Html draw_changes(const Drawing& drawing, const PageParts& before, const PageParts& after);

/// A short word for the state of the page: two drawings with the same one look the same.
[[nodiscard]] std::string fingerprint(const PageParts& parts);

/// Puts the posted values into the fields of the page, so that nothing typed is lost. `revision` of the forms
/// stays the fresh one. Picked ids that the page does not name get their id as label; `unresolved` lists
/// them.
void keep_typed(host_sdk::page::Page& page, const host_sdk::page::Values& typed,
                std::vector<std::pair<std::string, std::vector<std::string>>>& unresolved);

/// The picker of that name, wherever it stands on the page; null if there is none.
[[nodiscard]] host_sdk::page::Picker* find_picker(host_sdk::page::Page& page, const std::string& id);

/// The action of that id (and value, for rows of tables); null if the page does not offer it.
[[nodiscard]] const host_sdk::page::Action* find_action(const host_sdk::page::Page& page,
                                                        const std::string& id, const std::string& value);

}  // namespace sample_host::web
