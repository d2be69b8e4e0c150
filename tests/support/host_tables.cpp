#include "host_tables.hpp"

namespace gup::testing {
namespace {

using database::Backend;
using database::Dialect;
using database::Query;
using database::Row;

constexpr const char* kCountedTables[] = {"target_users", "target_groups", "target_group_members",
                                          "gup_links"};

}  // namespace

std::vector<std::string> host_table_statements(const Dialect& d) {
  const std::string id =
      d.backend() == Backend::sqlite3 ? "INTEGER PRIMARY KEY AUTOINCREMENT" : "BIGINT NOT NULL PRIMARY KEY";
  const auto optional_text = [&](const std::string& name, int length) {
    return name + " " + d.key_text(length) + " DEFAULT '', ";
  };
  const std::string common = "id " + id + ", company_id " + d.key_text(64) + " NOT NULL, provider " +
                             d.key_text(64) + " NOT NULL DEFAULT '', external_id " + d.key_text(255) +
                             ", created_at BIGINT NOT NULL DEFAULT 0, updated_at BIGINT NOT NULL DEFAULT 0, ";
  return {
      "CREATE TABLE target_users (" + common + "email " + d.key_text(320) + " NOT NULL, email_key " +
          d.key_text(700) + " NOT NULL, " + optional_text("first_name", 255) +
          optional_text("last_name", 255) + optional_text("department", 255) +
          optional_text("job_title", 255) + optional_text("phone_number", 255) +
          optional_text("manager_email", 320) + optional_text("preferred_language", 64) +
          optional_text("time_zone", 64) + optional_text("location", 255) + "status " + d.key_text(16) +
          " NOT NULL DEFAULT 'active', UNIQUE (company_id, email_key), UNIQUE (company_id, provider, "
          "external_id))" +
          d.table_options(),
      "CREATE TABLE target_groups (" + common + "name " + d.key_text(256) + " NOT NULL, name_key " +
          d.key_text(700) +
          " NOT NULL, UNIQUE (company_id, name_key), UNIQUE (company_id, provider, external_id))" +
          d.table_options(),
      "CREATE TABLE target_group_members (group_id BIGINT NOT NULL, user_id BIGINT NOT NULL, provider " +
          d.key_text(64) + " NOT NULL DEFAULT '', PRIMARY KEY (group_id, user_id, provider))" +
          d.table_options(),
      "CREATE INDEX target_group_members_user ON target_group_members (user_id)",
  };
}

HostTables::HostTables(const std::string& backend, const std::string& connection_string)
    : session_(database::backend_named(backend), connection_string) {}

void HostTables::create() {
  for (const auto& sql : host_table_statements(session_.dialect())) session_.run(sql);
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
