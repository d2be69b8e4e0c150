#include "snapshot.hpp"

#include <set>
#include <string_view>

namespace gup::testing {
namespace {

constexpr const char* kAbsent = "(no row)";
constexpr std::size_t kShown = 12;

std::string key_of(const HostUser& user) {
  return "user " + user.row.external_id.value_or(user.row.fields.email);
}

std::string key_of(const HostGroup& group) {
  return "group " + group.external_id.value_or(group.name);
}

std::string value_of(const HostUser& user) {
  const auto& fields = user.row.fields;
  std::string value = fields.email + " | " + user.row.email_key + " | " + fields.first_name + " | " +
                      fields.last_name + " | " + user.row.status + " | " + user.row.provider;
  for (const auto* field : {&fields.department, &fields.job_title, &fields.phone_number,
                            &fields.manager_email, &fields.preferred_language, &fields.location})
    value += " | " + field->value_or("-");
  return value;
}

std::string value_in(const Snapshot& snapshot, const std::string& key) {
  const auto found = snapshot.find(key);
  return found == snapshot.end() ? kAbsent : found->second;
}

std::set<std::string> keys_of(std::initializer_list<const Snapshot*> snapshots) {
  std::set<std::string> keys;
  for (const Snapshot* snapshot : snapshots)
    for (const auto& [key, value] : *snapshot) keys.insert(key);
  return keys;
}

std::vector<std::string> columns_of(std::string_view value) {
  constexpr std::string_view kBetween = " | ";
  std::vector<std::string> columns;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t end = value.find(kBetween, at);
    columns.emplace_back(value.substr(at, end == std::string_view::npos ? end : end - at));
    at = end == std::string_view::npos ? end : end + kBetween.size();
  }
  return columns;
}

/// See `rows_in_neither`.
bool is_mixed_user(const std::string& before, const std::string& after, const std::string& actual) {
  const auto old_columns = columns_of(before);
  const auto new_columns = columns_of(after);
  const auto columns = columns_of(actual);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i < old_columns.size() && columns[i] == old_columns[i]) continue;
    if (i < new_columns.size() && columns[i] == new_columns[i]) continue;
    const bool unknown = columns[i].empty() || columns[i] == "-" || columns[i] == columns.front();
    if (before != kAbsent || after == kAbsent || !unknown) return false;
  }
  return actual != kAbsent;
}

}  // namespace

Snapshot take_snapshot(HostTables& tables, const std::string& company_id) {
  Snapshot snapshot;
  std::map<std::int64_t, std::string> names;
  for (const HostUser& user : tables.users(company_id)) {
    snapshot[key_of(user)] = value_of(user);
    names[user.row.id] = key_of(user);
  }
  std::map<std::int64_t, std::string> group_names;
  for (const HostGroup& group : tables.groups(company_id)) {
    snapshot[key_of(group)] = group.name + " | " + group.name_key + " | " + group.provider;
    group_names[group.id] = key_of(group);
  }
  for (const HostMember& member : tables.members())
    snapshot["member " + group_names[member.group_id] + ", " + names[member.user_id]] = member.provider;
  return snapshot;
}

std::map<std::string, std::int64_t> row_ids(HostTables& tables, const std::string& company_id) {
  std::map<std::string, std::int64_t> ids;
  for (const HostUser& user : tables.users(company_id)) ids[key_of(user)] = user.row.id;
  for (const HostGroup& group : tables.groups(company_id)) ids[key_of(group)] = group.id;
  return ids;
}

std::vector<std::string> differences(const Snapshot& expected, const Snapshot& actual) {
  std::vector<std::string> found;
  for (const std::string& key : keys_of({&expected, &actual})) {
    if (value_in(expected, key) == value_in(actual, key)) continue;
    if (found.size() == kShown) break;
    found.push_back(key + ": " + value_in(actual, key) + " instead of " + value_in(expected, key));
  }
  return found;
}

std::vector<std::string> rows_in_neither(const Snapshot& before, const Snapshot& after,
                                         const Snapshot& actual) {
  std::vector<std::string> found;
  for (const std::string& key : keys_of({&before, &after, &actual})) {
    const std::string value = value_in(actual, key);
    if (value == value_in(before, key) || value == value_in(after, key)) continue;
    if (key.starts_with("user ") && is_mixed_user(value_in(before, key), value_in(after, key), value))
      continue;
    if (found.size() == kShown) break;
    found.push_back(key + ": " + value + ", neither " + value_in(before, key) + " nor " +
                    value_in(after, key));
  }
  return found;
}

}  // namespace gup::testing
