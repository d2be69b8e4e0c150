#include "web/routes/audit.hpp"

#include <algorithm>
#include <chrono>

#include "database/audit_table.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "host_sdk/value_rules.hpp"
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
  if (source == kHostSource) return tr("Sample host");
  for (const auto& plugin : services.runtime.plugins().catalog.plugins())
    if (plugin->info.id == source) return plugin->info.name;
  return source;
}

/// The filters in the address.
struct WantedEntries {
  std::string from;
  std::string until;
  AuditFilter filter;
  std::int64_t before = 0;
  std::int64_t after = 0;

  explicit WantedEntries(const Request& request)
      : from(clean_text(request.query.first("from"), 10)),
        until(clean_text(request.query.first("until"), 10)) {
    filter.search = clean_text(request.query.first("search"), 200);
    filter.action = clean_text(request.query.first("action"), 128);
    filter.actor = clean_text(request.query.first("actor"), 255);
    filter.from = day_from(from);
    filter.until = day_from(until);
    if (filter.until) *filter.until += std::chrono::days{1};
    if (!filter.from) from.clear();
    if (!filter.until) until.clear();
    before = number(request.query.first("before"));
    after = number(request.query.first("after"));
  }

  [[nodiscard]] bool any() const {
    return !(filter.search + filter.action + filter.actor + from + until).empty();
  }
  [[nodiscard]] std::string address(const char* path, const char* place = "", std::int64_t id = 0) const {
    QueryString query;
    const auto add = [&query](const char* name, const std::string& value) {
      if (!value.empty()) query.add(name, value);
    };
    add("search", filter.search);
    add("action", filter.action);
    add("actor", filter.actor);
    add("from", from);
    add("until", until);
    if (id > 0) add(place, std::to_string(id));
    return path + query.str();
  }

 private:
  [[nodiscard]] static std::int64_t number(const std::string& text) {
    return host_sdk::to_integer(text).value_or(0);
  }
};

std::string who(const AuditEntry& entry) {
  return entry.actor_name.empty() ? entry.actor_id : entry.actor_name;
}

void draw_day(Html& html, Lit name, std::string_view label, const std::string& value) {
  html.raw("<div><label class=\"form-label\" for=\"").raw(name).raw("\">").text(label).raw("</label>");
  html.raw("<input type=\"date\" class=\"form-control\" id=\"").raw(name).raw("\" name=\"").raw(name);
  html.raw("\"").attr("value", value).raw("></div>");
}

void draw_filters(Html& html, const WantedEntries& wanted, AuditTable& audit, const std::string& company) {
  html.raw("<form method=\"get\" class=\"toolbar\" role=\"search\"").attr("action", kAuditAddress).raw(">");
  html.raw("<div class=\"grow\"><label class=\"form-label\" for=\"search\">")
      .text(tr("Search"))
      .raw("</label>");
  html.raw("<input type=\"search\" class=\"form-control\" id=\"search\" name=\"search\" maxlength=\"200\"");
  html.attr("placeholder", tr("Person, place or detail")).attr("value", wanted.filter.search).raw("></div>");
  html.raw("<div><label class=\"form-label\" for=\"action\">").text(tr("Action")).raw("</label>");
  html.raw("<select class=\"form-select\" id=\"action\" name=\"action\">");
  draw_option(html, "", tr("All actions"), wanted.filter.action);
  for (const std::string& action : audit.actions(company))
    draw_option(html, action, in_words(action), wanted.filter.action);
  html.raw("</select></div><div><label class=\"form-label\" for=\"actor\">").text(tr("By")).raw("</label>");
  html.raw("<select class=\"form-select\" id=\"actor\" name=\"actor\">");
  draw_option(html, "", tr("Everyone"), wanted.filter.actor);
  for (const std::string& actor : audit.actors(company)) draw_option(html, actor, actor, wanted.filter.actor);
  html.raw("</select></div>");
  draw_day(html, "from", tr_in("period", "From"), wanted.from);
  draw_day(html, "until", tr_in("period", "Until"), wanted.until);
  html.raw("<button type=\"submit\" class=\"btn\">").text(tr("Search")).raw("</button></form>");
}

Table table_of(Services& services, const std::vector<AuditEntry>& entries, bool filtered) {
  Table table;
  table.columns = {{"when", tr("When")}, {"who", tr("Who")},       {"from", tr("From")},
                   {"what", tr("What")}, {"detail", tr("Detail")}, {"source", tr("Recorded by")}};
  table.empty_text = filtered ? tr("No matches.") : tr("No entries yet.");
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
  const WantedEntries wanted(request);
  auto& audit = services.runtime.tables().audit;
  const std::string& company = visit.company.id;
  const bool backwards = wanted.after > 0;
  auto entries = backwards ? audit.newer(company, wanted.after, kAuditRows + 1, wanted.filter)
                           : audit.latest(company, wanted.before, kAuditRows + 1, wanted.filter);
  const bool more = entries.size() > kAuditRows;
  // The additional entry is the farthest one.
  if (more) entries.erase(backwards ? entries.begin() : entries.end() - 1);
  const bool has_newer = !entries.empty() && (backwards ? more : wanted.before > 0);
  const bool has_older = !entries.empty() && (backwards || more);

  Drawing drawing = drawing_for(services, visit, kAuditAddress);
  drawing.in_card = true;
  Html actions;
  draw_link_button(actions, wanted.address(kExportAddress), "download", tr("Export as CSV"));
  Html html;
  draw_page_head(html, tr("Audit trail"), true, actions);
  html.raw("<div class=\"card audit\">");
  draw_filters(html, wanted, audit, company);
  draw_table(html, drawing, "audit-rows", table_of(services, entries, wanted.any()));
  html.raw("<div class=\"card-footer table-foot\"><span class=\"text-secondary\" role=\"status\">");
  html.text(tr_count("{count} entry", "{count} entries", audit.count(company, wanted.filter)));
  html.raw("</span><div class=\"btn-list\">");
  if (has_newer)
    draw_link_button(html, wanted.address(kAuditAddress, "after", entries.front().id), "", tr("Newer"));
  else if (backwards || wanted.before > 0)
    draw_link_button(html, wanted.address(kAuditAddress), "", tr("Newest"));
  if (has_older)
    draw_link_button(html, wanted.address(kAuditAddress, "before", entries.back().id), "", tr("Older"));
  html.raw("</div></div></div>");
  return page_response(services, visit, 200, tr("Audit trail"), Place::audit, html);
}

Response export_audit(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const AuditFilter filter = WantedEntries(request).filter;
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
