#include "web/blocks/content/table_pages.hpp"

#include "host_sdk/text.hpp"
#include "http/url.hpp"

namespace sample_host::web {
namespace {

using host_sdk::page::Table;

/// So that addresses stay short. Further back, "First page" leads on.
constexpr std::size_t kMostEarlierPages = 40;

bool is_paged(const PageView& view, const std::string& id) {
  return view.cursors.contains(id);
}

/// Returns nullopt if the address names a page of the table, but not where it is.
std::optional<TablePlace> place_of(const PageView& view, const std::string& id) {
  if (!is_paged(view, id)) return TablePlace{};
  const auto place = view.places.find(id);
  return place == view.places.end() ? std::nullopt : std::optional(place->second);
}

/// The page's address with this table at another page; other tables keep theirs.
std::string address_at(const Drawing& drawing, const std::string& id, const std::string& cursor,
                       const std::optional<TablePlace>& place) {
  PageView view = drawing.view;
  view.cursors.erase(id);
  view.places.erase(id);
  if (!cursor.empty()) {
    view.cursors[id] = cursor;
    if (place) view.places[id] = *place;
  }
  http::QueryString query;
  return drawing.address + add_view(query, view).str() + "#b-" + id;
}

std::string next_address(const Drawing& drawing, const std::string& id, const Table& table) {
  std::optional<TablePlace> place = place_of(drawing.view, id);
  if (place) {
    const auto cursor = drawing.view.cursors.find(id);
    place->earlier.push_back(
        {place->rows_before, cursor == drawing.view.cursors.end() ? std::string{} : cursor->second});
    if (place->earlier.size() > kMostEarlierPages) place->earlier.erase(place->earlier.begin());
    place->rows_before += static_cast<std::int64_t>(table.rows.size());
  }
  return address_at(drawing, id, table.next, place);
}

std::string previous_address(const Drawing& drawing, const std::string& id, TablePlace place) {
  const EarlierPage previous = place.earlier.back();
  place.earlier.pop_back();
  place.rows_before = previous.rows_before;
  return address_at(drawing, id, previous.cursor, place);
}

void draw_page_link(Html& html, const std::string& id, const std::string& address, std::string_view label) {
  html.raw("<a class=\"btn btn-sm\"").attr("href", address);
  // Also replaces the event stream, so that it continues with the same page of the table.
  html.attr("data-hx-get", address).attr("data-hx-target", "#b-" + id);
  html.attr("data-hx-select", "#b-" + id).raw(" data-hx-select-oob=\"#stream\" data-hx-swap=\"outerHTML\"");
  html.attr("data-hx-push-url", address).raw(">").text(label).raw("</a>");
}

}  // namespace

std::string shown_rows(const PageView& view, const std::string& id, const Table& table) {
  if (table.rows.empty()) return {};
  // All rows there are, as far as is known.
  if (!table.total && table.next.empty() && !is_paged(view, id)) return {};
  const auto rows = static_cast<std::int64_t>(table.rows.size());
  const auto place = place_of(view, id);
  if (!place)
    return table.total ? tr("Showing {count} of {total}", {{"count", rows}, {"total", *table.total}})
                       : tr("Showing {count}", {{"count", rows}});
  const std::int64_t first = place->rows_before + 1;
  const std::int64_t last = place->rows_before + rows;
  const std::string range =
      first == last ? number_text(first) : tr("{first}–{last}", {{"first", first}, {"last", last}});
  return table.total ? tr("{range} of {total}", {{"range", range}, {"total", *table.total}}) : range;
}

void draw_page_links(Html& html, const Drawing& drawing, const std::string& id, const Table& table) {
  const auto place = place_of(drawing.view, id);
  const bool has_previous = place && !place->earlier.empty();
  // Otherwise the previous page is the first one.
  const bool has_more_before = !has_previous || !place->earlier.back().cursor.empty();
  if (is_paged(drawing.view, id) && has_more_before)
    draw_page_link(html, id, address_at(drawing, id, "", {}), tr("First page"));
  if (has_previous) draw_page_link(html, id, previous_address(drawing, id, *place), tr("Previous"));
  if (!table.next.empty()) draw_page_link(html, id, next_address(drawing, id, table), tr("Next"));
}

}  // namespace sample_host::web
