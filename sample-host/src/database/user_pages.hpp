// Pages of target users that look at a bounded number of rows. Only for the folder `database`, since it opens
// soci.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "database/key_window.hpp"
#include "database/user_rows.hpp"

namespace sample_host {

/// Reads for one filter, over a session that it borrows.
class UserPages {
 public:
  UserPages(soci::session& sql, Backend backend, std::string company, const UserFilter& filter);

  /// The people after the cursor `after`, without their groups.
  [[nodiscard]] UserList page(const std::string& after, std::size_t limit);
  [[nodiscard]] CountedSoFar count();

 private:
  [[nodiscard]] bool is_plain() const;
  [[nodiscard]] bool searches_alone() const;
  /// `without_beginnings`: leaves those out whose address begins with the text.
  [[nodiscard]] std::vector<TargetUser> read(const KeyRange& range, bool without_beginnings,
                                             std::size_t limit);
  [[nodiscard]] std::int64_t count_beginnings();
  [[nodiscard]] std::int64_t count_in(const std::string& until);

  soci::session& sql_;
  std::string company_;
  const UserFilter& filter_;
  PagedTable users_;
  std::optional<std::vector<Int>> few_;
  UserConditions conditions_;
};

}  // namespace sample_host
