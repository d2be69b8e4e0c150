#include "host_tables.hpp"

#include "host_sdk/fakes/host_tables.hpp"
#include "host_sdk/text.hpp"
#include "model/target_fields.hpp"

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
  values.number(row.id).text(user.company_id, "company_id").text(row.email_key, "email_key");
  for (const TargetField& field : kTargetFields) {
    if (field.required != nullptr)
      values.text(row.fields.*field.required, field.column);
    else
      values.text_or_null(row.fields.*field.optional, field.column);
  }
  values.text_or_null(user.time_zone, "time_zone");
  values.text(row.status, "status").text(row.provider, "provider");
  values.text_or_null(row.external_id, "external_id").number(user.created_at).number(row.updated_at);
  database::Statement(session_,
                      "INSERT INTO target_users (id, company_id, email_key, " + target_field_columns() +
                          ", time_zone, status, provider, external_id, created_at, updated_at) VALUES (" +
                          host_sdk::join(std::vector<std::string>(kTargetFields.size() + 9, "?"), ", ") + ")",
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
        "SELECT id, email_key, " + target_field_columns() +
            ", time_zone, status, provider, external_id, created_at, updated_at FROM target_users WHERE "
            "company_id = ? ORDER BY id")
      .text(company_id, "company_id")
      .read("nt" + std::string(kTargetFields.size(), 't') + "ttttnn", [&](const Row& row) {
        auto& user = users.emplace_back();
        std::size_t at = 0;
        user.company_id = company_id;
        user.row.id = row.number(at++);
        user.row.email_key = row.text(at++);
        for (const TargetField& field : kTargetFields) field.set(user.row.fields, row.text_or_null(at++));
        user.time_zone = row.text_or_null(at++);
        user.row.status = row.text(at++);
        user.row.provider = row.text(at++);
        user.row.external_id = row.text_or_null(at++);
        user.created_at = row.number(at++);
        user.row.updated_at = row.number(at++);
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
