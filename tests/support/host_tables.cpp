#include "host_tables.hpp"

#include "host_sdk/fakes/host_tables.hpp"

namespace gup::testing {
namespace {

using database::Backend;
using database::Query;
using database::Row;

constexpr const char* kCountedTables[] = {"target_users", "target_groups", "target_group_members",
                                          "gup_links"};

}  // namespace

HostTables::HostTables(const std::string& backend, const std::string& connection_string)
    : session_(database::backend_named(backend), connection_string) {}

void HostTables::create() {
  host_sdk::fakes::make_host_tables(session_);
}

void HostTables::count_writes() {
  const Backend backend = session_.dialect().backend();
  session_.run("CREATE TABLE test_writes (n BIGINT)");
  if (backend == Backend::postgresql)
    session_.run(
        "CREATE FUNCTION test_count() RETURNS trigger AS 'BEGIN INSERT INTO test_writes VALUES (1); RETURN "
        "NULL; END' LANGUAGE plpgsql");
  for (const std::string table : kCountedTables) {
    for (const std::string event : {"INSERT", "UPDATE", "DELETE"}) {
      const std::string head = "CREATE TRIGGER test_" + table + "_" + event + " AFTER " + event + " ON " +
                               table + " FOR EACH ROW ";
      switch (backend) {
        case Backend::sqlite3:
          session_.run(head + "BEGIN INSERT INTO test_writes VALUES (1); END");
          break;
        case Backend::postgresql:
          session_.run(head + "EXECUTE FUNCTION test_count()");
          break;
        case Backend::mysql:
          session_.run(head + "INSERT INTO test_writes VALUES (1)");
          break;
      }
    }
  }
}

std::int64_t HostTables::row_writes() {
  return Query(session_, "SELECT COUNT(*) FROM test_writes").read_number();
}

void HostTables::put_user(const HostUser& user) {
  erase_user_row(user.row.id);
  const auto& row = user.row;
  database::Values values;
  values.number(row.id).text(user.company_id, "company_id");
  values.text(row.fields.email, "email").text(row.email_key, "email_key");
  values.text(row.fields.first_name, "first_name").text(row.fields.last_name, "last_name");
  values.text_or_null(row.fields.department, "department").text_or_null(row.fields.job_title, "job_title");
  values.text_or_null(row.fields.phone_number, "phone_number");
  values.text_or_null(row.fields.manager_email, "manager_email");
  values.text_or_null(row.fields.preferred_language, "preferred_language");
  values.text_or_null(user.time_zone, "time_zone").text_or_null(row.fields.location, "location");
  values.text(row.status, "status").text(row.provider, "provider");
  values.text_or_null(row.external_id, "external_id").number(user.created_at).number(row.updated_at);
  database::Statement(session_,
                      "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, "
                      "department, job_title, phone_number, manager_email, preferred_language, time_zone, "
                      "location, status, provider, external_id, created_at, updated_at) VALUES (?, ?, ?, ?, "
                      "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                      values)
      .run();
}

void HostTables::erase_user_row(std::int64_t id) {
  Query(session_, "DELETE FROM target_users WHERE id = ?").number(id).run();
}

void HostTables::erase_user(std::int64_t id) {
  erase_user_row(id);
  Query(session_, "DELETE FROM target_group_members WHERE user_id = ?").number(id).run();
}

void HostTables::put_group(const HostGroup& group) {
  Query(session_, "DELETE FROM target_groups WHERE id = ?").number(group.id).run();
  database::Values values;
  values.number(group.id).text(group.company_id, "company_id").text(group.name, "name");
  values.text(group.name_key, "name_key").text(group.provider, "provider");
  values.text_or_null(group.external_id, "external_id").number(group.created_at).number(group.updated_at);
  database::Statement(session_,
                      "INSERT INTO target_groups (id, company_id, name, name_key, provider, external_id, "
                      "created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                      values)
      .run();
}

void HostTables::erase_group(std::int64_t id) {
  Query(session_, "DELETE FROM target_groups WHERE id = ?").number(id).run();
  Query(session_, "DELETE FROM target_group_members WHERE group_id = ?").number(id).run();
}

void HostTables::put_member(const HostMember& member) {
  Query(session_, "INSERT INTO target_group_members (group_id, user_id, provider) VALUES (?, ?, ?)")
      .number(member.group_id)
      .number(member.user_id)
      .text(member.provider, "provider")
      .run();
}

std::vector<HostUser> HostTables::users(const std::string& company_id) {
  std::vector<HostUser> users;
  Query(session_,
        "SELECT id, email, email_key, first_name, last_name, department, job_title, phone_number, "
        "manager_email, preferred_language, time_zone, location, status, provider, external_id, created_at, "
        "updated_at FROM target_users WHERE company_id = ? ORDER BY id")
      .text(company_id, "company_id")
      .read("nttttttttttttttnn", [&](const Row& row) {
        auto& user = users.emplace_back();
        auto& fields = user.row.fields;
        user.company_id = company_id;
        user.row.id = row.number(0);
        fields.email = row.text(1);
        user.row.email_key = row.text(2);
        fields.first_name = row.text(3);
        fields.last_name = row.text(4);
        fields.department = row.text_or_null(5);
        fields.job_title = row.text_or_null(6);
        fields.phone_number = row.text_or_null(7);
        fields.manager_email = row.text_or_null(8);
        fields.preferred_language = row.text_or_null(9);
        user.time_zone = row.text_or_null(10);
        fields.location = row.text_or_null(11);
        user.row.status = row.text(12);
        user.row.provider = row.text(13);
        user.row.external_id = row.text_or_null(14);
        user.created_at = row.number(15);
        user.row.updated_at = row.number(16);
      });
  return users;
}

std::vector<HostGroup> HostTables::groups(const std::string& company_id) {
  std::vector<HostGroup> groups;
  Query(session_,
        "SELECT id, name, name_key, provider, external_id, created_at, updated_at FROM target_groups WHERE "
        "company_id = ? ORDER BY id")
      .text(company_id, "company_id")
      .read("nttttnn", [&](const Row& row) {
        groups.push_back({row.number(0), company_id, row.text(1), row.text(2), row.text(3),
                          row.text_or_null(4), row.number(5), row.number(6)});
      });
  return groups;
}

std::vector<HostMember> HostTables::members() {
  std::vector<HostMember> members;
  Query(session_, "SELECT group_id, user_id, provider FROM target_group_members ORDER BY 1, 2, 3")
      .read("nnt", [&](const Row& row) {
        members.push_back({row.number(0), row.number(1), row.text(2)});
      });
  return members;
}

}  // namespace gup::testing
