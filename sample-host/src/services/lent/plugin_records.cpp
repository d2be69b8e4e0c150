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
    log_.error(company_id, "audit_entry_lost plugin=" + plugin_id_ + " action=" + entry.action +
                               " actor=" + (actor.name.empty() ? actor.id : actor.name) +
                               " detail=" + entry.detail + " reason=" + e.what());
  }
}

void PluginNotices::show(std::string_view company_id, const host_sdk::Notice& notice) {
  try {
    table_.put({plugin_id_, std::string{company_id}, notice, clock_.now()});
    changed_();
  } catch (const SqlError& e) {
    log_.error(company_id,
               "notice_lost plugin=" + plugin_id_ + " topic=" + notice.topic + " reason=" + e.what());
  }
}

void PluginNotices::clear(std::string_view company_id, std::string_view topic) {
  try {
    table_.clear(plugin_id_, company_id, topic);
  } catch (const SqlError& e) {
    log_.error(company_id, "notice_not_cleared plugin=" + plugin_id_ + " topic=" + std::string{topic} +
                               " reason=" + e.what());
  }
}

}  // namespace sample_host
