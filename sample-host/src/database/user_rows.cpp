#include "database/user_rows.hpp"

#include "database/dialect.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {

const char* const kUserColumns =
    "u.id, u.company_id, u.email, u.email_key, COALESCE(u.first_name, ''), COALESCE(u.last_name, ''), "
    "COALESCE(u.department, ''), COALESCE(u.job_title, ''), COALESCE(u.phone_number, ''), "
    "COALESCE(u.manager_email, ''), COALESCE(u.preferred_language, ''), COALESCE(u.time_zone, ''), "
    "COALESCE(u.location, ''), u.status, u.provider, u.external_id, u.created_at, u.updated_at";

UserConditions::UserConditions(Backend backend, std::string_view company_id, const UserFilter& filter,
                               const std::optional<std::vector<Int>>& few)
    : company_(company_id) {
  sql_ = " FROM target_users u WHERE u.company_id = :company";
  if (!filter.search.empty()) {
    // The key is folded already; names are folded here, first and last in either order of reading.
    pattern_ = like_pattern(host_sdk::fold_key(filter.search));
    const Dialect dialect(backend);
    const auto both = backend == Backend::mysql
                          ? std::string{"CONCAT(COALESCE(u.first_name, ''), ' ', COALESCE(u.last_name, ''))"}
                          : std::string{"COALESCE(u.first_name, '') || ' ' || COALESCE(u.last_name, '')"};
    sql_ +=
        " AND (u.email_key LIKE :by_key ESCAPE '!' OR " + dialect.folded(both) + " LIKE :by_name ESCAPE '!')";
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
  if (few) {
    std::string ids;
    for (const Int id : *few) ids += (ids.empty() ? "" : ",") + std::to_string(id);
    sql_ += ids.empty() ? " AND 1 = 0" : " AND u.id IN (" + ids + ")";
  }
}

void UserConditions::bind(soci::statement& statement) const {
  statement.exchange(soci::use(company_, "company"));
  if (!pattern_.empty()) {
    statement.exchange(soci::use(pattern_, "by_key"));
    statement.exchange(soci::use(pattern_, "by_name"));
  }
  if (by_provider_) statement.exchange(soci::use(provider_, "provider"));
  if (!status_.empty()) statement.exchange(soci::use(status_, "status"));
  if (group_ != 0) statement.exchange(soci::use(group_, "group_id"));
}

std::vector<TargetUser> fetch_users(soci::statement& rows) {
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

}  // namespace sample_host
