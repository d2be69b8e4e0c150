#include "database/secrets_table.hpp"

#include "database/row.hpp"
#include "database/transaction.hpp"

namespace sample_host {

void SecretsTable::put(std::string_view plugin_id, std::string_view company_id, std::string_view name,
                       const std::string& sealed, host_sdk::Timestamp now) {
  const std::string plugin{plugin_id};
  const std::string company{company_id};
  const std::string key{name};
  const Int at = micros(now);
  // Delete and insert in one transaction: the one form of "replace" that all three databases share.
  in_transaction(pool_, "the secret cannot be stored", [&](soci::session& sql) {
    sql << "DELETE FROM host_secrets WHERE plugin_id = :plugin AND company_id = :company AND name = :name",
        soci::use(plugin, "plugin"), soci::use(company, "company"), soci::use(key, "name");
    sql << "INSERT INTO host_secrets (plugin_id, company_id, name, sealed, updated_at) VALUES (:plugin, "
           ":company, :name, :sealed, :at)",
        soci::use(plugin, "plugin"), soci::use(company, "company"), soci::use(key, "name"),
        soci::use(sealed, "sealed"), soci::use(at, "at");
  });
}

std::optional<std::string> SecretsTable::get(std::string_view plugin_id, std::string_view company_id,
                                             std::string_view name) {
  const std::string plugin{plugin_id};
  const std::string company{company_id};
  const std::string key{name};
  return with_session(pool_, "the secret cannot be read", [&](soci::session& sql) {
    std::string sealed;
    sql << "SELECT sealed FROM host_secrets WHERE plugin_id = :plugin AND company_id = :company AND name = "
           ":name",
        soci::use(plugin, "plugin"), soci::use(company, "company"), soci::use(key, "name"),
        soci::into(sealed);
    return sql.got_data() ? std::optional{sealed} : std::nullopt;
  });
}

void SecretsTable::erase(std::string_view plugin_id, std::string_view company_id, std::string_view name) {
  const std::string plugin{plugin_id};
  const std::string company{company_id};
  const std::string key{name};
  with_session(pool_, "the secret cannot be removed", [&](soci::session& sql) {
    sql << "DELETE FROM host_secrets WHERE plugin_id = :plugin AND company_id = :company AND name = :name",
        soci::use(plugin, "plugin"), soci::use(company, "company"), soci::use(key, "name");
  });
}

bool SecretsTable::any() {
  return with_session(pool_, "the secrets cannot be counted", [](soci::session& sql) {
    Int count = 0;
    sql << "SELECT COUNT(*) FROM host_secrets", soci::into(count);
    return count > 0;
  });
}

}  // namespace sample_host
