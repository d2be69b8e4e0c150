#include "database/audit_table.hpp"

#include <limits>

#include "database/host_database.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "services/machine.hpp"

namespace sample_host {

AuditEntry audit_entry(std::string_view company_id, const host_sdk::Actor& actor, std::string_view source,
                       std::string_view action, std::string_view detail, host_sdk::Timestamp at) {
  return {0,
          std::string{company_id},
          actor.id,
          actor.name,
          actor.from.empty() ? "host process on " + machine_name() : actor.from,
          std::string{source},
          std::string{action},
          std::string{detail},
          at};
}

void AuditTable::add(const AuditEntry& entry) {
  database_.with_session("the audit trail cannot be written", [&](Session& session) {
    Query(session,
          "INSERT INTO host_audit (company_id, actor_id, actor_name, origin, source, action, detail, at) "
          "VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
        .text(entry.company_id, "company_id")
        .text(entry.actor_id, "actor_id")
        .text(entry.actor_name, "actor_name")
        .text(host_sdk::cut_code_points(entry.origin, 512), "origin")
        .text(entry.source, "source")
        .text(entry.action, "action")
        .text(entry.detail, "detail")
        .number(host_sdk::to_microseconds(entry.at))
        .run();
  });
}

std::vector<AuditEntry> AuditTable::latest(std::string_view company_id, std::int64_t before, int limit,
                                           const AuditFilter& filter) {
  return database_.with_session("the audit trail cannot be read", [&](Session& session) {
    std::string where = "WHERE company_id = ? AND id < ?";
    const std::vector<std::string> searched{"actor_name", "origin", "detail"};
    if (!filter.action.empty()) where += " AND action = ?";
    if (!filter.search.empty()) {
      std::string any;
      for (const std::string& column : searched)
        any += (any.empty() ? "" : " OR ") + session.dialect().folded(column) + " LIKE ? ESCAPE '!'";
      where += " AND (" + any + ")";
    }
    Query query(session,
                "SELECT id, company_id, actor_id, actor_name, origin, source, action, detail, at FROM "
                "host_audit " +
                    where + " ORDER BY id DESC LIMIT " + std::to_string(limit));
    query.text(company_id, "company_id");
    query.number(before > 0 ? before : std::numeric_limits<std::int64_t>::max());
    if (!filter.action.empty()) query.text(filter.action, "action");
    const std::string pattern = sql::containing_pattern(host_sdk::fold_key(filter.search));
    if (!filter.search.empty())
      for (const std::string& column : searched) query.text(pattern, column.c_str());
    std::vector<AuditEntry> entries;
    query.read("ntttttttn", [&](const sql::Row& row) {
      entries.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                         row.text(6), row.text(7), host_sdk::from_microseconds(row.number(8))});
    });
    return entries;
  });
}

std::vector<std::string> AuditTable::actions(std::string_view company_id) {
  return database_.with_session("the audit trail cannot be read", [&](Session& session) {
    std::vector<std::string> actions;
    Query(session, "SELECT DISTINCT action FROM host_audit WHERE company_id = ? ORDER BY action")
        .text(company_id, "company_id")
        .read("t", [&](const sql::Row& row) { actions.push_back(row.text(0)); });
    return actions;
  });
}

}  // namespace sample_host
