// The audit trail of the company, newest entries first.
#include <algorithm>
#include <charconv>

#include "database/audit_table.hpp"
#include "plugins/loading/plugin_catalog.hpp"
#include "web/blocks/blocks.hpp"
#include "web/routes/host_forms.hpp"
#include "web/routes/routes.hpp"

namespace sample_host::web {
namespace {

using namespace host_sdk::page;

constexpr const char* kAuditAddress = "/company/audit";
constexpr int kAuditRows = 50;

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

}  // namespace

void note_in_audit(Services& services, const Visit& visit, const char* action, const std::string& detail) {
  services.runtime.tables().audit.add({0, visit.company.id, visit.viewer.actor.id, visit.viewer.actor.name,
                                       std::string{kHostSource}, action, detail,
                                       services.runtime.clock().now()});
}

Response show_audit(Services& services, const Visit& visit, const Request& request) {
  if (!visit.administrator) return only_administrators(services, visit);
  const std::string before_text = request.query.first("before");
  std::int64_t before = 0;
  std::from_chars(before_text.data(), before_text.data() + before_text.size(), before);
  auto entries = services.runtime.tables().audit.latest(visit.company.id, before, kAuditRows + 1);
  const bool more = entries.size() > kAuditRows;
  if (more) entries.resize(kAuditRows);

  Drawing drawing = drawing_for(services, visit, kAuditAddress);
  drawing.in_card = true;
  Table table;
  table.columns = {
      {"when", "When"}, {"who", "Who"}, {"what", "What"}, {"detail", "Detail"}, {"source", "Where"}};
  table.empty_text = "No entries yet.";
  for (const AuditEntry& entry : entries)
    table.rows.push_back({std::to_string(entry.id),
                          {TimeValue{entry.at}, entry.actor_name.empty() ? entry.actor_id : entry.actor_name,
                           in_words(entry.action), entry.detail, source_name(services, entry.source)},
                          {}});
  Html html;
  draw_page_head(html, "Audit trail", true);
  html.raw("<div class=\"card\">");
  draw_table(html, drawing, "audit-rows", table);
  if (before > 0 || more) {
    html.raw("<div class=\"card-footer table-foot\"><span></span><div class=\"btn-list\">");
    if (before > 0) draw_link_button(html, kAuditAddress, "", "Newest");
    if (more)
      draw_link_button(html, kAuditAddress + ("?before=" + std::to_string(entries.back().id)), "", "Older");
    html.raw("</div></div>");
  }
  html.raw("</div>");
  return page_response(services, visit, 200, "Audit trail", Place::audit, html);
}

}  // namespace sample_host::web
