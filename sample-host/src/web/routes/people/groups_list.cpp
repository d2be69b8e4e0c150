#include "web/routes/people/groups_list.hpp"

#include "database/target_rows/hand_made_rows.hpp"
#include "database/target_rows/target_groups.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "text/csv.hpp"
#include "web/blocks/content/table.hpp"
#include "web/icons.hpp"
#include "web/routes/audit.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kGroupsAddress = "/company/target-groups";
constexpr int kGroupsRows = 50;

std::string groups_address(std::int64_t id) {
  return std::string(kGroupsAddress) + "/" + std::to_string(id);
}

void draw_search(Html& html, const std::string& search) {
  html.raw("<form method=\"get\" class=\"toolbar\" role=\"search\" action=\"")
      .text(kGroupsAddress)
      .raw("\">");
  html.raw("<div class=\"grow\"><label class=\"form-label\" for=\"search\">")
      .text(tr("Search"))
      .raw("</label>");
  html.raw("<input type=\"search\" class=\"form-control\" id=\"search\" name=\"search\" maxlength=\"200\"");
  html.attr("placeholder", tr("Group name")).attr("value", search).raw("></div>");
  html.raw("<button type=\"submit\" class=\"btn\">").text(tr("Search")).raw("</button></form>");
}

void draw_no_groups(Html& html, const Visit& visit, bool searched) {
  html.raw("<div class=\"empty\"><div class=\"empty-icon\">");
  draw_icon(html, searched ? "search" : "users-group");
  html.raw("</div>");
  if (searched) {
    html.raw("<h2 class=\"empty-title\">").text(tr("No matches")).raw("</h2><div class=\"empty-action\">");
    draw_link_button(html, kGroupsAddress, "x", tr("Clear search"), true);
  } else {
    html.raw("<h2 class=\"empty-title\">")
        .text(tr("No target groups yet"))
        .raw("</h2><p class=\"empty-subtitle\">")
        .text(tr("A sync can create groups, and you can add them by hand."))
        .raw("</p><div class=\"empty-action\">");
    if (visit.administrator)
      draw_link_button(html, "/company/settings", "settings", tr("Open company settings"));
  }
  html.raw("</div></div>");
}

void draw_new_group(Html& html, const Drawing& drawing, const std::string& name) {
  html.raw("<form method=\"post\" class=\"card\" action=\"").text(kGroupsAddress).raw("\">");
  draw_hidden(html, "_csrf", drawing.csrf_token);
  html.raw("<div class=\"card-body\"><h2 class=\"subsection-title\">").text(tr("Add group")).raw("</h2>");
  draw_text_field(html, drawing, {"name", tr("Name"), name, "text", 256, true, false});
  html.raw("</div><div class=\"card-footer\"><button type=\"submit\" class=\"btn\">")
      .text(tr("Add group"))
      .raw("</button></div></form>");
}

/// Leads to the members in the list of users.
Value member_count(const TargetGroup& group) {
  if (group.member_count == 0) return NumberValue{0};
  return LinkValue{group.member_count < kMembersCounted
                       ? number_text(group.member_count)
                       : tr("{count} or more", {{"count", group.member_count}}),
                   "/company/target-users?group=" + std::to_string(group.id)};
}

std::string list_address(const std::string& path, const std::string& search, const PagePlace& place = {}) {
  QueryString query;
  if (!search.empty()) query.add("search", search);
  if (!place.after.empty()) query.add("after", place.after);
  if (!place.before.empty()) query.add("before", place.before);
  return path + query.str();
}

Response draw_list(Services& services, const Visit& visit, int status, const std::string& search,
                   const PagePlace& place, const std::string& name, const Errors& errors) {
  Drawing drawing = drawing_for(services, visit, kGroupsAddress);
  drawing.errors = errors;
  GroupFilter filter;
  filter.search = search;
  auto& reader = services.runtime.tables().target_groups;
  const GroupList list = reader.page(visit.company.id, filter, place, kGroupsRows);
  const bool first = (place.after + place.before).empty();
  Html actions;
  draw_link_button(actions, list_address("/company/target-groups.csv", search), "download",
                   tr("Export as CSV"));
  Html html;
  draw_page_head(html, tr("Target groups"), true, actions);
  html.raw("<div class=\"stack\"><div class=\"card\">");
  draw_search(html, search);
  if (list.groups.empty() && first && list.next.empty()) {
    draw_no_groups(html, visit, !search.empty());
  } else {
    drawing.in_card = true;
    Table table;
    table.columns = {{"name", tr("Name")}, {"members", tr("Members"), Align::end}, {"source", tr("Source")}};
    table.empty_text = list.next.empty() ? tr("This page is empty now.")
                                         : tr("No matches on this page. Continue on the next page.");
    for (const TargetGroup& group : list.groups)
      table.rows.push_back({std::to_string(group.id),
                            {LinkValue{group.name, groups_address(group.id)}, member_count(group),
                             BadgeValue{provider_name(services, group.provider),
                                        group.provider.empty() ? Tone::neutral : Tone::info}},
                            {}});
    draw_table(html, drawing, "group-rows", table);
    html.raw("<div class=\"card-footer table-foot\"><span class=\"text-secondary\" role=\"status\">");
    html.text(groups_so_far(reader.count_so_far(visit.company.id, filter)))
        .raw("</span><div class=\"btn-list\">");
    if (!list.previous.empty())
      draw_link_button(html, list_address(kGroupsAddress, search, {"", list.previous}), "", tr("Previous"));
    else if (!first)
      draw_link_button(html, list_address(kGroupsAddress, search), "", tr("First page"));
    if (!list.next.empty())
      draw_link_button(html, list_address(kGroupsAddress, search, {list.next, ""}), "", tr("Next"));
    html.raw("</div></div>");
  }
  html.raw("</div>");
  if (visit.administrator) draw_new_group(html, drawing, name);
  html.raw("</div>");
  return page_response(services, visit, status, tr("Target groups"), Place::groups, html);
}

}  // namespace

Response show_groups(Services& services, const Visit& visit, const Request& request) {
  return draw_list(services, visit, 200, clean_text(request.query.first("search"), 200),
                   {request.query.first("after"), request.query.first("before")}, "", {});
}

Response export_groups(Services& services, const Visit& visit, const Request& request) {
  auto& reader = services.runtime.tables().target_groups;
  GroupFilter filter;
  filter.search = clean_text(request.query.first("search"), 200);
  std::string csv = csv_line({"name", "members", "provider", "external_id", "created_at", "updated_at"});
  reader.for_each(visit.company.id, filter, [&](const TargetGroup& group) {
    const std::int64_t members =
        group.member_count < kMembersCounted ? group.member_count : reader.count_all_members(group.id);
    csv += csv_line({group.name, std::to_string(members), group.provider, group.external_id.value_or(""),
                     host_sdk::to_rfc3339(group.created_at), host_sdk::to_rfc3339(group.updated_at)});
  });
  return csv_response(std::move(csv), "target-groups");
}

Response create_group(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string name = clean_text(Fields(request.body).first("name"), 256);
  if (name.empty()) return draw_list(services, visit, 422, "", {}, name, {{"name", {tr("Enter a name.")}}});
  std::int64_t id = 0;
  HandMadeRows rows(services.runtime.tables().pool);
  if (rows.create_group(visit.company.id, name, services.runtime.clock().now(), id) != HandMade::done)
    return draw_list(services, visit, 422, "", {}, name, {{"name", {tr("Another group has this name.")}}});
  note_in_audit(services, visit, "group_added", name);
  services.flashes.put(visit.viewer.session_hash, {Tone::success, tr("“{name}” added", {{"name", name}})});
  return see_other(groups_address(id));
}

}  // namespace sample_host::web
