// The columns of target_users, and the conditions of a filter.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/host_database.hpp"
#include "database/target_rows/target_users.hpp"

namespace sample_host {

/// The users by the unique key that most pages follow.
inline constexpr PagedTable kUsersByEmail{"target_users", "email_key"};

/// The ids of the users of a provider or a group if there are few: an index finds them at once, but a scan
/// along the addresses might find them last.
[[nodiscard]] std::optional<std::vector<std::int64_t>> few_ids(Session& session, const std::string& company,
                                                               const UserFilter& filter);

/// "SELECT " and the columns that `read_users` reads, of the table `u`.
[[nodiscard]] std::string select_users();

/// The conditions of a filter, and their values.
class UserConditions {
 public:
  /// `few`: the ids of the only rows that can match, if they are known.
  UserConditions(const Dialect& dialect, std::string_view company_id, const UserFilter& filter,
                 const std::optional<std::vector<std::int64_t>>& few = {});

  /// The statement from FROM to the end of the conditions.
  [[nodiscard]] const std::string& sql() const { return sql_; }
  /// Adds the values to a query that has no others yet.
  void bind(Query& query) const;

 private:
  void add(const std::string& condition, const std::string& text);

  std::string sql_;
  std::vector<std::string> texts_;
  std::int64_t group_ = 0;
  std::optional<std::int64_t> since_;
};

/// The kinds of the columns of `select_users()`, for `Query::read`, and the user in a row of them.
[[nodiscard]] std::string selected_columns();
[[nodiscard]] TargetUser user_of(const sql::Row& row);

/// Runs a SELECT of `select_users()`.
[[nodiscard]] std::vector<TargetUser> read_users(Query& query);

}  // namespace sample_host
