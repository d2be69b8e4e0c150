#include "database/target_rows/user_rows.hpp"

#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

/// After all texts.
constexpr const char* kInGroup =
    " AND EXISTS (SELECT 1 FROM target_group_members m WHERE m.group_id = ? AND m.user_id = u.id)";

}  // namespace

std::optional<std::vector<std::int64_t>> few_ids(Session& session, const std::string& company,
                                                 const UserFilter& filter) {
  std::vector<std::int64_t> ids;
  const auto keep = [&](const sql::Row& row) { ids.push_back(row.number(0)); };
  const std::string limit = " LIMIT " + std::to_string(kFew + 1);
  if (filter.group_id != 0)
    Query(session, "SELECT DISTINCT user_id FROM target_group_members WHERE group_id = ?" + limit)
        .number(filter.group_id)
        .read("n", keep);
  else if (filter.provider)
    Query(session, "SELECT id FROM target_users WHERE company_id = ? AND provider = ?" + limit)
        .text(company, "company_id")
        .text(*filter.provider, "provider")
        .read("n", keep);
  else
    return {};
  if (ids.size() > kFew) return {};
  return ids;
}

std::string select_users() {
  std::string sql = "SELECT u.id, u.company_id, u.email, u.email_key";
  for (const UserField& field : kUserFields) sql += std::string{", COALESCE(u."} + field.column + ", '')";
  return sql + ", u.status, u.provider, u.external_id, u.created_at, u.updated_at";
}

UserConditions::UserConditions(const Dialect& dialect, std::string_view company_id, const UserFilter& filter,
                               const std::optional<std::vector<std::int64_t>>& few) {
  add(" FROM target_users u WHERE u.company_id = ?", std::string{company_id});
  if (!filter.search.empty()) {
    // The key is folded already. Names are folded here; the text may contain the first and the last name.
    const auto pattern = host_sdk::sql::containing_pattern(host_sdk::fold_key(filter.search));
    const auto name = dialect.backend() == Backend::mysql
                          ? "CONCAT(COALESCE(u.first_name, ''), ' ', COALESCE(u.last_name, ''))"
                          : "COALESCE(u.first_name, '') || ' ' || COALESCE(u.last_name, '')";
    add(" AND (u.email_key LIKE ? ESCAPE '!'", pattern);
    add(" OR " + dialect.folded(name) + " LIKE ? ESCAPE '!')", pattern);
  }
  if (filter.provider) add(" AND u.provider = ?", *filter.provider);
  if (!filter.department.empty()) {
    // Databases fold a few letters in another way than the host.
    add(" AND (u.department = ?", filter.department);
    add(" OR " + dialect.folded("COALESCE(u.department, '')") + " = ?)",
        host_sdk::fold_key(filter.department));
  }
  if (!filter.status.empty()) add(" AND u.status = ?", filter.status);
  group_ = filter.group_id;
  if (group_ != 0) sql_ += kInGroup;
  if (filter.changed_since) {
    since_ = host_sdk::to_microseconds(*filter.changed_since);
    sql_ += " AND u.updated_at >= ?";
  }
  if (few) {
    std::string ids;
    for (const auto id : *few) ids += (ids.empty() ? "" : ",") + std::to_string(id);
    sql_ += ids.empty() ? " AND 1 = 0" : " AND u.id IN (" + ids + ")";
  }
}

void UserConditions::add(const std::string& condition, const std::string& text) {
  sql_ += condition;
  texts_.push_back(text);
}

void UserConditions::bind(Query& query) const {
  for (const auto& text : texts_) query.text(text, "filter");
  if (group_ != 0) query.number(group_);
  if (since_) query.number(*since_);
}

std::string selected_columns() {
  return "nttt" + std::string(kUserFields.size(), 't') + "tttnn";
}

TargetUser user_of(const sql::Row& row) {
  constexpr std::size_t kFirstField = 4;
  constexpr std::size_t kAfterFields = kFirstField + kUserFields.size();
  TargetUser user;
  user.id = row.number(0);
  user.company_id = row.text(1);
  user.email = row.text(2);
  user.email_key = row.text(3);
  for (std::size_t i = 0; i < kUserFields.size(); ++i)
    user.*kUserFields[i].member = row.text(kFirstField + i);
  user.status = row.text(kAfterFields);
  user.provider = row.text(kAfterFields + 1);
  user.external_id = row.text_or_null(kAfterFields + 2);
  user.created_at = host_sdk::from_microseconds(row.number(kAfterFields + 3));
  user.updated_at = host_sdk::from_microseconds(row.number(kAfterFields + 4));
  return user;
}

std::vector<TargetUser> read_users(Query& query) {
  std::vector<TargetUser> users;
  query.read(selected_columns(), [&](const sql::Row& row) { users.push_back(user_of(row)); });
  return users;
}

}  // namespace sample_host
