#include "web/routes/audit.hpp"

#include <algorithm>
#include <charconv>

#include "database/audit_table.hpp"
#include "host_sdk/time.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "text/csv.hpp"
#include "web/blocks/content/table.hpp"
#include "web/routes/host_forms.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kAuditAddress = "/company/audit";
constexpr const char* kExportAddress = "/company/audit.csv";
constexpr int kAuditRows = 50;
constexpr int kExportedAtOnce = 1000;

/// Turns "sync_started" into "Sync started".
std::string in_words(std::string action) {
  std::replace(action.begin(), action.end(), '_', ' ');
  if (!action.empty() && action[0] >= 'a' && action[0] <= 'z')
    action[0] = static_cast<char>(action[0] - 'a' + 'A');
  return action;
}

std::string source_name(Services& services, const std::string& source) {
  if (source == kHostSource) return "Sample host";
  for (const auto& plugin : services.runtime.plugins().catalog.plugins())
    if (plugin->info.id == source) return plugin->info.name;
  return source;
}

AuditFilter filter_of(const Request& request) {
  return {clean_text(request.query.first("search"), 200), clean_text(request.query.first("action"), 128)};
}

std::string address_of(const char* path, const AuditFilter& filter, std::int64_t before = 0) {
  QueryString query;
  if (!filter.search.empty()) query.add("search", filter.search);
  if (!filter.action.empty()) query.add("action", filter.action);
  if (before > 0) query.add("before", std::to_string(before));
  return path + query.str();
}

std::string who(const AuditEntry& entry) {
  return entry.actor_name.empty() ? entry.actor_id : entry.actor_name;
}

void draw_filters(Html& html, const AuditFilter& filter, const std::vector<std::string>& actions) {
  html.raw("<form method=\"get\" class=\"toolbar\" role=\"search\"").attr("action", kAuditAddress).raw(">");
  html.raw("<div class=\"grow\"><label class=\"form-label\" for=\"search\">Search</label>");
  html.raw("<input type=\"search\" class=\"form-control\" id=\"search\" name=\"search\" maxlength=\"200\"");
  html.raw(" placeholder=\"Person, place or detail\"").attr("value", filter.search).raw("></div>");
  html.raw("<div><label class=\"form-label\" for=\"action\">Action</label>");
  html.raw("<select class=\"form-select\" id=\"action\" name=\"action\">");
  draw_option(html, "", "All actions", filter.action);
  for (const std::string& action : actions) draw_option(html, action, in_words(action), filter.action);
  html.raw("</select></div><button type=\"submit\" class=\"btn\">Search</button></form>");
}

Table table_of(Services& services, const std::vector<AuditEntry>& entries, bool filtered) {
  Table table;
  table.columns = {{"when", "When"}, {"who", "Who"},       {"from", "From"},
                   {"what", "What"}, {"detail", "Detail"}, {"source", "Recorded by"}};
  table.empty_text = filtered ? "No matches." : "No entries yet.";
  for (const AuditEntry& entry : entries)
    table.rows.push_back({std::to_string(entry.id),
                          {TimeValue{entry.at}, who(entry), entry.origin, in_words(entry.action),
                           entry.detail, source_name(services, entry.source)},
                          {}});
  return table;
}

}  // namespace

void note_in_audit(Services& services, const Visit& visit, const char* action, const std::string& detail) {
  services.runtime.tables().audit.add(audit_entry(visit.company.id, visit.viewer.actor, kHostSource, action,
                                                  detail, services.runtime.clock().now()));
}

Response show_audit(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string before_text = request.query.first("before");
  std::int64_t before = 0;
  std::from_chars(before_text.data(), before_text.data() + before_text.size(), before);
  const AuditFilter filter = filter_of(request);
  auto& audit = services.runtime.tables().audit;
  auto entries = audit.latest(visit.company.id, before, kAuditRows + 1, filter);
  const bool more = entries.size() > kAuditRows;
  if (more) entries.resize(kAuditRows);

  Drawing drawing = drawing_for(services, visit, kAuditAddress);
  drawing.in_card = true;
  Html actions;
  draw_link_button(actions, address_of(kExportAddress, filter), "download", "Export as CSV");
  Html html;
  draw_page_head(html, "Audit trail", true, actions);
  html.raw("<div class=\"card\">");
  draw_filters(html, filter, audit.actions(visit.company.id));
  const bool filtered = !(filter.search + filter.action).empty();
  draw_table(html, drawing, "audit-rows", table_of(services, entries, filtered));
  if (before > 0 || more) {
    html.raw("<div class=\"card-footer table-foot\"><span></span><div class=\"btn-list\">");
    if (before > 0) draw_link_button(html, address_of(kAuditAddress, filter), "", "Newest");
    if (more) draw_link_button(html, address_of(kAuditAddress, filter, entries.back().id), "", "Older");
    html.raw("</div></div>");
  }
  html.raw("</div>");
  return page_response(services, visit, 200, "Audit trail", Place::audit, html);
}

Response export_audit(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const AuditFilter filter = filter_of(request);
  std::string csv = csv_line({"at", "who", "account", "from", "action", "detail", "recorded_by"});
  auto& audit = services.runtime.tables().audit;
  std::int64_t before = 0;
  for (auto entries = audit.latest(visit.company.id, before, kExportedAtOnce, filter); !entries.empty();
       entries = audit.latest(visit.company.id, before, kExportedAtOnce, filter)) {
    for (const AuditEntry& entry : entries)
      csv += csv_line({host_sdk::to_rfc3339(entry.at), who(entry), entry.actor_id, entry.origin, entry.action,
                       entry.detail, entry.source});
    before = entries.back().id;
  }
  return csv_response(std::move(csv), "audit-trail");
}

}  // namespace sample_host::web
