#include "database/connections/unused_secrets_table.hpp"

#include "model/secret_names.hpp"

namespace gup::database {
namespace {

void add_name(Session& session, const std::string& company_id, const UnusedSecret& secret, bool released,
              std::int64_t reserved_until) {
  Query(session,
        "INSERT INTO gup_unused_secrets (company_id, name, account_id, released, reserved_until) VALUES (?, "
        "?, ?, ?, ?)")
      .text(company_id, "company_id")
      .text(secret.name, "name")
      .text(secret.account_id, "account_id")
      .number(released ? 1 : 0)
      .number(reserved_until)
      .run();
}

}  // namespace

std::int64_t next_connection_number(Session& session) {
  Query(session, "UPDATE gup_counters SET next_value = next_value + 1 WHERE name = 'connection'").run();
  return Query(session, "SELECT next_value - 1 FROM gup_counters WHERE name = 'connection'").read_number();
}

std::string reserve_secret(Session& session, const std::string& company_id, const std::string& account_id,
                           host_sdk::Timestamp reserved_until) {
  std::string name = kAccessSecretPrefix + std::to_string(next_connection_number(session));
  add_name(session, company_id, {name, account_id}, false, host_sdk::to_microseconds(reserved_until));
  return name;
}

void release_secret(Session& session, const std::string& company_id, const std::string& name) {
  Query(session,
        "UPDATE gup_unused_secrets SET released = 1, reserved_until = 0 WHERE company_id = ? AND name = ?")
      .text(company_id, "company_id")
      .text(name, "name")
      .run();
}

void release_secrets(Session& session, const std::string& company_id, host_sdk::Timestamp reserved_until) {
  Query(session,
        "UPDATE gup_unused_secrets SET released = 1 WHERE company_id = ? AND released = 0 AND reserved_until "
        "<= ?")
      .text(company_id, "company_id")
      .number(host_sdk::to_microseconds(reserved_until))
      .run();
}

std::vector<UnusedSecret> unused_secrets(Session& session, const std::string& company_id) {
  std::vector<UnusedSecret> secrets;
  Query(session,
        "SELECT name, account_id FROM gup_unused_secrets WHERE company_id = ? AND released = 1 ORDER BY name")
      .text(company_id, "company_id")
      .read("tt", [&](const Row& row) {
        secrets.push_back({row.text(0), row.text(1)});
      });
  return secrets;
}

void forget_secret(Session& session, const std::string& company_id, const std::string& name,
                   host_sdk::Timestamp now) {
  Query(
      session,
      "DELETE FROM gup_unused_secrets WHERE company_id = ? AND name = ? AND released = 1 AND reserved_until "
      "<= ?")
      .text(company_id, "company_id")
      .text(name, "name")
      .number(host_sdk::to_microseconds(now))
      .run();
}

bool take_reserved_secret(Session& session, const std::string& company_id, const std::string& name) {
  return Query(session, "DELETE FROM gup_unused_secrets WHERE company_id = ? AND name = ? AND released = 0")
             .text(company_id, "company_id")
             .text(name, "name")
             .run() == 1;
}

void add_unused_secret(Session& session, const std::string& company_id, const UnusedSecret& secret) {
  add_name(session, company_id, secret, true, 0);
}

}  // namespace gup::database
