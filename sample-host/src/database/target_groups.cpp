#include "database/target_groups.hpp"

#include "database/dialect.hpp"
#include "database/key_window.hpp"
#include "database/row.hpp"
#include "database/transaction.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingGroups = "the target groups cannot be read";
constexpr const char* kGroupColumns =
    "g.id, g.company_id, g.name, g.name_key, g.provider, g.external_id, g.created_at, g.updated_at";

/// The conditions of a filter and the values that they are bound to.
class Conditions {
 public:
  Conditions(std::string_view company_id, const GroupFilter& filter) : company_(company_id) {
    sql_ = " FROM target_groups g WHERE g.company_id = :company";
    if (!filter.search.empty()) {
      pattern_ = like_pattern(host_sdk::fold_key(filter.search));
      sql_ += " AND g.name_key LIKE :pattern ESCAPE '!'";
    }
    if (filter.provider) {
      provider_ = *filter.provider;
      by_provider_ = true;
      sql_ += " AND g.provider = :provider";
    }
  }

  [[nodiscard]] const std::string& sql() const { return sql_; }

  /// The conditions must outlive the statement.
  void bind(soci::statement& statement) const {
    statement.exchange(soci::use(company_, "company"));
    if (!pattern_.empty()) statement.exchange(soci::use(pattern_, "pattern"));
    if (by_provider_) statement.exchange(soci::use(provider_, "provider"));
  }

 private:
  std::string sql_;
  std::string company_;
  std::string pattern_;
  std::string provider_;
  bool by_provider_ = false;
};

/// Runs a prepared SELECT of kGroupColumns and collects its rows.
std::vector<TargetGroup> fetch_all(soci::statement& rows) {
  std::vector<TargetGroup> groups;
  TargetGroup group;
  Int id = 0;
  Int created = 0;
  Int updated = 0;
  std::string external_id;
  soci::indicator external_null = soci::i_null;
  rows.exchange(soci::into(id));
  for (std::string* text : {&group.company_id, &group.name, &group.name_key, &group.provider}) {
    rows.exchange(soci::into(*text));
  }
  rows.exchange(soci::into(external_id, external_null));
  rows.exchange(soci::into(created));
  rows.exchange(soci::into(updated));
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) {
    group.id = id;
    group.external_id = external_null == soci::i_ok ? std::optional{external_id} : std::nullopt;
    group.created_at = moment(created);
    group.updated_at = moment(updated);
    groups.push_back(group);
  }
  return groups;
}

PagedTable groups_of(const SessionPool& pool) {
  return {pool.backend(), "target_groups", "name_key"};
}

/// Counts each group's people by themselves, so that one of a million is not counted to its end.
void count_members(soci::session& sql, std::vector<TargetGroup>& groups) {
  Int group = 0;
  Int members = 0;
  soci::statement row =
      (sql.prepare
           << "SELECT COUNT(*) FROM (SELECT DISTINCT user_id FROM target_group_members WHERE group_id = "
              ":group_id LIMIT " +
                  std::to_string(kMembersCounted) + ") counted",
       soci::use(group, "group_id"), soci::into(members));
  for (auto& found : groups) {
    group = found.id;
    row.execute(true);
    found.member_count = members;
  }
}

}  // namespace

GroupList TargetGroupsReader::list(std::string_view company_id, const GroupFilter& filter,
                                   std::string_view after, int limit) {
  const Conditions conditions(company_id, filter);
  const std::string last{after};
  return with_session(pool_, kReadingGroups, [&](soci::session& sql) {
    GroupList list;
    const auto end = window_end(sql, groups_of(pool_), std::string{company_id}, last);
    const std::string until = end.value_or(above_all_keys());
    {
      soci::statement rows(sql);
      rows.alloc();
      // One more than asked for tells whether there is a next page.
      rows.prepare(std::string{"SELECT "} + kGroupColumns + conditions.sql() +
                   " AND g.name_key > :after AND g.name_key <= :until ORDER BY g.name_key LIMIT " +
                   std::to_string(limit + 1));
      conditions.bind(rows);
      rows.exchange(soci::use(last, "after"));
      rows.exchange(soci::use(until, "until"));
      list.groups = fetch_all(rows);
    }
    if (list.groups.size() > static_cast<std::size_t>(limit)) {
      list.groups.pop_back();
      list.next = list.groups.back().name_key;
    } else if (end) {
      list.next = *end;
    }
    count_members(sql, list.groups);
    return list;
  });
}

CountedSoFar TargetGroupsReader::count_so_far(std::string_view company_id, const GroupFilter& filter) {
  const Conditions conditions(company_id, filter);
  return with_session(pool_, kReadingGroups, [&](soci::session& sql) {
    const auto end = window_end(sql, groups_of(pool_), std::string{company_id}, "");
    const std::string until = end.value_or(above_all_keys());
    Int count = 0;
    soci::statement row(sql);
    row.alloc();
    row.prepare("SELECT COUNT(*)" + conditions.sql() + " AND g.name_key <= :until");
    conditions.bind(row);
    row.exchange(soci::use(until, "until"));
    row.exchange(soci::into(count));
    row.define_and_bind();
    row.execute(true);
    return CountedSoFar{count, end.has_value()};
  });
}

std::int64_t TargetGroupsReader::count(std::string_view company_id, const GroupFilter& filter) {
  const Conditions conditions(company_id, filter);
  return with_session(pool_, kReadingGroups, [&](soci::session& sql) {
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

std::optional<TargetGroup> TargetGroupsReader::find(std::string_view company_id, std::int64_t id) {
  const std::string company{company_id};
  const Int wanted = id;
  return with_session(pool_, kReadingGroups, [&](soci::session& sql) -> std::optional<TargetGroup> {
    std::vector<TargetGroup> groups;
    {
      soci::statement rows(sql);
      rows.alloc();
      rows.prepare(std::string{"SELECT "} + kGroupColumns +
                   " FROM target_groups g WHERE g.company_id = :company AND g.id = :id");
      rows.exchange(soci::use(company, "company"));
      rows.exchange(soci::use(wanted, "id"));
      groups = fetch_all(rows);
    }
    if (groups.empty()) return {};
    count_members(sql, groups);
    return groups.front();
  });
}

std::vector<std::string> TargetGroupsReader::members(std::int64_t group_id) {
  const Int group = group_id;
  return with_session(pool_, kReadingGroups, [&](soci::session& sql) {
    std::vector<std::string> emails;
    std::string email;
    soci::statement rows =
        (sql.prepare << "SELECT u.email FROM target_users u WHERE EXISTS (SELECT 1 FROM "
                        "target_group_members m WHERE m.group_id = :group_id AND m.user_id = "
                        "u.id) ORDER BY u.email_key",
         soci::use(group, "group_id"), soci::into(email));
    rows.execute();
    while (rows.fetch()) emails.push_back(email);
    return emails;
  });
}

void TargetGroupsReader::for_each(std::string_view company_id, const GroupFilter& filter,
                                  const std::function<void(const TargetGroup&)>& visit) {
  std::string after;
  do {
    const auto part = list(company_id, filter, after, 1000);
    for (const auto& group : part.groups) visit(group);
    after = part.next;
  } while (!after.empty());
}

}  // namespace sample_host
