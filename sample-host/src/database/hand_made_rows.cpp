#include "database/hand_made_rows.hpp"

#include "database/ids_table.hpp"
#include "database/row.hpp"
#include "database/transaction.hpp"
#include "host_sdk/text.hpp"

namespace sample_host {
namespace {

constexpr const char* kDoing = "the change cannot be stored";

/// A conflict of keys is an answer here, not a failure.
template <typename Body>
HandMade unless_taken(const Body& body) {
  try {
    return body();
  } catch (const DatabaseError& error) {
    if (error.problem() == DatabaseProblem::conflict) return HandMade::taken;
    throw;
  }
}

bool is_by_hand(soci::session& sql, const std::string& table, const std::string& company, Int id) {
  Int count = 0;
  sql << "SELECT COUNT(*) FROM " + table + " WHERE id = :id AND company_id = :company AND provider = ''",
      soci::use(id, "id"), soci::use(company, "company"), soci::into(count);
  return count == 1;
}

HandMade remove_row(SessionPool& pool, const std::string& table, const std::string& member_column,
                    std::string_view company_id, std::int64_t row) {
  const std::string company{company_id};
  const Int id = row;
  return in_transaction(pool, kDoing, [&](soci::session& sql) {
    if (!is_by_hand(sql, table, company, id)) return HandMade::not_by_hand;
    sql << "DELETE FROM target_group_members WHERE " + member_column + " = :id", soci::use(id, "id");
    sql << "DELETE FROM " + table + " WHERE id = :id", soci::use(id, "id");
    return HandMade::done;
  });
}

}  // namespace

HandMade HandMadeRows::create_user(TargetUser& user, host_sdk::Timestamp now) {
  user.id = IdsTable(pool_).reserve(host_sdk::IdKind::target_user, 1);
  user.email_key = host_sdk::fold_key(user.email);
  const Int id = user.id;
  const Int at = micros(now);
  return unless_taken([&] {
    return in_transaction(pool_, kDoing, [&](soci::session& sql) {
      Int taken = 0;
      sql << "SELECT COUNT(*) FROM target_users WHERE company_id = :company AND email_key = :key",
          soci::use(user.company_id, "company"), soci::use(user.email_key, "key"), soci::into(taken);
      if (taken > 0) return HandMade::taken;
      sql << "INSERT INTO target_users (id, company_id, email, email_key, first_name, last_name, department, "
             "job_title, phone_number, manager_email, preferred_language, time_zone, location, status, "
             "provider, "
             "created_at, updated_at) VALUES (:id, :company, :email, :key, :first, :last, "
             "NULLIF(:department, ''), NULLIF(:title, ''), NULLIF(:phone, ''), NULLIF(:manager, ''), "
             "NULLIF(:language, ''), NULLIF(:zone, ''), NULLIF(:location, ''), :status, '', :created, "
             ":updated)",
          soci::use(id, "id"), soci::use(user.company_id, "company"), soci::use(user.email, "email"),
          soci::use(user.email_key, "key"), soci::use(user.first_name, "first"),
          soci::use(user.last_name, "last"), soci::use(user.department, "department"),
          soci::use(user.job_title, "title"), soci::use(user.phone_number, "phone"),
          soci::use(user.manager_email, "manager"), soci::use(user.preferred_language, "language"),
          soci::use(user.time_zone, "zone"), soci::use(user.location, "location"),
          soci::use(user.status, "status"), soci::use(at, "created"), soci::use(at, "updated");
      return HandMade::done;
    });
  });
}

HandMade HandMadeRows::update_user(const TargetUser& user, host_sdk::Timestamp now) {
  const std::string key = host_sdk::fold_key(user.email);
  const Int id = user.id;
  const Int at = micros(now);
  return unless_taken([&] {
    return in_transaction(pool_, kDoing, [&](soci::session& sql) {
      if (!is_by_hand(sql, "target_users", user.company_id, id)) return HandMade::not_by_hand;
      Int taken = 0;
      sql << "SELECT COUNT(*) FROM target_users WHERE company_id = :company AND email_key = :key AND id <> "
             ":id",
          soci::use(user.company_id, "company"), soci::use(key, "key"), soci::use(id, "id"),
          soci::into(taken);
      if (taken > 0) return HandMade::taken;
      sql << "UPDATE target_users SET email = :email, email_key = :key, first_name = :first, last_name = "
             ":last, "
             "department = NULLIF(:department, ''), job_title = NULLIF(:title, ''), "
             "phone_number = NULLIF(:phone, ''), manager_email = NULLIF(:manager, ''), "
             "preferred_language = NULLIF(:language, ''), time_zone = NULLIF(:zone, ''), "
             "location = NULLIF(:location, ''), status = :status, "
             "updated_at = :updated WHERE id = :id",
          soci::use(user.email, "email"), soci::use(key, "key"), soci::use(user.first_name, "first"),
          soci::use(user.last_name, "last"), soci::use(user.department, "department"),
          soci::use(user.job_title, "title"), soci::use(user.phone_number, "phone"),
          soci::use(user.manager_email, "manager"), soci::use(user.preferred_language, "language"),
          soci::use(user.time_zone, "zone"), soci::use(user.location, "location"),
          soci::use(user.status, "status"), soci::use(at, "updated"), soci::use(id, "id");
      return HandMade::done;
    });
  });
}

HandMade HandMadeRows::delete_user(std::string_view company_id, std::int64_t id) {
  return remove_row(pool_, "target_users", "user_id", company_id, id);
}

HandMade HandMadeRows::create_group(std::string_view company_id, std::string_view name,
                                    host_sdk::Timestamp now, std::int64_t& id) {
  const std::string company{company_id};
  const std::string text{name};
  const std::string key = host_sdk::fold_key(name);
  const Int row = IdsTable(pool_).reserve(host_sdk::IdKind::target_group, 1);
  const Int at = micros(now);
  id = row;
  return unless_taken([&] {
    return in_transaction(pool_, kDoing, [&](soci::session& sql) {
      Int taken = 0;
      sql << "SELECT COUNT(*) FROM target_groups WHERE company_id = :company AND name_key = :key",
          soci::use(company, "company"), soci::use(key, "key"), soci::into(taken);
      if (taken > 0) return HandMade::taken;
      sql << "INSERT INTO target_groups (id, company_id, name, name_key, provider, created_at, updated_at) "
             "VALUES "
             "(:id, :company, :name, :key, '', :created, :updated)",
          soci::use(row, "id"), soci::use(company, "company"), soci::use(text, "name"), soci::use(key, "key"),
          soci::use(at, "created"), soci::use(at, "updated");
      return HandMade::done;
    });
  });
}

HandMade HandMadeRows::delete_group(std::string_view company_id, std::int64_t id) {
  return remove_row(pool_, "target_groups", "group_id", company_id, id);
}

void HandMadeRows::add_member(std::int64_t group_id, std::int64_t user_id) {
  if (is_member_by_hand(group_id, user_id)) return;
  const Int group = group_id;
  const Int user = user_id;
  (void)unless_taken([&] {
    with_session(pool_, kDoing, [&](soci::session& sql) {
      sql << "INSERT INTO target_group_members (group_id, user_id, provider) VALUES (:g, :u, '')",
          soci::use(group, "g"), soci::use(user, "u");
    });
    return HandMade::done;
  });
}

void HandMadeRows::remove_member(std::int64_t group_id, std::int64_t user_id) {
  const Int group = group_id;
  const Int user = user_id;
  with_session(pool_, kDoing, [&](soci::session& sql) {
    sql << "DELETE FROM target_group_members WHERE group_id = :g AND user_id = :u AND provider = ''",
        soci::use(group, "g"), soci::use(user, "u");
  });
}

bool HandMadeRows::is_member_by_hand(std::int64_t group_id, std::int64_t user_id) {
  const Int group = group_id;
  const Int user = user_id;
  return with_session(pool_, kDoing, [&](soci::session& sql) {
    Int count = 0;
    sql << "SELECT COUNT(*) FROM target_group_members WHERE group_id = :g AND user_id = :u AND provider = ''",
        soci::use(group, "g"), soci::use(user, "u"), soci::into(count);
    return count > 0;
  });
}

}  // namespace sample_host
