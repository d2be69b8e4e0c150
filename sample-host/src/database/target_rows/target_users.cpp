#include "database/target_rows/target_users.hpp"

#include <map>

#include "database/target_rows/sorted_users.hpp"
#include "database/target_rows/user_pages.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingUsers = "the target users cannot be read";

/// Fills in the names of the groups of all these users with one query.
void add_group_names(Session& session, std::vector<TargetUser>& users) {
  if (users.empty()) return;
  std::map<std::int64_t, TargetUser*> by_id;
  std::string ids;
  for (auto& user : users) {
    by_id[user.id] = &user;
    ids += (ids.empty() ? "" : ",") + std::to_string(user.id);
  }
  Query(session,
        "SELECT DISTINCT m.user_id, g.name, g.name_key FROM target_group_members m JOIN target_groups g ON "
        "g.id = m.group_id WHERE m.user_id IN (" +
            ids + ") ORDER BY g.name_key, m.user_id")
      .read("ntt", [&](const sql::Row& row) { by_id.at(row.number(0))->groups.push_back(row.text(1)); });
}

std::optional<TargetUser> only(std::vector<TargetUser> users) {
  if (users.empty()) return {};
  return std::move(users.front());
}

Query of_company(Session& session, std::string_view company_id, const std::string& condition) {
  Query query(session, select_users() + " FROM target_users u WHERE u.company_id = ? AND " + condition);
  query.text(company_id, "company_id");
  return query;
}

}  // namespace

bool TargetUsersReader::can_sort(std::string_view company_id) {
  return database_.with_session(kReadingUsers, [&](Session& session) {
    return !window_end(session, kUsersByEmail, std::string{company_id}, "", whole_company_ + 1);
  });
}

UserList TargetUsersReader::page(std::string_view company_id, const UserFilter& filter, const UserSort& sort,
                                 const PagePlace& place, int limit) {
  if (!host_sdk::is_clean_utf8(filter.search)) return {};
  return database_.with_session(kReadingUsers, [&](Session& session) {
    auto list = SortedUsers(session, std::string{company_id}, filter, sort)
                    .page(place, static_cast<std::size_t>(limit));
    add_group_names(session, list.users);
    return list;
  });
}

UserList TargetUsersReader::list(std::string_view company_id, const UserFilter& filter,
                                 std::string_view after, int limit) {
  // Both may come from an address that a person typed.
  if (!host_sdk::is_clean_utf8(filter.search)) return {};
  const std::string start{host_sdk::is_clean_utf8(after) ? after : std::string_view{}};
  return database_.with_session(kReadingUsers, [&](Session& session) {
    auto list =
        UserPages(session, std::string{company_id}, filter).page(start, static_cast<std::size_t>(limit));
    add_group_names(session, list.users);
    return list;
  });
}

CountedSoFar TargetUsersReader::count_so_far(std::string_view company_id, const UserFilter& filter) {
  if (!host_sdk::is_clean_utf8(filter.search)) return {};
  if (can_sort(company_id)) return {count(company_id, filter), false};
  return database_.with_session(kReadingUsers, [&](Session& session) {
    return UserPages(session, std::string{company_id}, filter).count();
  });
}

std::optional<TargetUser> TargetUsersReader::find_by_key(std::string_view company_id,
                                                         std::string_view email_key) {
  return database_.with_session(kReadingUsers, [&](Session& session) {
    return only(read_users(of_company(session, company_id, "u.email_key = ?").text(email_key, "email_key")));
  });
}

std::int64_t TargetUsersReader::count(std::string_view company_id, const UserFilter& filter) {
  return database_.with_session(kReadingUsers, [&](Session& session) {
    const UserConditions conditions(session.dialect(), company_id, filter);
    Query query(session, "SELECT COUNT(*)" + conditions.sql());
    conditions.bind(query);
    return query.read_number();
  });
}

std::optional<TargetUser> TargetUsersReader::find(std::string_view company_id, std::int64_t id) {
  return database_.with_session(kReadingUsers, [&](Session& session) {
    auto users = read_users(of_company(session, company_id, "u.id = ?").number(id));
    add_group_names(session, users);
    return only(std::move(users));
  });
}

std::string TargetUsersReader::name(std::string_view company_id, std::int64_t id) {
  const auto user = find(company_id, id);
  if (!user) return {};
  std::string name = host_sdk::full_name(user->first_name, user->last_name);
  return name.empty() ? user->email : name;
}

std::vector<std::string> TargetUsersReader::providers(std::string_view company_id) {
  return database_.with_session(kReadingUsers, [&](Session& session) {
    std::vector<std::string> found;
    // From one to the next along the index: DISTINCT would read every row of the company.
    while (true) {
      const auto next =
          Query(session, "SELECT MIN(provider) FROM target_users WHERE company_id = ? AND provider > ?")
              .text(company_id, "company_id")
              .text(found.empty() ? "" : found.back(), "provider")
              .read_text();
      if (!next) return found;
      found.push_back(*next);
    }
  });
}

std::vector<std::string> TargetUsersReader::departments(std::string_view company_id, std::string_view search,
                                                        int limit) {
  if (!host_sdk::is_clean_utf8(search)) return {};
  return database_.with_session(kReadingUsers, [&](Session& session) {
    std::vector<std::string> found;
    Query(session,
          "SELECT DISTINCT department FROM target_users WHERE company_id = ? AND department <> '' AND " +
              session.dialect().folded("department") + " LIKE ? ESCAPE '!' ORDER BY department LIMIT " +
              std::to_string(limit))
        .text(company_id, "company_id")
        .text(sql::containing_pattern(host_sdk::fold_key(search)), "search")
        .read("t", [&](const sql::Row& row) { found.push_back(row.text(0)); });
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
