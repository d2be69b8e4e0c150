#include "store.hpp"

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"
#include "progress.hpp"

namespace csv_import_plugin {

using namespace host_sdk::sql;

namespace {

constexpr const char* kColumns =
    "id, email_key, external_id, email, first_name, last_name, department, status, provider";
constexpr const char* kColumnTypes = "ntttttttt";

TargetUser user_in(const Row& row) {
  return {row.number(0),
          row.text(1),
          {row.text(2), row.text(3), row.text(4), row.text(5), row.text(6)},
          row.text(7) == "active",
          row.text(8) == kProvider};
}

void add(Session& session, const std::string& company_id, const Person& person, std::int64_t id,
         std::int64_t at) {
  Query(session,
        "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, department, "
        "status, provider, external_id, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, 'active', ?, ?, "
        "?, ?)")
      .number(id)
      .text(company_id, "company_id")
      .text(person.email, "email")
      .text(host_sdk::fold_key(person.email), "email_key")
      .text(person.first_name, "first_name")
      .text(person.last_name, "last_name")
      .text(person.department, "department")
      .text(kProvider, "provider")
      .text(person.id, "external_id")
      .number(at)
      .number(at)
      .run();
}

void update(Session& session, const std::string& company_id, const Change& change, std::int64_t at) {
  const Person& person = change.person;
  Query(session,
        "UPDATE target_users SET email = ?, email_key = ?, first_name = ?, last_name = ?, department = ?, "
        "status = 'active', updated_at = ? WHERE id = ? AND company_id = ? AND provider = ?")
      .text(person.email, "email")
      .text(host_sdk::fold_key(person.email), "email_key")
      .text(person.first_name, "first_name")
      .text(person.last_name, "last_name")
      .text(person.department, "department")
      .number(at)
      .number(change.user_id)
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .run();
}

void deactivate(Session& session, const std::string& company_id, std::int64_t user_id, std::int64_t at) {
  Query(session,
        "UPDATE target_users SET status = 'inactive', updated_at = ? WHERE id = ? AND company_id = ? AND "
        "provider = ?")
      .number(at)
      .number(user_id)
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .run();
}

/// Returns 1, or 0 if someone else deleted the user meanwhile.
std::int64_t remove(Session& session, const std::string& company_id, std::int64_t user_id) {
  Query(session, "DELETE FROM target_group_members WHERE user_id = ?").number(user_id).run();
  return Query(session, "DELETE FROM target_users WHERE id = ? AND company_id = ? AND provider = ?")
      .number(user_id)
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .run();
}

/// Gives up the key, which someone else may get before this row has its new one: two people can exchange
/// their addresses.
void free_key(Session& session, std::int64_t user_id) {
  Query(session, "UPDATE target_users SET email_key = ? WHERE id = ?")
      .text("moving:" + std::to_string(user_id), "email_key")
      .number(user_id)
      .run();
}

}  // namespace

std::vector<TargetUser> read_users(Session& session, const std::string& company_id) {
  std::vector<TargetUser> users;
  Query(session, std::string("SELECT ") + kColumns + " FROM target_users WHERE company_id = ?")
      .text(company_id, "company_id")
      .read(kColumnTypes, [&](const Row& row) { users.push_back(user_in(row)); });
  return users;
}

std::vector<TargetUser> read_own_users(Session& session, const std::string& company_id,
                                       const std::string& after, int most) {
  std::vector<TargetUser> users;
  Query(session, std::string("SELECT ") + kColumns +
                     " FROM target_users WHERE company_id = ? AND provider = ? AND email_key > ? ORDER BY "
                     "email_key LIMIT ?")
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .text(after, "email_key")
      .number(most)
      .read(kColumnTypes, [&](const Row& row) { users.push_back(user_in(row)); });
  return users;
}

std::int64_t count_own_users(Session& session, const std::string& company_id) {
  return Query(session, "SELECT COUNT(*) FROM target_users WHERE company_id = ? AND provider = ?")
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .read_number();
}

void apply_plan(Session& session, const std::string& company_id, const Plan& plan, std::int64_t first_id,
                host_sdk::Timestamp now, host_sdk::TaskMonitor& monitor) {
  const auto at = host_sdk::to_microseconds(now);
  for (const Change& change : plan.changes)
    if (change.moves) free_key(session, change.user_id);
  std::size_t done = 0;
  for (const Change& change : plan.changes) {
    switch (change.kind) {
      case ChangeKind::add:
        add(session, company_id, change.person, first_id++, at);
        break;
      case ChangeKind::update:
        update(session, company_id, change, at);
        break;
      case ChangeKind::deactivate:
        deactivate(session, company_id, change.user_id, at);
        break;
      case ChangeKind::remove:
        remove(session, company_id, change.user_id);
        break;
    }
    if (++done % kPeopleBetweenReports == 0) report_progress(monitor, 2, "applying changes", done);
  }
}

std::int64_t delete_own_users(Session& session, const std::string& company_id,
                              host_sdk::TaskMonitor& monitor) {
  // The ids come first, because MariaDB runs "DELETE ... WHERE user_id IN (SELECT ...)" as a scan of the
  // memberships of all companies.
  std::vector<std::int64_t> ids;
  Query(session, "SELECT id FROM target_users WHERE company_id = ? AND provider = ?")
      .text(company_id, "company_id")
      .text(kProvider, "provider")
      .read("n", [&](const Row& row) { ids.push_back(row.number(0)); });
  std::int64_t deleted = 0;
  for (std::size_t at = 0; at < ids.size(); ++at) {
    if (at % kPeopleBetweenReports == 0 && monitor.cancel_requested()) throw Cancelled();
    deleted += remove(session, company_id, ids[at]);
  }
  return deleted;
}

}  // namespace csv_import_plugin
