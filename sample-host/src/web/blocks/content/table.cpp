#include "web/blocks/content/table.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "http/url.hpp"
#include "web/blocks/actions.hpp"
#include "web/blocks/block_parts.hpp"
#include "web/blocks/content/table_pages.hpp"
#include "web/blocks/values.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr std::size_t kFewColumns = 4;

void draw_head(Html& html, const Drawing& drawing, const Table& table, bool with_actions) {
  html.raw("<thead role=\"rowgroup\"><tr role=\"row\">");
  for (const Column& column : table.columns) {
    html.raw("<th scope=\"col\" role=\"columnheader\"")
        .raw(column.align == Align::end ? Lit(" class=\"text-end\"") : Lit(""));
    if (column.sorted != SortOrder::none)
      html.attr("aria-sort", column.sorted == SortOrder::ascending ? "ascending" : "descending");
    html.raw(">");
    if (column.sort) html.raw("<a class=\"sort\"").attr("href", address_of(drawing, *column.sort)).raw(">");
    html.text(column.label);
    if (column.sort) html.raw("</a>");
    html.raw("</th>");
  }
  if (with_actions)
    html.raw("<th scope=\"col\" role=\"columnheader\"><span class=\"visually-hidden\">")
        .text(tr("Actions"))
        .raw("</span></th>");
  html.raw("</tr></thead>");
}

void draw_row(Html& html, Drawing& drawing, const Table& table, const Row& row, bool with_actions) {
  html.raw("<tr role=\"row\">");
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    html.raw("<td role=\"cell\"").attr("data-label", table.columns[at].label);
    html.raw(table.columns[at].align == Align::end ? Lit(" class=\"text-end\">") : Lit(">"));
    if (at < row.cells.size()) draw_value(html, drawing, row.cells[at]);
    html.raw("</td>");
  }
  if (with_actions) {
    html.raw("<td role=\"cell\" class=\"row-action text-end\">");
    if (row.action) draw_action(html, drawing, *row.action);
    html.raw("</td>");
  }
  html.raw("</tr>");
}

void draw_foot(Html& html, Drawing& drawing, const std::string& id, const Table& table) {
  const bool paged = drawing.view.cursors.contains(id);
  const bool exported = !table.export_name.empty() && !table.rows.empty();
  if (table.next.empty() && !paged && table.actions.empty() && !table.total && !exported) return;
  html.raw("<div class=\"card-footer table-foot\"><span class=\"text-secondary\">");
  html.text(shown_rows(drawing.view, id, table));
  html.raw("</span><div class=\"btn-list\">");
  for (const Action& action : table.actions) draw_action(html, drawing, action);
  if (exported) {
    http::QueryString query;
    const std::string address =
        drawing.address + "/tables/" + id + add_view(query, {{}, drawing.view.parameters}).str();
    html.raw("<a class=\"btn btn-sm\"").attr("href", address);
    html.attr("download", table.export_name + ".csv").raw(">").text(tr("Export as CSV")).raw("</a>");
  }
  draw_page_links(html, drawing, id, table);
  html.raw("</div></div>");
}

}  // namespace

void draw_table(Html& html, Drawing& drawing, const std::string& id, const Table& table) {
  const bool with_actions = std::any_of(table.rows.begin(), table.rows.end(),
                                        [](const Row& row) { return row.action.has_value(); });
  // Where a table is too narrow for its columns, the style sheet stacks the cells of a row.
  html.raw("<section class=\"card table-block");
  html.raw(table.columns.size() > kFewColumns ? Lit(" many-columns\"") : Lit("\"")).attr("id", "b-" + id);
  if (!table.title.empty()) html.attr("aria-labelledby", "title-" + id);
  html.raw(">");
  if (!table.title.empty()) {
    html.raw("<div class=\"card-header\">");
    draw_heading(html, drawing, "card-title", table.title, "title-" + id);
    html.raw("</div>");
  }
  if (table.rows.empty()) {
    html.raw("<div class=\"card-body text-secondary\">").text(table.empty_text).raw("</div>");
  } else {
    // Long words may still make the frame scroll sideways, so it must be focusable.
    html.raw("<div class=\"table-responsive\" tabindex=\"0\" role=\"group\"");
    html.attr("aria-label",
              table.title.empty() ? tr("Table") : tr("{title}, table", {{"title", table.title}}));
    // The roles keep the table a table for screen readers when its rows are stacked.
    html.raw("><table role=\"table\" class=\"table table-vcenter card-table\">");
    draw_head(html, drawing, table, with_actions);
    html.raw("<tbody role=\"rowgroup\">");
    for (const Row& row : table.rows) draw_row(html, drawing, table, row, with_actions);
    html.raw("</tbody></table></div>");
  }
  draw_foot(html, drawing, id, table);
  html.raw("</section>");
}

}  // namespace sample_host::web
