// The columns of target_users, and the conditions of a filter. Only for the folder `database`, since it opens
// soci.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "database/row.hpp"
#include "database/session_pool.hpp"
#include "database/target_users.hpp"

namespace sample_host {

/// What fetch_users reads, of the table `u`.
extern const char* const kUserColumns;

/// The conditions of a filter and the values that they are bound to.
class UserConditions {
 public:
  /// `few`: the ids of the only rows that come into question, when they are known.
  UserConditions(Backend backend, std::string_view company_id, const UserFilter& filter,
                 const std::optional<std::vector<Int>>& few = {});

  /// From FROM on.
  [[nodiscard]] const std::string& sql() const { return sql_; }
  /// The conditions must outlive the statement.
  void bind(soci::statement& statement) const;

 private:
  std::string sql_;
  std::string company_;
  std::string pattern_;
  std::string provider_;
  bool by_provider_ = false;
  std::string status_;
  Int group_ = 0;
};

/// Runs a prepared SELECT of kUserColumns and collects its rows.
[[nodiscard]] std::vector<TargetUser> fetch_users(soci::statement& rows);

}  // namespace sample_host
