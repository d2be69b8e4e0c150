#include "database/audit_table.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "database/host_database.hpp"
#include "host_sdk/process.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingAudit = "the audit trail cannot be read";
constexpr const char* kSelectEntries =
    "SELECT id, company_id, actor_id, actor_name, origin, source, action, detail, at FROM host_audit ";
/// The actor as pages show it.
constexpr const char* kActor = "CASE WHEN actor_name = '' THEN actor_id ELSE actor_name END";

/// The conditions of a filter, and their values.
class AuditConditions {
 public:
  AuditConditions(const Dialect& dialect, std::string_view company_id, const AuditFilter& filter)
      : filter_(filter), company_(company_id) {
    sql_ = "WHERE company_id = ?";
    if (!filter.action.empty()) sql_ += " AND action = ?";
    if (!filter.actor.empty()) sql_ += std::string(" AND ") + kActor + " = ?";
    if (!filter.search.empty()) {
      std::string any;
      for (const char* column : kSearched)
        any += (any.empty() ? "" : " OR ") + dialect.folded(column) + " LIKE ? ESCAPE '!'";
      sql_ += " AND (" + any + ")";
    }
    if (filter.from) sql_ += " AND at >= ?";
    if (filter.until) sql_ += " AND at < ?";
  }

  [[nodiscard]] const std::string& sql() const { return sql_; }
  /// Adds the values to a query that has no others yet.
  void bind(Query& query) const {
    query.text(company_, "company_id");
    if (!filter_.action.empty()) query.text(filter_.action, "action");
    if (!filter_.actor.empty()) query.text(filter_.actor, "actor");
    if (!filter_.search.empty()) {
      const std::string pattern = sql::containing_pattern(host_sdk::fold_key(filter_.search));
      for (const char* column : kSearched) query.text(pattern, column);
    }
    if (filter_.from) query.number(host_sdk::to_microseconds(*filter_.from));
    if (filter_.until) query.number(host_sdk::to_microseconds(*filter_.until));
  }

 private:
  static constexpr std::array kSearched{"actor_name", "origin", "detail"};
  const AuditFilter& filter_;
  std::string company_;
  std::string sql_;
};

std::vector<AuditEntry> read_entries(Query& query) {
  std::vector<AuditEntry> entries;
  query.read("ntttttttn", [&](const sql::Row& row) {
    entries.push_back({row.number(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                       row.text(6), row.text(7), host_sdk::from_microseconds(row.number(8))});
  });
  return entries;
}

}  // namespace

AuditEntry audit_entry(std::string_view company_id, const host_sdk::Actor& actor, std::string_view source,
                       std::string_view action, std::string_view detail, host_sdk::Timestamp at) {
  return {0,
          std::string{company_id},
          actor.id,
          actor.name,
          actor.from.empty() ? "host process on " + host_sdk::machine_name() : actor.from,
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
  return database_.with_session(kReadingAudit, [&](Session& session) {
    AuditConditions conditions(session.dialect(), company_id, filter);
    Query query(session, kSelectEntries + conditions.sql() + " AND id < ? ORDER BY id DESC LIMIT " +
                             std::to_string(limit));
    conditions.bind(query);
    return read_entries(query.number(before > 0 ? before : std::numeric_limits<std::int64_t>::max()));
  });
}

std::vector<AuditEntry> AuditTable::newer(std::string_view company_id, std::int64_t after, int limit,
                                          const AuditFilter& filter) {
  return database_.with_session(kReadingAudit, [&](Session& session) {
    AuditConditions conditions(session.dialect(), company_id, filter);
    Query query(session,
                kSelectEntries + conditions.sql() + " AND id > ? ORDER BY id LIMIT " + std::to_string(limit));
    conditions.bind(query);
    auto entries = read_entries(query.number(after));
    std::reverse(entries.begin(), entries.end());
    return entries;
  });
}

std::int64_t AuditTable::count(std::string_view company_id, const AuditFilter& filter) {
  return database_.with_session(kReadingAudit, [&](Session& session) {
    AuditConditions conditions(session.dialect(), company_id, filter);
    Query query(session, "SELECT COUNT(*) FROM host_audit " + conditions.sql());
    conditions.bind(query);
    return query.read_number();
  });
}

std::vector<std::string> AuditTable::actors(std::string_view company_id) {
  return database_.with_session(kReadingAudit, [&](Session& session) {
    std::vector<std::string> actors;
    Query(session, std::string("SELECT DISTINCT ") + kActor +
                       " AS actor FROM host_audit WHERE company_id = ? ORDER BY actor LIMIT 100")
        .text(company_id, "company_id")
        .read("t", [&](const sql::Row& row) { actors.push_back(row.text(0)); });
    return actors;
  });
}

std::vector<std::string> AuditTable::actions(std::string_view company_id) {
  return database_.with_session(kReadingAudit, [&](Session& session) {
    std::vector<std::string> actions;
    Query(session, "SELECT DISTINCT action FROM host_audit WHERE company_id = ? ORDER BY action")
        .text(company_id, "company_id")
        .read("t", [&](const sql::Row& row) { actions.push_back(row.text(0)); });
    return actions;
  });
}

}  // namespace sample_host
