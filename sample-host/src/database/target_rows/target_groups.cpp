#include "database/target_rows/target_groups.hpp"

#include <algorithm>

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr const char* kReadingGroups = "the target groups cannot be read";
constexpr PagedTable kGroups{"target_groups", "name_key"};
constexpr const char* kSelectGroups =
    "SELECT g.id, g.company_id, g.name, g.name_key, g.provider, g.external_id, g.created_at, g.updated_at";

/// The conditions of a filter, and their values.
class GroupConditions {
 public:
  GroupConditions(std::string_view company_id, const GroupFilter& filter) {
    add(" FROM target_groups g WHERE g.company_id = ?", std::string{company_id});
    if (!filter.search.empty())
      add(" AND g.name_key LIKE ? ESCAPE '!'",
          host_sdk::sql::containing_pattern(host_sdk::fold_key(filter.search)));
    if (filter.provider) add(" AND g.provider = ?", *filter.provider);
  }

  /// A query of `columns` with the conditions and then `end`, whose values are to be bound.
  [[nodiscard]] Query query(Session& session, const std::string& columns, const std::string& end) const {
    Query query(session, columns + sql_ + end);
    for (const auto& text : texts_) query.text(text, "filter");
    return query;
  }

 private:
  void add(const std::string& condition, const std::string& text) {
    sql_ += condition;
    texts_.push_back(text);
  }

  std::string sql_;
  std::vector<std::string> texts_;
};

std::vector<TargetGroup> read_groups(Query& query) {
  std::vector<TargetGroup> groups;
  query.read("ntttttnn", [&](const sql::Row& row) {
    auto& group = groups.emplace_back();
    group.id = row.number(0);
    group.company_id = row.text(1);
    group.name = row.text(2);
    group.name_key = row.text(3);
    group.provider = row.text(4);
    group.external_id = row.text_or_null(5);
    group.created_at = host_sdk::from_microseconds(row.number(6));
    group.updated_at = host_sdk::from_microseconds(row.number(7));
  });
  return groups;
}

/// Counts the members of each group in a query of its own, so that none counts a million.
void count_members(Session& session, std::vector<TargetGroup>& groups) {
  for (auto& group : groups)
    group.member_count = Query(session,
                               "SELECT COUNT(*) FROM (SELECT DISTINCT user_id FROM target_group_members "
                               "WHERE group_id = ? LIMIT " +
                                   std::to_string(kMembersCounted) + ") counted_members")
                             .number(group.id)
                             .read_number();
}

}  // namespace

bool TargetGroupsReader::reads_whole(Session& session, const std::string& company) const {
  return !window_end(session, kGroups, company, "", whole_company_ + 1);
}

GroupList TargetGroupsReader::page(std::string_view company_id, const GroupFilter& filter,
                                   const PagePlace& place, int limit) {
  // All may come from an address that a person typed.
  if (!host_sdk::is_clean_utf8(filter.search)) return {};
  const auto usable = [](const std::string& cursor) {
    return host_sdk::is_clean_utf8(cursor) ? cursor : std::string{};
  };
  const std::string after = usable(place.after);
  const std::string before = usable(place.before);
  return database_.with_session(kReadingGroups, [&](Session& session) {
    GroupList list;
    const bool whole = reads_whole(session, std::string{company_id});
    const bool backwards = whole && !before.empty();
    const auto end = whole ? std::nullopt : window_end(session, kGroups, std::string{company_id}, after);
    const std::string direction = backwards ? " DESC" : "";
    // One row more than `limit` shows whether there is a further page.
    list.groups = read_groups(GroupConditions(company_id, filter)
                                  .query(session, kSelectGroups,
                                         std::string(" AND g.name_key > ? AND g.name_key ") +
                                             (backwards ? "<" : "<=") + " ? ORDER BY g.name_key" + direction +
                                             " LIMIT " + std::to_string(limit + 1))
                                  .text(backwards ? std::string{} : after, "after")
                                  .text(backwards ? before : end.value_or(above_all_keys()), "until"));
    const bool more = list.groups.size() > static_cast<std::size_t>(limit);
    if (more) list.groups.pop_back();
    if (backwards) std::reverse(list.groups.begin(), list.groups.end());
    if (!list.groups.empty()) {
      if (more || backwards) list.next = list.groups.back().name_key;
      if (whole && (backwards ? more : !after.empty())) list.previous = list.groups.front().name_key;
    }
    if (list.next.empty() && end) list.next = *end;
    count_members(session, list.groups);
    return list;
  });
}

CountedSoFar TargetGroupsReader::count_so_far(std::string_view company_id, const GroupFilter& filter) {
  if (!host_sdk::is_clean_utf8(filter.search)) return {};
  return database_.with_session(kReadingGroups, [&](Session& session) {
    const std::string company{company_id};
    const auto end = reads_whole(session, company) ? std::nullopt : window_end(session, kGroups, company, "");
    const auto number = GroupConditions(company_id, filter)
                            .query(session, "SELECT COUNT(*)", " AND g.name_key <= ?")
                            .text(end.value_or(above_all_keys()), "until")
                            .read_number();
    return CountedSoFar{number, end.has_value()};
  });
}

std::optional<TargetGroup> TargetGroupsReader::find_by_key(std::string_view company_id,
                                                           std::string_view name_key) {
  if (!host_sdk::is_clean_utf8(name_key)) return {};
  return database_.with_session(kReadingGroups, [&](Session& session) -> std::optional<TargetGroup> {
    auto groups = read_groups(GroupConditions(company_id, {})
                                  .query(session, kSelectGroups, " AND g.name_key = ?")
                                  .text(name_key, "name_key"));
    if (groups.empty()) return {};
    return groups.front();
  });
}

std::int64_t TargetGroupsReader::count(std::string_view company_id, const GroupFilter& filter) {
  return database_.with_session(kReadingGroups, [&](Session& session) {
    return GroupConditions(company_id, filter).query(session, "SELECT COUNT(*)", "").read_number();
  });
}

std::optional<TargetGroup> TargetGroupsReader::find(std::string_view company_id, std::int64_t id) {
  return database_.with_session(kReadingGroups, [&](Session& session) -> std::optional<TargetGroup> {
    auto groups = read_groups(
        GroupConditions(company_id, {}).query(session, kSelectGroups, " AND g.id = ?").number(id));
    if (groups.empty()) return {};
    count_members(session, groups);
    return groups.front();
  });
}

std::vector<std::string> TargetGroupsReader::members(std::int64_t group_id) {
  return database_.with_session(kReadingGroups, [&](Session& session) {
    std::vector<std::string> emails;
    Query(session,
          "SELECT u.email FROM target_users u WHERE EXISTS (SELECT 1 FROM target_group_members m WHERE "
          "m.group_id = ? AND m.user_id = u.id) ORDER BY u.email_key")
        .number(group_id)
        .read("t", [&](const sql::Row& row) { emails.push_back(row.text(0)); });
    return emails;
  });
}

std::int64_t TargetGroupsReader::count_all_members(std::int64_t group_id) {
  return database_.with_session(kReadingGroups, [&](Session& session) {
    return Query(session, "SELECT COUNT(DISTINCT user_id) FROM target_group_members WHERE group_id = ?")
        .number(group_id)
        .read_number();
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
