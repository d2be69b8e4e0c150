#include "database/target_users.hpp"

#include <map>

#include "database/dialect.hpp"
#include "database/row.hpp"
#include "database/transaction.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr const char* kDoing = "the target users cannot be read";
constexpr const char* kColumns =
    "u.id, u.company_id, u.email, u.email_key, COALESCE(u.first_name, ''), COALESCE(u.last_name, ''), "
    "COALESCE(u.department, ''), COALESCE(u.job_title, ''), COALESCE(u.phone_number, ''), "
    "COALESCE(u.manager_email, ''), COALESCE(u.preferred_language, ''), COALESCE(u.time_zone, ''), "
    "COALESCE(u.location, ''), u.status, u.provider, u.external_id, u.created_at, u.updated_at";

/// The conditions of a filter and the values that they are bound to.
class Conditions {
 public:
  Conditions(Backend backend, std::string_view company_id, const UserFilter& filter) : company_(company_id) {
    sql_ = " FROM target_users u WHERE u.company_id = :company";
    if (!filter.search.empty()) {
      // The key is folded already; names are folded here, first and last in either order of reading.
      pattern_ = like_pattern(host_sdk::fold_key(filter.search));
      const Dialect dialect(backend);
      const auto both =
          backend == Backend::mysql
              ? std::string{"CONCAT(COALESCE(u.first_name, ''), ' ', COALESCE(u.last_name, ''))"}
              : std::string{"COALESCE(u.first_name, '') || ' ' || COALESCE(u.last_name, '')"};
      sql_ += " AND (u.email_key LIKE :by_key ESCAPE '!' OR " + dialect.folded(both) +
              " LIKE :by_name ESCAPE '!')";
    }
    if (filter.provider) {
      provider_ = *filter.provider;
      by_provider_ = true;
      sql_ += " AND u.provider = :provider";
    }
    if (!filter.status.empty()) {
      status_ = filter.status;
      sql_ += " AND u.status = :status";
    }
    if (filter.group_id != 0) {
      group_ = filter.group_id;
      sql_ +=
          " AND EXISTS (SELECT 1 FROM target_group_members m WHERE m.group_id = :group_id AND m.user_id = "
          "u.id)";
    }
  }

  [[nodiscard]] const std::string& sql() const { return sql_; }

  /// The conditions must outlive the statement.
  void bind(soci::statement& statement) const {
    statement.exchange(soci::use(company_, "company"));
    if (!pattern_.empty()) {
      statement.exchange(soci::use(pattern_, "by_key"));
      statement.exchange(soci::use(pattern_, "by_name"));
    }
    if (by_provider_) statement.exchange(soci::use(provider_, "provider"));
    if (!status_.empty()) statement.exchange(soci::use(status_, "status"));
    if (group_ != 0) statement.exchange(soci::use(group_, "group_id"));
  }

 private:
  std::string sql_;
  std::string company_;
  std::string pattern_;
  std::string provider_;
  bool by_provider_ = false;
  std::string status_;
  Int group_ = 0;
};

/// Runs a prepared SELECT of kColumns and collects its rows.
std::vector<TargetUser> fetch_all(soci::statement& rows) {
  std::vector<TargetUser> users;
  TargetUser user;
  Int id = 0;
  Int created = 0;
  Int updated = 0;
  std::string external_id;
  soci::indicator external_null = soci::i_null;
  rows.exchange(soci::into(id));
  for (std::string* text :
       {&user.company_id, &user.email, &user.email_key, &user.first_name, &user.last_name, &user.department,
        &user.job_title, &user.phone_number, &user.manager_email, &user.preferred_language, &user.time_zone,
        &user.location, &user.status, &user.provider}) {
    rows.exchange(soci::into(*text));
  }
  rows.exchange(soci::into(external_id, external_null));
  rows.exchange(soci::into(created));
  rows.exchange(soci::into(updated));
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) {
    user.id = id;
    user.external_id = external_null == soci::i_ok ? std::optional{external_id} : std::nullopt;
    user.created_at = moment(created);
    user.updated_at = moment(updated);
    users.push_back(user);
  }
  return users;
}

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
  const Conditions conditions(pool_.backend(), company_id, filter);
  const std::string last{after};
  return with_session(pool_, kDoing, [&](soci::session& sql) {
    UserList list;
    {
      soci::statement rows(sql);
      rows.alloc();
      // One more than asked for tells whether there is a next page.
      rows.prepare(std::string{"SELECT "} + kColumns + conditions.sql() +
                   " AND u.email_key > :after ORDER BY u.email_key LIMIT " + std::to_string(limit + 1));
      conditions.bind(rows);
      rows.exchange(soci::use(last, "after"));
      list.users = fetch_all(rows);
    }
    if (list.users.size() > static_cast<std::size_t>(limit)) {
      list.users.pop_back();
      list.next = list.users.back().email_key;
    }
    add_group_names(sql, list.users);
    return list;
  });
}

std::int64_t TargetUsersReader::count(std::string_view company_id, const UserFilter& filter) {
  const Conditions conditions(pool_.backend(), company_id, filter);
  return with_session(pool_, kDoing, [&](soci::session& sql) {
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
  return with_session(pool_, kDoing, [&](soci::session& sql) -> std::optional<TargetUser> {
    std::vector<TargetUser> users;
    {
      soci::statement rows(sql);
      rows.alloc();
      rows.prepare(std::string{"SELECT "} + kColumns +
                   " FROM target_users u WHERE u.company_id = :company AND u.id = :id");
      rows.exchange(soci::use(company, "company"));
      rows.exchange(soci::use(wanted, "id"));
      users = fetch_all(rows);
    }
    if (users.empty()) return {};
    add_group_names(sql, users);
    return users.front();
  });
}

std::vector<std::string> TargetUsersReader::providers(std::string_view company_id) {
  const std::string company{company_id};
  return with_session(pool_, kDoing, [&](soci::session& sql) {
    std::vector<std::string> found;
    std::string provider;
    soci::statement rows =
        (sql.prepare << "SELECT DISTINCT provider FROM target_users WHERE company_id = :company "
                        "AND provider <> '' ORDER BY provider",
         soci::use(company, "company"), soci::into(provider));
    rows.execute();
    while (rows.fetch()) found.push_back(provider);
    return found;
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
