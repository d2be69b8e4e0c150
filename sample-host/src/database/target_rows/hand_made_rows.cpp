#include "database/target_rows/hand_made_rows.hpp"

#include "database/ids_table.hpp"
#include "host_sdk/text.hpp"
#include "host_sdk/time.hpp"

namespace sample_host {
namespace {

constexpr const char* kStoring = "the change cannot be stored";

/// A duplicate key is a result here, not an error.
template <typename Body>
HandMade unless_taken(const Body& body) {
  try {
    return body();
  } catch (const SqlError& error) {
    if (error.kind() == SqlErrorKind::conflict) return HandMade::taken;
    throw;
  }
}

bool is_by_hand(Session& session, const std::string& table, std::string_view company_id, std::int64_t id) {
  return Query(session,
               "SELECT COUNT(*) FROM " + table + " WHERE id = ? AND company_id = ? AND provider = ''")
             .number(id)
             .text(company_id, "company_id")
             .read_number() == 1;
}

HandMade remove_row(HostDatabase& database, const std::string& table, const std::string& member_column,
                    std::string_view company_id, std::int64_t id) {
  return database.write(kStoring, [&](Session& session) {
    if (!is_by_hand(session, table, company_id, id)) return HandMade::not_by_hand;
    Query(session, "DELETE FROM target_group_members WHERE " + member_column + " = ?").number(id).run();
    Query(session, "DELETE FROM " + table + " WHERE id = ?").number(id).run();
    return HandMade::done;
  });
}

/// Whether another row than `id` of the company has the key.
bool is_taken(Session& session, const std::string& table, const std::string& column,
              std::string_view company_id, const std::string& key, std::int64_t id) {
  return Query(session,
               "SELECT COUNT(*) FROM " + table + " WHERE company_id = ? AND " + column + " = ? AND id <> ?")
             .text(company_id, "company_id")
             .text(key, column.c_str())
             .number(id)
             .read_number() > 0;
}

/// Binds the values of `kUserFields`, in their order.
void bind_fields(Query& query, const TargetUser& user) {
  for (const UserField& field : kUserFields) {
    const std::string& value = user.*field.member;
    query.text_or_null(field.null_if_empty && value.empty() ? std::nullopt : std::optional{value},
                       field.column);
  }
}

}  // namespace

HandMade HandMadeRows::create_user(TargetUser& user, host_sdk::Timestamp now) {
  const std::int64_t id = IdsTable(database_).reserve(host_sdk::IdKind::target_user, 1);
  user.email_key = host_sdk::fold_key(user.email);
  std::string columns;
  std::string marks;
  for (const UserField& field : kUserFields) {
    columns += std::string{field.column} + ", ";
    marks += "?, ";
  }
  const HandMade outcome = unless_taken([&] {
    return database_.write(kStoring, [&](Session& session) {
      if (is_taken(session, "target_users", "email_key", user.company_id, user.email_key, id))
        return HandMade::taken;
      Query query(session, "INSERT INTO target_users (id, company_id, email, email_key, " + columns +
                               "status, provider, created_at, updated_at) VALUES (?, ?, ?, ?, " + marks +
                               "?, '', ?, ?)");
      query.number(id).text(user.company_id, "company_id");
      query.text(user.email, "email").text(user.email_key, "email_key");
      bind_fields(query, user);
      const auto at = host_sdk::to_microseconds(now);
      query.text(user.status, "status").number(at).number(at).run();
      return HandMade::done;
    });
  });
  if (outcome == HandMade::done) user.id = id;
  return outcome;
}

HandMade HandMadeRows::update_user(const TargetUser& user, host_sdk::Timestamp now) {
  const std::string key = host_sdk::fold_key(user.email);
  std::string assignments;
  for (const UserField& field : kUserFields) assignments += std::string{field.column} + " = ?, ";
  return unless_taken([&] {
    return database_.write(kStoring, [&](Session& session) {
      if (!is_by_hand(session, "target_users", user.company_id, user.id)) return HandMade::not_by_hand;
      if (is_taken(session, "target_users", "email_key", user.company_id, key, user.id))
        return HandMade::taken;
      Query query(session, "UPDATE target_users SET email = ?, email_key = ?, " + assignments +
                               "status = ?, updated_at = ? WHERE id = ?");
      query.text(user.email, "email").text(key, "email_key");
      bind_fields(query, user);
      query.text(user.status, "status").number(host_sdk::to_microseconds(now)).number(user.id).run();
      return HandMade::done;
    });
  });
}

HandMade HandMadeRows::delete_user(std::string_view company_id, std::int64_t id) {
  return remove_row(database_, "target_users", "user_id", company_id, id);
}

HandMade HandMadeRows::create_group(std::string_view company_id, std::string_view name,
                                    host_sdk::Timestamp now, std::int64_t& id) {
  const std::string key = host_sdk::fold_key(name);
  id = IdsTable(database_).reserve(host_sdk::IdKind::target_group, 1);
  return unless_taken([&] {
    return database_.write(kStoring, [&](Session& session) {
      if (is_taken(session, "target_groups", "name_key", company_id, key, id)) return HandMade::taken;
      const auto at = host_sdk::to_microseconds(now);
      Query(session,
            "INSERT INTO target_groups (id, company_id, name, name_key, provider, created_at, updated_at) "
            "VALUES (?, ?, ?, ?, '', ?, ?)")
          .number(id)
          .text(company_id, "company_id")
          .text(name, "name")
          .text(key, "name_key")
          .number(at)
          .number(at)
          .run();
      return HandMade::done;
    });
  });
}

HandMade HandMadeRows::delete_group(std::string_view company_id, std::int64_t id) {
  return remove_row(database_, "target_groups", "group_id", company_id, id);
}

void HandMadeRows::add_member(std::int64_t group_id, std::int64_t user_id) {
  if (is_member_by_hand(group_id, user_id)) return;
  (void)unless_taken([&] {
    database_.with_session(kStoring, [&](Session& session) {
      Query(session, "INSERT INTO target_group_members (group_id, user_id, provider) VALUES (?, ?, '')")
          .number(group_id)
          .number(user_id)
          .run();
    });
    return HandMade::done;
  });
}

void HandMadeRows::remove_member(std::int64_t group_id, std::int64_t user_id) {
  database_.with_session(kStoring, [&](Session& session) {
    Query(session, "DELETE FROM target_group_members WHERE group_id = ? AND user_id = ? AND provider = ''")
        .number(group_id)
        .number(user_id)
        .run();
  });
}

bool HandMadeRows::is_member_by_hand(std::int64_t group_id, std::int64_t user_id) {
  return database_.with_session(kStoring, [&](Session& session) {
    return Query(
               session,
               "SELECT COUNT(*) FROM target_group_members WHERE group_id = ? AND user_id = ? AND provider = "
               "''")
               .number(group_id)
               .number(user_id)
               .read_number() > 0;
  });
}

}  // namespace sample_host
