#include "web/routes/people/users_list.hpp"

#include <charconv>

#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "text/csv.hpp"
#include "web/blocks/content/table.hpp"
#include "web/icons.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kUsersAddress = "/company/target-users";
constexpr int kUsersRows = 50;
/// Stands for the empty provider (added by hand) in the address.
constexpr const char* kByHand = "by-hand";

/// The filters in the address.
struct Wanted {
  std::string search;
  std::string provider;
  std::string status;
  std::string group;
  std::string after;

  explicit Wanted(const Request& request)
      : search(clean_text(request.query.first("search"), 200)),
        provider(request.query.first("provider")),
        status(request.query.first("status")),
        group(request.query.first("group")),
        after(request.query.first("after")) {}

  [[nodiscard]] bool any() const { return !(search + provider + status + group).empty(); }

  [[nodiscard]] UserFilter filter() const {
    UserFilter filter;
    filter.search = search;
    if (!provider.empty()) filter.provider = provider == kByHand ? "" : provider;
    if (status == "active" || status == "inactive") filter.status = status;
    std::from_chars(group.data(), group.data() + group.size(), filter.group_id);
    return filter;
  }

  [[nodiscard]] std::string address(std::string path, std::string_view cursor = "") const {
    QueryString query;
    if (!search.empty()) query.add("search", search);
    if (!provider.empty()) query.add("provider", provider);
    if (!status.empty()) query.add("status", status);
    if (!group.empty()) query.add("group", group);
    if (!cursor.empty()) query.add("after", cursor);
    return path + query.str();
  }
};

void draw_filters(Html& html, Services& services, const Visit& visit, const Wanted& wanted) {
  html.raw("<form method=\"get\" class=\"toolbar\" role=\"search\" action=\"").text(kUsersAddress).raw("\"");
  html.raw(" data-hx-get=\"")
      .text(kUsersAddress)
      .raw("\" data-hx-target=\"#users\" data-hx-select=\"#users\"");
  html.raw(
      " data-hx-swap=\"outerHTML\" data-hx-select-oob=\"#users-export\" data-hx-push-url=\"true\" "
      "data-hx-sync=\"this:replace\"");
  html.raw(
      " data-hx-trigger=\"submit, input delay:250ms from:'#search', change from:'#provider', change "
      "from:'#status'\">");
  html.raw("<div class=\"grow\"><label class=\"form-label\" for=\"search\">Search</label>");
  html.raw("<input type=\"search\" class=\"form-control\" id=\"search\" name=\"search\" maxlength=\"200\"");
  html.raw(" placeholder=\"Name or email\"").attr("value", wanted.search).raw("></div>");
  html.raw("<div><label class=\"form-label\" for=\"provider\">Source</label>");
  html.raw("<select class=\"form-select\" id=\"provider\" name=\"provider\">");
  draw_option(html, "", "All sources", wanted.provider);
  draw_option(html, kByHand, "By hand", wanted.provider);
  for (const std::string& provider : services.runtime.tables().target_users.providers(visit.company.id))
    draw_option(html, provider, provider_name(services, provider), wanted.provider);
  html.raw("</select></div><div><label class=\"form-label\" for=\"status\">Status</label>");
  html.raw("<select class=\"form-select\" id=\"status\" name=\"status\">");
  draw_option(html, "", "Any status", wanted.status);
  draw_option(html, "active", "Active", wanted.status);
  draw_option(html, "inactive", "Inactive", wanted.status);
  html.raw("</select></div>");
  if (!wanted.group.empty()) draw_hidden(html, "group", wanted.group);
  html.raw("<button type=\"submit\" class=\"btn\">Search</button></form>");
}

Row row_of(Services& services, const TargetUser& user) {
  Row row;
  row.id = std::to_string(user.id);
  const std::string name = host_sdk::full_name(user.first_name, user.last_name);
  const std::string groups = host_sdk::join(user.groups, ", ");
  const bool active = user.status == "active";
  row.cells = {
      LinkValue{user.email, std::string(kUsersAddress) + "/" + row.id},
      name,
      user.department,
      groups,
      BadgeValue{active ? "Active" : "Inactive", active ? Tone::success : Tone::neutral},
      BadgeValue{provider_name(services, user.provider), user.provider.empty() ? Tone::neutral : Tone::info}};
  return row;
}

void draw_no_users(Html& html, const Visit& visit, const Wanted& wanted) {
  html.raw("<div class=\"empty\"><div class=\"empty-icon\">");
  draw_icon(html, wanted.any() ? "search" : "users");
  html.raw("</div>");
  if (wanted.any()) {
    html.raw(
        "<h2 class=\"empty-title\">No matches</h2><p class=\"empty-subtitle\">No target user matches this "
        "search and these filters.</p><div class=\"empty-action\">");
    draw_link_button(html, kUsersAddress, "x", "Clear search and filters", true);
  } else {
    html.raw(
        "<h2 class=\"empty-title\">No target users yet</h2><p class=\"empty-subtitle\">Connect a directory "
        "in the company settings, or add users by hand.</p><div class=\"empty-action\">");
    if (visit.administrator)
      draw_link_button(html, "/company/settings", "settings", "Open company settings", true);
  }
  html.raw("</div></div>");
}

void draw_result(Html& html, Services& services, const Visit& visit, const Wanted& wanted) {
  auto& reader = services.runtime.tables().target_users;
  const UserFilter filter = wanted.filter();
  const UserList list = reader.list(visit.company.id, filter, wanted.after, kUsersRows);
  html.raw("<div id=\"users\">");
  if (list.users.empty() && wanted.after.empty() && list.next.empty()) {
    draw_no_users(html, visit, wanted);
    html.raw("</div>");
    return;
  }
  Drawing drawing = drawing_for(services, visit, kUsersAddress);
  drawing.in_card = true;
  Table table;
  table.columns = {{"email", "Email"},   {"name", "Name"},     {"department", "Department"},
                   {"groups", "Groups"}, {"status", "Status"}, {"source", "Source"}};
  for (const TargetUser& user : list.users) table.rows.push_back(row_of(services, user));
  table.empty_text =
      list.next.empty() ? "This page is empty now." : "No matches on this page. Continue on the next page.";
  draw_table(html, drawing, "user-rows", table);
  html.raw("<div class=\"card-footer table-foot\"><span class=\"text-secondary\" role=\"status\">");
  html.text(counted_so_far(reader.count_so_far(visit.company.id, filter), "user", "users"))
      .raw(", by email</span><div class=\"btn-list\">");
  if (!wanted.after.empty()) draw_link_button(html, wanted.address(kUsersAddress), "", "First page");
  if (!list.next.empty()) draw_link_button(html, wanted.address(kUsersAddress, list.next), "", "Next page");
  html.raw("</div></div></div>");
}

}  // namespace

Response show_users(Services& services, const Visit& visit, const Request& request) {
  const Wanted wanted(request);
  Html actions;
  // Follows the filters.
  actions.raw("<span id=\"users-export\">");
  draw_link_button(actions, wanted.address("/company/target-users.csv"), "download", "Export as CSV");
  actions.raw("</span>");
  if (visit.administrator) draw_link_button(actions, "/company/target-users/new", "user-plus", "Add user");
  Html html;
  draw_page_head(html, "Target users", true, actions);
  html.raw("<div class=\"card\">");
  draw_filters(html, services, visit, wanted);
  draw_result(html, services, visit, wanted);
  html.raw("</div>");
  return page_response(services, visit, 200, "Target users", Place::users, html);
}

Response export_users(Services& services, const Visit& visit, const Request& request) {
  std::vector<std::string> names{"email"};
  for (const UserField& field : kUserFields) names.emplace_back(field.column);
  names.insert(names.end(), {"status", "provider", "groups", "created_at", "updated_at"});
  std::string csv = csv_line(names);
  services.runtime.tables().target_users.for_each(
      visit.company.id, Wanted(request).filter(), [&csv](const TargetUser& user) {
        std::vector<std::string> values{user.email};
        for (const UserField& field : kUserFields) values.push_back(user.*field.member);
        values.insert(values.end(),
                      {user.status, user.provider, host_sdk::join(user.groups, "; "),
                       host_sdk::to_rfc3339(user.created_at), host_sdk::to_rfc3339(user.updated_at)});
        csv += csv_line(values);
      });
  return csv_response(std::move(csv), "target-users");
}

}  // namespace sample_host::web
