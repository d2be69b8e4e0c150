#include "database/audit_table.hpp"

#include <limits>

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {

void AuditTable::add(const AuditEntry& entry) {
  const Int at = micros(entry.at);
  with_session(pool_, "the audit trail cannot be written", [&](soci::session& sql) {
    sql << "INSERT INTO host_audit (company_id, actor_id, actor_name, source, action, detail, at) VALUES "
           "(:company, :actor, :actor_name, :source, :action, :detail, :at)",
        soci::use(entry.company_id, "company"), soci::use(entry.actor_id, "actor"),
        soci::use(entry.actor_name, "actor_name"), soci::use(entry.source, "source"),
        soci::use(entry.action, "action"), soci::use(entry.detail, "detail"), soci::use(at, "at");
  });
}

std::vector<AuditEntry> AuditTable::latest(std::string_view company_id, std::int64_t before, int limit) {
  const std::string company{company_id};
  const Int below = before > 0 ? before : std::numeric_limits<Int>::max();
  return with_session(pool_, "the audit trail cannot be read", [&](soci::session& sql) {
    std::vector<AuditEntry> entries;
    AuditEntry entry;
    Int id = 0;
    Int at = 0;
    soci::statement rows =
        (sql.prepare
             << "SELECT id, company_id, actor_id, actor_name, source, action, detail, at FROM host_audit "
                "WHERE company_id = :company AND id < :below ORDER BY id DESC LIMIT " +
                    std::to_string(limit),
         soci::use(company, "company"), soci::use(below, "below"), soci::into(id),
         soci::into(entry.company_id), soci::into(entry.actor_id), soci::into(entry.actor_name),
         soci::into(entry.source), soci::into(entry.action), soci::into(entry.detail), soci::into(at));
    rows.execute();
    while (rows.fetch()) {
      entry.id = id;
      entry.at = moment(at);
      entries.push_back(entry);
    }
    return entries;
  });
}

}  // namespace sample_host
