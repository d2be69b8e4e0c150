#include "database/target_users.hpp"

#include <map>

#include "database/transaction.hpp"
#include "database/user_pages.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingUsers = "the target users cannot be read";

/// Fills in the names of the groups of all these people with one query.
void add_group_names(soci::session& sql, std::vector<TargetUser>& users) {
  if (users.empty()) return;
  std::map<std::int64_t, TargetUser*> by_id;
  std::string ids;
  for (auto& user : users) {
    by_id[user.id] = &user;
    ids += (ids.empty() ? "" : ",") + std::to_string(user.id);
  }
  Int user_id = 0;
  std::string name;
  std::string key;
  soci::statement rows =
      (sql.prepare << "SELECT DISTINCT m.user_id, g.name, g.name_key FROM target_group_members m "
                      "JOIN target_groups g ON g.id = m.group_id WHERE m.user_id IN (" +
                          ids + ") ORDER BY g.name_key, m.user_id",
       soci::into(user_id), soci::into(name), soci::into(key));
  rows.execute();
  while (rows.fetch()) by_id.at(user_id)->groups.push_back(name);
}

}  // namespace

UserList TargetUsersReader::list(std::string_view company_id, const UserFilter& filter,
                                 std::string_view after, int limit) {
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) {
    UserPages reader(sql, pool_.backend(), std::string{company_id}, filter);
    auto list = reader.page(std::string{after}, static_cast<std::size_t>(limit));
    add_group_names(sql, list.users);
    return list;
  });
}

CountedSoFar TargetUsersReader::count_so_far(std::string_view company_id, const UserFilter& filter) {
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) {
    return UserPages(sql, pool_.backend(), std::string{company_id}, filter).count();
  });
}

std::optional<TargetUser> TargetUsersReader::find_by_key(std::string_view company_id,
                                                         std::string_view email_key) {
  const std::string company{company_id};
  const std::string key{email_key};
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) -> std::optional<TargetUser> {
    soci::statement rows(sql);
    rows.alloc();
    rows.prepare(std::string{"SELECT "} + kUserColumns +
                 " FROM target_users u WHERE u.company_id = :company AND u.email_key = :wanted");
    rows.exchange(soci::use(company, "company"));
    rows.exchange(soci::use(key, "wanted"));
    auto users = fetch_users(rows);
    if (users.empty()) return {};
    return users.front();
  });
}

std::int64_t TargetUsersReader::count(std::string_view company_id, const UserFilter& filter) {
  const UserConditions conditions(pool_.backend(), company_id, filter);
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) {
    Int count = 0;
    soci::statement row(sql);
    row.alloc();
    row.prepare("SELECT COUNT(*)" + conditions.sql());
    conditions.bind(row);
    row.exchange(soci::into(count));
    row.define_and_bind();
    row.execute(true);
    return static_cast<std::int64_t>(count);
  });
}

std::optional<TargetUser> TargetUsersReader::find(std::string_view company_id, std::int64_t id) {
  const std::string company{company_id};
  const Int wanted = id;
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) -> std::optional<TargetUser> {
    std::vector<TargetUser> users;
    {
      soci::statement rows(sql);
      rows.alloc();
      rows.prepare(std::string{"SELECT "} + kUserColumns +
                   " FROM target_users u WHERE u.company_id = :company AND u.id = :id");
      rows.exchange(soci::use(company, "company"));
      rows.exchange(soci::use(wanted, "id"));
      users = fetch_users(rows);
    }
    if (users.empty()) return {};
    add_group_names(sql, users);
    return users.front();
  });
}

std::vector<std::string> TargetUsersReader::providers(std::string_view company_id) {
  const std::string company{company_id};
  return with_session(pool_, kReadingUsers, [&](soci::session& sql) {
    std::vector<std::string> found;
    // From one to the next along the index, since DISTINCT would read every row of the company.
    std::string provider;
    while (true) {
      soci::indicator more = soci::i_null;
      std::string next;
      sql << "SELECT MIN(provider) FROM target_users WHERE company_id = :company AND provider > :last",
          soci::use(company, "company"), soci::use(provider, "last"), soci::into(next, more);
      if (more != soci::i_ok) return found;
      found.push_back(next);
      provider = next;
    }
  });
}

void TargetUsersReader::for_each(std::string_view company_id, const UserFilter& filter,
                                 const std::function<void(const TargetUser&)>& visit) {
  std::string after;
  do {
    const auto part = list(company_id, filter, after, 1000);
    for (const auto& user : part.users) visit(user);
    after = part.next;
  } while (!after.empty());
}

}  // namespace sample_host
