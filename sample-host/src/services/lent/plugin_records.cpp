#include "services/lent/plugin_records.hpp"

#include "database/audit_table.hpp"
#include "database/host_database.hpp"
#include "database/notices_table.hpp"
#include "services/log.hpp"

namespace sample_host {

void PluginAuditTrail::record(std::string_view company_id, const host_sdk::Actor& actor,
                              std::string_view action, std::string_view detail) {
  const AuditEntry entry = audit_entry(company_id, actor, plugin_id_, action, detail, clock_.now());
  try {
    table_.add(entry);
  } catch (const SqlError& e) {
    log_.error(company_id, LogLine("audit_entry_lost")
                               .with("plugin", plugin_id_)
                               .with("action", entry.action)
                               .with("actor", actor.name.empty() ? actor.id : actor.name)
                               .with("detail", entry.detail)
                               .with("reason", e.what()));
  }
}

void PluginNotices::show(std::string_view company_id, const host_sdk::Notice& notice) {
  try {
    table_.put({plugin_id_, std::string{company_id}, notice, clock_.now()});
    changed_();
  } catch (const SqlError& e) {
    log_.error(company_id, LogLine("notice_lost")
                               .with("plugin", plugin_id_)
                               .with("topic", notice.topic)
                               .with("reason", e.what()));
  }
}

void PluginNotices::clear(std::string_view company_id, std::string_view topic) {
  try {
    table_.clear(plugin_id_, company_id, topic);
  } catch (const SqlError& e) {
    log_.warning(company_id, LogLine("notice_not_cleared")
                                 .with("plugin", plugin_id_)
                                 .with("topic", topic)
                                 .with("reason", e.what()));
  }
}

}  // namespace sample_host
