#include "database/audit_table.hpp"

#include <limits>

#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {

void AuditTable::add(const AuditEntry& entry) {
  database_.with_session("the audit trail cannot be written", [&](Session& session) {
    Query(
        session,
        "INSERT INTO host_audit (company_id, actor_id, actor_name, source, action, detail, at) VALUES (?, ?, "
        "?, ?, ?, ?, ?)")
        .text(entry.company_id, "company_id")
        .text(entry.actor_id, "actor_id")
        .text(entry.actor_name, "actor_name")
        .text(entry.source, "source")
        .text(entry.action, "action")
        .text(entry.detail, "detail")
        .number(host_sdk::to_microseconds(entry.at))
        .run();
  });
}

std::vector<AuditEntry> AuditTable::latest(std::string_view company_id, std::int64_t before, int limit) {
  return database_.with_session("the audit trail cannot be read", [&](Session& session) {
    std::vector<AuditEntry> entries;
    Query(session,
          "SELECT id, company_id, actor_id, actor_name, source, action, detail, at FROM host_audit WHERE "
          "company_id = ? AND id < ? ORDER BY id DESC LIMIT " +
              std::to_string(limit))
        .text(company_id, "company_id")
        .number(before > 0 ? before : std::numeric_limits<std::int64_t>::max())
        .read("nttttttn", [&](const sql::Row& row) {
          entries.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                             row.text(6), host_sdk::from_microseconds(row.number(7))});
        });
    return entries;
  });
}

}  // namespace sample_host
