#include "store.hpp"

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace csv_import_plugin {

using namespace host_sdk::sql;

std::vector<TargetUser> read_users(Session& session, const std::string& company_id) {
  std::vector<TargetUser> users;
  Query(session,
        "SELECT id, email_key, email, first_name, last_name, department, status, provider FROM target_users "
        "WHERE company_id = ?")
      .text(company_id, "company_id")
      .read("nttttttt", [&](const Row& row) {
        users.push_back({row.number(0),
                         row.text(1),
                         {row.text(2), row.text(3), row.text(4), row.text(5)},
                         row.text(6) == "active",
                         row.text(7) == kProvider});
      });
  return users;
}

void apply_plan(Session& session, const std::string& company_id, const Plan& plan, std::int64_t first_id,
                host_sdk::Timestamp now) {
  const auto at = host_sdk::to_microseconds(now);
  for (const Change& change : plan.changes) {
    const Person& person = change.person;
    const auto key = host_sdk::fold_key(person.email);
    if (change.user_id == 0) {
      Query(
          session,
          "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, department, "
          "status, provider, external_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?, "
          "?, ?, ?)")
          .number(first_id++)
          .text(company_id, "company_id")
          .text(person.email, "email")
          .text(key, "email_key")
          .text(person.first_name, "first_name")
          .text(person.last_name, "last_name")
          .text(person.department, "department")
          .text(kProvider, "provider")
          .text(key, "external_id")
          .number(at)
          .number(at)
          .run();
    } else {
      Query(session,
            "UPDATE target_users SET email = ?, first_name = ?, last_name = ?, department = ?, status = ?, "
            "updated_at = ? WHERE id = ? AND company_id = ? AND provider = ?")
          .text(person.email, "email")
          .text(person.first_name, "first_name")
          .text(person.last_name, "last_name")
          .text(person.department, "department")
          .text(change.active ? "active" : "inactive", "status")
          .number(at)
          .number(change.user_id)
          .text(company_id, "company_id")
          .text(kProvider, "provider")
          .run();
    }
  }
}

std::int64_t delete_users(Session& session, const std::string& company_id) {
  Query(session,
        "DELETE FROM target_group_members WHERE user_id IN (SELECT id FROM target_users WHERE company_id = ? "
        "AND provider = ?)")
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .run();
  return Query(session, "DELETE FROM target_users WHERE company_id = ? AND provider = ?")
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .run();
}

}  // namespace csv_import_plugin
