#include "database/secrets_table.hpp"

#include "database/host_database.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

Query about_secret(Session& session, const std::string& sql, std::string_view plugin_id,
                   std::string_view company_id, std::string_view name) {
  Query query(session, sql + " FROM host_secrets WHERE plugin_id = ? AND company_id = ? AND name = ?");
  query.text(plugin_id, "plugin_id").text(company_id, "company_id").text(name, "name");
  return query;
}

}  // namespace

void SecretsTable::put(std::string_view plugin_id, std::string_view company_id, std::string_view name,
                       const std::string& sealed, host_sdk::Timestamp now) {
  // Delete and insert in one transaction: the one form of "replace" that all three databases share.
  database_.write("the secret cannot be stored", [&](Session& session) {
    about_secret(session, "DELETE", plugin_id, company_id, name).run();
    Query(session,
          "INSERT INTO host_secrets (plugin_id, company_id, name, sealed, updated_at) VALUES (?, ?, ?, ?, ?)")
        .text(plugin_id, "plugin_id")
        .text(company_id, "company_id")
        .text(name, "name")
        .text(sealed, "sealed")
        .number(host_sdk::to_microseconds(now))
        .run();
  });
}

std::optional<std::string> SecretsTable::get(std::string_view plugin_id, std::string_view company_id,
                                             std::string_view name) {
  return database_.with_session("the secret cannot be read", [&](Session& session) {
    return about_secret(session, "SELECT sealed", plugin_id, company_id, name).read_text();
  });
}

void SecretsTable::erase(std::string_view plugin_id, std::string_view company_id, std::string_view name) {
  database_.with_session("the secret cannot be removed", [&](Session& session) {
    about_secret(session, "DELETE", plugin_id, company_id, name).run();
  });
}

std::vector<SealedSecret> SecretsTable::after(const SealedSecret& last, int limit) {
  return database_.with_session("the secrets cannot be read", [&](Session& session) {
    std::vector<SealedSecret> rows;
    Query(
        session,
        "SELECT plugin_id, company_id, name, sealed FROM host_secrets WHERE plugin_id > ? OR (plugin_id = ? "
        "AND (company_id > ? OR (company_id = ? AND name > ?))) ORDER BY plugin_id, company_id, name LIMIT " +
            std::to_string(limit))
        .text(last.plugin_id, "plugin_id")
        .text(last.plugin_id, "plugin_id")
        .text(last.company_id, "company_id")
        .text(last.company_id, "company_id")
        .text(last.name, "name")
        .read("tttt", [&](const sql::Row& row) {
          rows.push_back({row.text(0), row.text(1), row.text(2), row.text(3)});
        });
    return rows;
  });
}

bool SecretsTable::replace(const SealedSecret& former, const std::string& sealed, host_sdk::Timestamp now) {
  return database_.write("the secret cannot be stored", [&](Session& session) {
    return Query(session,
                 "UPDATE host_secrets SET sealed = ?, updated_at = ? WHERE plugin_id = ? AND company_id = ? "
                 "AND name = ? AND sealed = ?")
               .text(sealed, "sealed")
               .number(host_sdk::to_microseconds(now))
               .text(former.plugin_id, "plugin_id")
               .text(former.company_id, "company_id")
               .text(former.name, "name")
               .text(former.sealed, "sealed")
               .run() == 1;
  });
}

bool SecretsTable::any() {
  return database_.with_session("the secrets cannot be counted", [](Session& session) {
    return Query(session, "SELECT COUNT(*) FROM host_secrets").read_number() > 0;
  });
}

}  // namespace sample_host
