#include "web/routes/people/users_list.hpp"

#include <algorithm>
#include <array>

#include "database/target_rows/target_groups.hpp"
#include "database/target_rows/target_users.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "host_sdk/value_rules.hpp"
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
/// Stands for a group that does not exist.
constexpr std::int64_t kNoGroup = -1;
constexpr int kSuggestions = 20;

struct SortChoice {
  const char* value;
  const char* label;
  const char* column;
  UserSort sort;
};
constexpr std::array kSorts{
    SortChoice{"", tr_later("Email"), "email", {UserOrder::email, false}},
    SortChoice{"-email", tr_later("Email, from Z to A"), "email", {UserOrder::email, true}},
    SortChoice{"name", tr_later("Name"), "name", {UserOrder::name, false}},
    SortChoice{"-name", tr_later("Name, from Z to A"), "name", {UserOrder::name, true}},
    SortChoice{"department", tr_later("Department"), "department", {UserOrder::department, false}},
    SortChoice{
        "-department", tr_later("Department, from Z to A"), "department", {UserOrder::department, true}},
    SortChoice{"-changed", tr_later("Last changed, newest first"), "changed", {UserOrder::changed, true}},
    SortChoice{"changed", tr_later("Last changed, oldest first"), "changed", {UserOrder::changed, false}},
};

const SortChoice& sort_named(std::string_view value) {
  const auto* const found =
      std::ranges::find_if(kSorts, [value](const SortChoice& choice) { return value == choice.value; });
  return found == kSorts.end() ? kSorts.front() : *found;
}

/// The filters, the order and the page in the address.
struct Wanted {
  std::string search;
  std::string provider;
  std::string status;
  /// The name of a group. An address may have its id instead.
  std::string group_name;
  std::int64_t group_id = 0;
  std::string department;
  /// A day: "2026-11-29".
  std::string since;
  std::optional<host_sdk::Timestamp> changed_since;
  const SortChoice& sort;
  PagePlace place;

  Wanted(Services& services, const Visit& visit, const Request& request)
      : search(clean_text(request.query.first("search"), 200)),
        provider(request.query.first("provider")),
        status(request.query.first("status")),
        group_name(clean_text(request.query.first("group_name"), 256)),
        department(clean_text(request.query.first("department"), 255)),
        since(clean_text(request.query.first("since"), 10)),
        changed_since(day_from(since)),
        sort(sort_named(request.query.first("sort"))),
        place{request.query.first("after"), request.query.first("before")} {
    if (!changed_since) since.clear();
    find_group(services, visit, request.query.first("group"));
  }

  [[nodiscard]] bool any() const {
    return !(search + provider + status + group_name + department + since).empty();
  }

  [[nodiscard]] UserFilter filter() const {
    UserFilter filter;
    filter.search = search;
    if (!provider.empty()) filter.provider = provider == kByHand ? "" : provider;
    if (status == "active" || status == "inactive") filter.status = status;
    filter.group_id = group_id;
    filter.department = department;
    filter.changed_since = changed_since;
    return filter;
  }

  /// The address of these users in this order; of their first page, unless `place` says otherwise.
  [[nodiscard]] std::string address(std::string path, const PagePlace& at = {}) const {
    Parameters all = parameters(sort.value);
    if (!at.after.empty()) all["after"] = at.after;
    if (!at.before.empty()) all["before"] = at.before;
    QueryString query;
    for (const auto& [name, value] : all) query.add(name, value);
    return path + query.str();
  }
  /// The filters, and an order.
  [[nodiscard]] Parameters parameters(const std::string& order) const {
    Parameters all{
        {"search", search},         {"provider", provider}, {"status", status}, {"group_name", group_name},
        {"department", department}, {"since", since},       {"sort", order}};
    std::erase_if(all, [](const auto& parameter) { return parameter.second.empty(); });
    return all;
  }

 private:
  void find_group(Services& services, const Visit& visit, const std::string& id_text) {
    auto& groups = services.runtime.tables().target_groups;
    if (!group_name.empty()) {
      const auto group = groups.find_by_key(visit.company.id, host_sdk::fold_key(group_name));
      group_id = group ? group->id : kNoGroup;
      return;
    }
    const std::int64_t id = host_sdk::to_integer(id_text).value_or(0);
    if (id <= 0) return;
    const auto group = groups.find(visit.company.id, id);
    group_id = group ? id : kNoGroup;
    group_name = group ? group->name : id_text;
  }
};

void draw_filter_label(Html& html, Lit id, std::string_view label) {
  html.raw("<label class=\"form-label\" for=\"").raw(id).raw("\">").text(label).raw("</label>");
}

void open_select(Html& html, Lit id, std::string_view label) {
  html.raw("<div>");
  draw_filter_label(html, id, label);
  html.raw("<select class=\"form-select\" id=\"").raw(id).raw("\" name=\"").raw(id).raw("\">");
}

/// A text field whose list of suggestions follows what is typed.
void draw_suggesting(Html& html, Lit id, std::string_view label, Lit address, std::string_view value) {
  html.raw("<div>");
  draw_filter_label(html, id, label);
  html.raw("<input class=\"form-control\" maxlength=\"256\" autocomplete=\"off\" id=\"").raw(id);
  html.raw("\" name=\"").raw(id).raw("\" list=\"").raw(id).raw("-options\"").attr("value", value);
  html.attr("data-hx-get", address.view()).raw(" data-hx-target=\"#").raw(id).raw("-options\"");
  html.raw(" data-hx-swap=\"innerHTML\" data-hx-trigger=\"focus once, input delay:250ms\">");
  html.raw("<datalist id=\"").raw(id).raw("-options\"></datalist></div>");
}

void draw_filters(Html& html, Services& services, const Visit& visit, const Wanted& wanted, bool sorted) {
  html.raw("<form method=\"get\" class=\"toolbar\" role=\"search\" action=\"").text(kUsersAddress).raw("\"");
  html.raw(" data-hx-get=\"")
      .text(kUsersAddress)
      .raw("\" data-hx-target=\"#users\" data-hx-select=\"#users\"");
  html.raw(
      " data-hx-swap=\"outerHTML\" data-hx-select-oob=\"#users-export\" data-hx-push-url=\"true\" "
      "data-hx-sync=\"this:replace\"");
  html.raw(
      " data-hx-trigger=\"submit, input delay:250ms from:'#search', change from:'#provider', change "
      "from:'#status', change from:'#group_name', change from:'#department', change from:'#since'");
  html.raw(sorted ? Lit(", change from:'#sort'\">") : Lit("\">"));
  html.raw("<div class=\"grow\"><label class=\"form-label\" for=\"search\">")
      .text(tr("Search"))
      .raw("</label>");
  html.raw("<input type=\"search\" class=\"form-control\" id=\"search\" name=\"search\" maxlength=\"200\"");
  html.attr("placeholder", tr("Name or email")).attr("value", wanted.search).raw("></div>");
  draw_suggesting(html, "group_name", tr("Group"), "/company/target-groups/names", wanted.group_name);
  draw_suggesting(html, "department", tr("Department"), "/company/target-users/departments",
                  wanted.department);
  open_select(html, "provider", tr("Source"));
  draw_option(html, "", tr("All sources"), wanted.provider);
  draw_option(html, kByHand, tr("By hand"), wanted.provider);
  for (const std::string& provider : services.runtime.tables().target_users.providers(visit.company.id))
    draw_option(html, provider, provider_name(services, provider), wanted.provider);
  html.raw("</select></div>");
  open_select(html, "status", tr("Status"));
  draw_option(html, "", tr("Any status"), wanted.status);
  draw_option(html, "active", tr("Active"), wanted.status);
  draw_option(html, "inactive", tr("Inactive"), wanted.status);
  html.raw("</select></div><div>");
  draw_filter_label(html, "since", tr("Changed since"));
  html.raw("<input type=\"date\" class=\"form-control\" id=\"since\" name=\"since\"");
  html.attr("value", wanted.since).raw("></div>");
  if (sorted) {
    open_select(html, "sort", tr("Sort by"));
    for (const SortChoice& choice : kSorts)
      draw_option(html, choice.value, tr(choice.label), wanted.sort.value);
    html.raw("</select></div>");
  }
  html.raw("<button type=\"submit\" class=\"btn\">").text(tr("Search")).raw("</button></form>");
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
      BadgeValue{active ? tr("Active") : tr("Inactive"), active ? Tone::success : Tone::neutral},
      BadgeValue{provider_name(services, user.provider), user.provider.empty() ? Tone::neutral : Tone::info},
      TimeValue{user.updated_at}};
  return row;
}

void draw_no_users(Html& html, const Visit& visit, const Wanted& wanted) {
  html.raw("<div class=\"empty\"><div class=\"empty-icon\">");
  draw_icon(html, wanted.any() ? "search" : "users");
  html.raw("</div>");
  if (wanted.any()) {
    html.raw("<h2 class=\"empty-title\">")
        .text(tr("No matches"))
        .raw("</h2><p class=\"empty-subtitle\">")
        .text(tr("No target user matches this search and these filters."))
        .raw("</p><div class=\"empty-action\">");
    draw_link_button(html, kUsersAddress, "x", tr("Clear search and filters"), true);
  } else {
    html.raw("<h2 class=\"empty-title\">")
        .text(tr("No target users yet"))
        .raw("</h2><p class=\"empty-subtitle\">")
        .text(tr("Connect a directory in the company settings, or add users by hand."))
        .raw("</p><div class=\"empty-action\">");
    if (visit.administrator)
      draw_link_button(html, "/company/settings", "settings", tr("Open company settings"), true);
  }
  html.raw("</div></div>");
}

/// The heads of the columns sort by them; a second time in the other direction.
void add_sorting(Table& table, const Wanted& wanted) {
  for (Column& column : table.columns)
    for (const SortChoice& choice : kSorts) {
      if (column.id != choice.column) continue;
      const bool shown = &choice == &wanted.sort;
      if (shown) column.sorted = choice.sort.descending ? SortOrder::descending : SortOrder::ascending;
      // The first choice of a column, or the second one while the first is shown.
      if (!column.sort || (!shown && column.sorted != SortOrder::none))
        column.sort = PageAddress{"", wanted.parameters(choice.value), ""};
    }
}

void draw_result(Html& html, Services& services, const Visit& visit, const Wanted& wanted, bool sorted) {
  auto& reader = services.runtime.tables().target_users;
  const UserFilter filter = wanted.filter();
  const UserList list =
      sorted ? reader.page(visit.company.id, filter, wanted.sort.sort, wanted.place, kUsersRows)
             : reader.list(visit.company.id, filter, wanted.place.after, kUsersRows);
  html.raw("<div id=\"users\">");
  const bool first = (wanted.place.after + wanted.place.before).empty();
  if (list.users.empty() && first && list.next.empty()) {
    draw_no_users(html, visit, wanted);
    html.raw("</div>");
    return;
  }
  Drawing drawing = drawing_for(services, visit, kUsersAddress);
  drawing.in_card = true;
  drawing.root = kUsersAddress;
  Table table;
  table.columns = {{"email", tr("Email")},    {"name", tr("Name")},     {"department", tr("Department")},
                   {"groups", tr("Groups")},  {"status", tr("Status")}, {"source", tr("Source")},
                   {"changed", tr("Changed")}};
  if (sorted) add_sorting(table, wanted);
  for (const TargetUser& user : list.users) table.rows.push_back(row_of(services, user));
  table.empty_text = list.next.empty() ? tr("This page is empty now.")
                                       : tr("No matches on this page. Continue on the next page.");
  draw_table(html, drawing, "user-rows", table);
  html.raw("<div class=\"card-footer table-foot\"><span class=\"text-secondary\" role=\"status\">");
  html.text(users_so_far(reader.count_so_far(visit.company.id, filter)));
  html.raw("</span><div class=\"btn-list\">");
  if (!list.previous.empty())
    draw_link_button(html, wanted.address(kUsersAddress, {"", list.previous}), "", tr("Previous"));
  else if (!first)
    draw_link_button(html, wanted.address(kUsersAddress), "", tr("First page"));
  if (!list.next.empty())
    draw_link_button(html, wanted.address(kUsersAddress, {list.next, ""}), "", tr("Next"));
  html.raw("</div></div></div>");
}

/// The choices of a field that suggests, as the content of its list.
Response suggestions(const std::vector<std::string>& values) {
  Html html;
  for (const std::string& value : values) html.raw("<option").attr("value", value).raw("></option>");
  return fragment_response(std::move(html).str());
}

}  // namespace

Response show_users(Services& services, const Visit& visit, const Request& request) {
  const Wanted wanted(services, visit, request);
  const bool sorted = services.runtime.tables().target_users.can_sort(visit.company.id);
  Html actions;
  // Follows the filters.
  actions.raw("<span id=\"users-export\">");
  draw_link_button(actions, wanted.address("/company/target-users.csv"), "download", tr("Export as CSV"));
  actions.raw("</span>");
  if (visit.administrator)
    draw_link_button(actions, "/company/target-users/new", "user-plus", tr("Add user"));
  Html html;
  draw_page_head(html, tr("Target users"), true, actions);
  html.raw("<div class=\"card\">");
  draw_filters(html, services, visit, wanted, sorted);
  draw_result(html, services, visit, wanted, sorted);
  html.raw("</div>");
  return page_response(services, visit, 200, tr("Target users"), Place::users, html);
}

Response suggest_departments(Services& services, const Visit& visit, const Request& request) {
  return suggestions(services.runtime.tables().target_users.departments(
      visit.company.id, clean_text(request.query.first("department"), 255), kSuggestions));
}

Response suggest_groups(Services& services, const Visit& visit, const Request& request) {
  GroupFilter filter;
  filter.search = clean_text(request.query.first("group_name"), 256);
  std::vector<std::string> names;
  for (const TargetGroup& group :
       services.runtime.tables().target_groups.list(visit.company.id, filter, "", kSuggestions).groups)
    names.push_back(group.name);
  return suggestions(names);
}

Response export_users(Services& services, const Visit& visit, const Request& request) {
  std::vector<std::string> names{"email"};
  for (const UserField& field : kUserFields) names.emplace_back(field.column);
  names.insert(names.end(), {"status", "provider", "groups", "created_at", "updated_at"});
  std::string csv = csv_line(names);
  services.runtime.tables().target_users.for_each(
      visit.company.id, Wanted(services, visit, request).filter(), [&csv](const TargetUser& user) {
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
